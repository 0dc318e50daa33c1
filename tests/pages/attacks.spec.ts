import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "node:tls";
import { accept_by_api, ask, described } from "./api";
import { expect, test } from "./fixture";
import { filled, ids_of_evening, organiser_of_all, pair, takes_body, two_evenings } from "./two_evenings";
import { good_password, type Venue } from "./venue";

// The bytes of a request, and all that comes back until the server closes.
function raw(venue: Venue, text: string): Promise<string> {
  return new Promise((resolve) => {
    let received = "";
    const socket = connect({ host: "127.0.0.1", port: venue.port, rejectUnauthorized: false }, () => socket.write(text));
    socket.on("data", (piece) => (received += piece.toString()));
    socket.on("close", () => resolve(received));
    socket.on("error", () => resolve(received));
  });
}

test.describe("Nothing gets through", () => {
  test("without a session", async ({ venue }) => {
    await two_evenings(venue);
    const ids = await ids_of_evening(venue, await organiser_of_all(venue));
    for (const route of described().filter((each) => !each.open)) {
      const answer = await ask(venue, route.method, `/api/v1${filled(route.path, ids)}`, { body: takes_body(route) ? {} : undefined });
      expect(answer.status, `${route.method} ${route.path}: ${answer.text}`).toBe(401);
      expect(answer.text).not.toContain("Jana");
    }
    const wrong: Record<string, string>[] = [{ Authorization: "Bearer x" }, { Cookie: "__Host-einlass=" }, { Cookie: "__Host-einlass=' OR 1=1 --" }, { Cookie: "einlass=x" }];
    for (const headers of wrong) {
      expect((await ask(venue, "GET", "/api/v1/events", { headers })).status).toBe(401);
    }
  });

  // A stolen kiosk: whatever lies in it, tried wherever a person shows who she is.
  test("with what a kiosk keeps", async ({ venue }) => {
    await two_evenings(venue);
    const { code, folder } = await pair(venue, "Nord");
    const kept = JSON.parse(await readFile(join(folder, "identity.json"), "utf-8"));
    const words = [code, ...JSON.stringify(kept).matchAll(/"([\w+/=-]{16,})"/g)].map((found) => (typeof found === "string" ? found : found[1]!));
    expect(words.length).toBeGreaterThan(2);
    for (const word of words) {
      const as_hers: Record<string, string>[] = [{ Cookie: `__Host-einlass=${word}` }, { Authorization: `Bearer ${word}` }, { "Einlass-Request-Token": word }];
      for (const headers of as_hers) {
        const answer = await ask(venue, "GET", "/api/v1/events/evening/guests", { headers });
        expect(answer.status).toBe(401);
      }
      expect((await ask(venue, "POST", "/api/v1/invitations/accept", { body: { code: word, password: good_password } })).status).not.toBe(200);
      expect((await ask(venue, "POST", "/api/v1/session", { body: { sign_in: "Nord", password: word } })).status).not.toBe(200);
    }
  });

  test("to files outside of the pages", async ({ venue }) => {
    for (const path of ["/../state/venue.db", "/built/../../state/venue.seed", "/%2e%2e/%2e%2e/etc/passwd", "/..%2fvenue.db", "//etc/passwd", "/api/v1/../../etc/passwd", "/built/%00", "/index.html%00.js", "/venue.db", "/.git/config"]) {
      const answer = await raw(venue, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer, path).toMatch(/^HTTP\/1\.1 40[04]/);
      expect(answer).not.toMatch(/root:|SQLite/);
    }
  });

  test("by requests that are too large, nested or broken", async ({ venue }) => {
    const organiser = await venue.invite("Olga Orga", "organiser");
    const session = await accept_by_api(venue, organiser.code, good_password);
    const huge = await ask(venue, "POST", "/api/v1/session", { text: `{"sign_in":"${"x".repeat(3 << 20)}"}` }).catch((error) => ({ status: error.code }));
    expect([413, "EPIPE", "ECONNRESET"]).toContain(huge.status);
    expect((await ask(venue, "POST", "/api/v1/session", { text: "[".repeat(100_000) })).status).toBe(400);
    expect((await ask(venue, "POST", "/api/v1/session", { text: '{"a":'.repeat(5000) })).status).toBe(400);
    expect((await ask(venue, "POST", "/api/v1/session", { text: "[]" })).status).toBe(400);
    expect((await ask(venue, "POST", "/api/v1/session", { body: { sign_in: 7, password: null } })).status).toBe(400);
    expect((await ask(venue, "GET", `/api/v1/${"x".repeat(20_000)}`).catch(() => ({ status: 431 }))).status).toBe(431);
    expect((await ask(venue, "GET", "/api/v1/me", { session })).status).toBe(200); // and it goes on
  });

  test("by a session that somebody else chose", async ({ venue }) => {
    const organiser = await venue.invite("Olga Orga", "organiser");
    await accept_by_api(venue, organiser.code, good_password);
    const planted = "__Host-einlass=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const answer = await ask(venue, "POST", "/api/v1/session", { headers: { Cookie: planted }, body: { sign_in: organiser.sign_in, password: good_password } });
    expect(answer.status).toBe(200);
    const [made] = (answer.headers["set-cookie"] as string[])[0]!.split(";");
    expect(made).not.toBe(planted);
    expect((await ask(venue, "GET", "/api/v1/me", { headers: { Cookie: planted } })).status).toBe(401);
    expect((await ask(venue, "GET", "/api/v1/me", { headers: { Cookie: made! } })).status).toBe(200);
  });

  test("by requests that never end", async ({ venue }) => {
    const organiser = await venue.invite("Olga Orga", "organiser");
    const session = await accept_by_api(venue, organiser.code, good_password);
    const begun = ["GET /api/v1/me HTTP/1.1\r\nHost: x\r\n", "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{", ""];
    const sockets = Array.from({ length: 60 }, (_, i) => {
      const socket = connect({ host: "127.0.0.1", port: venue.port, rejectUnauthorized: false }, () => socket.write(begun[i % begun.length]!));
      return socket.on("error", () => undefined);
    });
    for (let i = 0; i < 20; ++i) expect((await ask(venue, "GET", "/api/v1/me", { session })).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    expect((await ask(venue, "GET", "/api/v1/me", { session })).status).toBe(200);
  });
});

// Ten thousand guesses over as many lines as a browser opens: none gets in, and nobody who is signed in notices. A server
// takes about a hundred requests a second of one address, so that this takes its time. Person and address are locked, each
// by itself.
import { accept_by_api, ask, type Session } from "./api";
import { expect, test } from "./fixture";
import { good_password } from "./venue";

const guesses = 10_000;
const at_once = 20;

test("Guessing passwords leads nowhere", async ({ venue }) => {
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session: Session = await accept_by_api(venue, organiser.code, good_password);
  const host = await venue.invite("Berta Tal", "host");
  await accept_by_api(venue, host.code, good_password);
  const statuses = new Map<number, number>();
  const guess = async (number: number) => {
    const sign_in = number % 2 === 0 ? organiser.sign_in : `nobody.${number}`;
    const { status } = await ask(venue, "POST", "/api/v1/session", { body: { sign_in, password: `Versuch Nummer ${number}` } });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  for (let first = 0; first < guesses; first += at_once) {
    await Promise.all(Array.from({ length: at_once }, (_, i) => guess(first + i)));
    if (first % 2_000 === 0) expect((await ask(venue, "GET", "/api/v1/me", { session })).status).toBe(200);
  }
  expect(statuses.get(200) ?? 0).toBe(0);
  expect([...statuses.keys()].sort()).toEqual([401, 429]);
  expect(statuses.get(401)).toBeLessThan(100); // as many as were worked out at all
  // Locked: also the right one is not looked at. Who is signed in already is left in peace.
  const sign_in = async (sign_in: string, from?: string) => (await ask(venue, "POST", "/api/v1/session", { body: { sign_in, password: good_password }, from })).status;
  const elsewhere = "127.0.0.2";
  expect(await sign_in(organiser.sign_in, elsewhere)).toBe(429); // the person, wherever she comes from
  expect(await sign_in(host.sign_in)).toBe(429); // whoever comes from there
  expect(await sign_in(host.sign_in, elsewhere)).toBe(200); // and nobody else
  expect((await ask(venue, "GET", "/api/v1/me", { session })).status).toBe(200);
  expect(venue.server_log).not.toMatch(/Versuch|olga/i);
});

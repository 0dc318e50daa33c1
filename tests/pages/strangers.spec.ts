// Who is signed in, but elsewhere: at another event, or on another site's page. Nothing is told, and nothing done.
import { accept_by_api, ask, described, type Described, type Session } from "./api";
import { expect, test } from "./fixture";
import { filled, ids_of_evening, organiser_of_all, takes_body, two_evenings, type Ids } from "./two_evenings";
import { good_password, type Venue } from "./venue";

const of_events = () => described().filter((each) => each.path.includes("{event}"));
const named = (route: Described) => `${route.method} ${route.path}`;
const what_is_named = /Jana|Omar|Club Evening/;

async function expect_nothing_of_the_venue(venue: Venue, session: Session, ids: Ids) {
  const routes = described().filter((each) => each.venue);
  expect(routes.length).toBeGreaterThan(20);
  for (const route of routes) {
    const answer = await ask(venue, route.method, `/api/v1${filled(route.path, ids)}`, { body: takes_body(route) ? {} : undefined, session });
    expect(answer.status, `${named(route)}: ${answer.text}`).toBe(403);
  }
}

const another_site = "This request comes from another site's page.";
const not_of_her_role = "This is not yours to do; ask an organiser of the venue.";

// The event is there, and so is all that is asked for: what is refused is the event, or whoever is below its organiser.
async function expect_no_such_event(venue: Venue, session: Session, ids: Ids) {
  let hers_elsewhere = 0;
  for (const route of of_events()) {
    const answer = await ask(venue, route.method, `/api/v1${filled(route.path, ids)}`, { body: takes_body(route) ? {} : undefined, session });
    const said = `${named(route)}: ${answer.text}`;
    const is_hers_elsewhere = answer.status !== 403;
    if (is_hers_elsewhere) expect(answer.status, said).toBe(404);
    expect(answer.body.error.message, said).toBe(is_hers_elsewhere ? "There is no such event." : not_of_her_role);
    expect(answer.text).not.toMatch(what_is_named);
    hers_elsewhere += Number(is_hers_elsewhere);
  }
  return hers_elsewhere;
}

// What would be done to a guest of her own event, by routes that name a ticket, a scan or a journal.
const bodies = (ids: Ids): Record<string, unknown> => ({
  "PATCH /events/{event}/guests/{ticket}": { fields: { company: "Hijacked" } },
  "POST /events/{event}/guests/{ticket}/admissions": { scan: "0".repeat(25) + "A" },
  "POST /events/{event}/guests/{ticket}/transfers": { guest: "0".repeat(25) + "D", last_name: "Hijacked" },
  "PUT /events/{event}/guests/{ticket}/excuse": { excused: true },
  "POST /events/{event}/guests/{ticket}/notes": { kind: "other", text: "Hijacked" },
  "POST /events/{event}/guests/{ticket}/settlement": { settlement: "reference", reference: "Hijacked" },
  "POST /events/{event}/guests/{ticket}/answers": { scan: "0".repeat(25) + "B", language: "de", answers: {} },
  "POST /events/{event}/guests/{ticket}/decision": { scan: ids.scan, step: 0, approved: true },
  "POST /events/{event}/guests/{ticket}/verdict": { scans: [ids.scan], verdict: "both" },
  "POST /events/{event}/scans/{scan}/override": { reason: "other" },
});

async function expect_nothing_through_her_own_event(venue: Venue, session: Session, ids: Ids) {
  const own = { ...ids, event: "other" };
  const by_id = of_events().filter((each) => /\{(ticket|scan|journal|list)\}/.test(each.path));
  expect(by_id.length).toBeGreaterThan(15);
  for (const route of by_id) {
    const body = bodies(ids)[named(route)] ?? (takes_body(route) ? {} : undefined);
    const answer = await ask(venue, route.method, `/api/v1${filled(route.path, own)}`, { body, session });
    const said = `${named(route)}: ${answer.text}`;
    if (answer.status !== 403) expect(answer.status, said).toBe(404);
    else expect(answer.body.error.message, said).toBe(not_of_her_role);
    expect(answer.text).not.toMatch(what_is_named);
  }
  const certificate = await ask(venue, "GET", `/api/v1/events/other/certificates?ticket=${ids.ticket}`, { session });
  expect([403, 404]).toContain(certificate.status);
  const scanned = await ask(venue, "POST", "/api/v1/events/other/scans", { body: { code: "TICKET-0001", scan: "0".repeat(25) + "C" }, session });
  expect(scanned.body.refusal).toBe("other_event"); // by its name, which is public, and no guest's
  expect(scanned.text).not.toMatch(/Jana|Weiß|Nordlicht/);
}

const hers = async (venue: Venue, session: Session, ids: Ids) => (await ask(venue, "GET", `/api/v1/events/evening/guests/${ids.ticket}`, { session })).body;

test.describe("Nothing gets through", () => {
  test("with another host's session", async ({ venue }) => {
    await two_evenings(venue);
    const organiser = await organiser_of_all(venue);
    const ids = await ids_of_evening(venue, organiser);
    const before = [await hers(venue, organiser, ids), await venue.entries("evening")];
    const host = await venue.invite("Olivia Other", "host", "--event", "other", "--list", "Anna Berg");
    const session = await accept_by_api(venue, host.code, good_password);
    const [event] = (await ask(venue, "GET", "/api/v1/events", { session: organiser })).body.filter(({ key }: { key: string }) => key === "evening");
    expect((await ask(venue, "GET", "/api/v1/events", { session })).body.map(({ key }: { key: string }) => key)).toEqual(["other"]);
    expect(await expect_no_such_event(venue, session, ids)).toBeGreaterThan(30);
    await expect_no_such_event(venue, session, { ...ids, event: event.id });
    await expect_nothing_through_her_own_event(venue, session, ids);
    await expect_nothing_of_the_venue(venue, session, ids);
    expect([await hers(venue, organiser, ids), await venue.entries("evening")]).toEqual(before);
    // Her own list of the same name, she sees.
    expect((await ask(venue, "GET", "/api/v1/events/other/guests", { session })).text).toContain("Zoe");
  });

  // Of her role, but not of this event: what holds is the event's check alone.
  test("by the organiser of another event", async ({ venue }) => {
    await two_evenings(venue);
    const all = await organiser_of_all(venue);
    const ids = await ids_of_evening(venue, all);
    const before = [await hers(venue, all, ids), await venue.entries("evening")];
    const organiser = await venue.invite("Olivia Other", "organiser", "--event", "other");
    const session = await accept_by_api(venue, organiser.code, good_password);
    expect(await expect_no_such_event(venue, session, ids)).toBe(of_events().filter((route) => !route.venue).length);
    await expect_nothing_through_her_own_event(venue, session, ids);
    await expect_nothing_of_the_venue(venue, session, ids);
    expect([await hers(venue, all, ids), await venue.entries("evening")]).toEqual(before);
    expect((await ask(venue, "GET", "/api/v1/events/other/guests", { session })).text).toContain("Zoe");
  });

  test("from another site's page", async ({ venue }) => {
    await two_evenings(venue);
    const organiser = await venue.invite("Olga Orga", "organiser");
    const session = await accept_by_api(venue, organiser.code, good_password);
    const change = (headers: Record<string, string>, text = JSON.stringify({ name: "Hijacked" })) => ask(venue, "PATCH", "/api/v1/events/evening", { session, headers, text });
    expect((await change({ "Einlass-Request-Token": "" })).status).toBe(403);
    expect((await change({ "Einlass-Request-Token": "guessed" })).status).toBe(403);
    expect((await change({ Origin: "https://evil.example" })).status).toBe(403);
    expect((await change({ Origin: "null" })).status).toBe(403);
    expect((await change({ "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await change({ "Content-Type": "text/plain" })).status).toBe(400);
    expect((await change({ "Content-Type": "application/x-www-form-urlencoded" }, "name=Hijacked")).status).toBe(400);
    const guest = await venue.invite("Gina Host", "host");
    const hers = await accept_by_api(venue, guest.code, good_password);
    expect((await change({ "Einlass-Request-Token": hers.token })).status).toBe(403);
    const events = await ask(venue, "GET", "/api/v1/events", { session });
    expect(events.text).not.toContain("Hijacked");
    expect((await change({})).status).toBe(200); // so it was the guard that held
  });

  // Of all that changes something, with ids that would do. The audit trail has whatever was done.
  test("by any route from another site's page", async ({ venue }) => {
    await two_evenings(venue);
    const session = await organiser_of_all(venue);
    const ids = await ids_of_evening(venue, session);
    const told = async (path: string) => (await ask(venue, "GET", `/api/v1${path}`, { session })).text;
    const before = [await told("/audit"), await told("/me/sessions"), await venue.entries("evening")];
    const routes = described().filter((each) => each.method !== "GET" && !each.open);
    expect(routes.length).toBeGreaterThan(75);
    const attempts: [Record<string, string>, string][] = [
      [{ Origin: "https://evil.example" }, another_site],
      [{ "Sec-Fetch-Site": "cross-site" }, another_site],
      [{ "Einlass-Request-Token": "" }, "The page is out of date; load it again."],
    ];
    for (const route of routes) {
      for (const [headers, message] of attempts) {
        const answer = await ask(venue, route.method, `/api/v1${filled(route.path, ids)}`, { body: takes_body(route) ? bodies(ids)[named(route)] ?? {} : undefined, session, headers });
        expect(answer.status, `${named(route)} ${JSON.stringify(headers)}: ${answer.text}`).toBe(403);
        expect(answer.body.error.message, named(route)).toBe(message);
      }
    }
    // A link needs no token, so it does nothing either.
    expect((await ask(venue, "GET", "/api/v1/events/evening/unclaimed-seats?confirm=true", { session })).status).toBe(400);
    expect([await told("/audit"), await told("/me/sessions"), await venue.entries("evening")]).toEqual(before);
  });

  // Else she would go on in somebody else's name, who reads it all.
  test("by signing somebody in from another site's page", async ({ venue }) => {
    const olga = await venue.invite("Olga Orga", "organiser");
    await accept_by_api(venue, olga.code, good_password);
    const invited = await venue.invite("Ingrid Invited", "organiser");
    const all: [string, object][] = [
      ["/session", { sign_in: olga.sign_in, password: good_password }],
      ["/invitations/look", { code: invited.code }],
      ["/invitations/accept", { code: invited.code, password: good_password }],
    ];
    for (const [path, body] of all) {
      for (const headers of [{ Origin: "https://evil.example" }, { Origin: "null" }, { "Sec-Fetch-Site": "cross-site" }] as Record<string, string>[]) {
        const answer = await ask(venue, "POST", `/api/v1${path}`, { body, headers });
        expect(answer.status, `${path}: ${answer.text}`).toBe(403);
        expect(answer.headers["set-cookie"]).toBeUndefined();
      }
      expect((await ask(venue, "POST", `/api/v1${path}`, { text: JSON.stringify(body), headers: { "Content-Type": "text/plain" } })).status).toBe(400);
      const own = await ask(venue, "POST", `/api/v1${path}`, { body, headers: { Origin: venue.url, "Sec-Fetch-Site": "same-origin" } });
      expect(own.status, own.text).toBe(200); // so it was the guard that held
    }
  });
});

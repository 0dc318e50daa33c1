import Ajv2020 from "../../assets/web/node_modules/ajv/dist/2020.js";
import { ask, described, schema_of, session_of, type Session } from "./api";
import { expect, test } from "./fixture";
import { good_password, local, type Venue } from "./venue";

const id = (last: string) => last.padStart(26, "0");

function expect_described(method: string, path: string, answer: { status: number; body: unknown; text: string }) {
  const route = described().find((each) => each.method === method && each.path === path);
  expect(route, `${method} ${path} is in docs/openapi.yaml`).toBeTruthy();
  const schema = schema_of(route!, answer.status);
  expect(schema, `${method} ${path} may answer ${answer.status}: ${answer.text}`).toBeTruthy();
  const check = new (Ajv2020 as any)({ strict: false, allErrors: true }).compile(schema);
  expect(check(answer.body), `${method} ${path} ${answer.status}: ${JSON.stringify(check.errors)}`).toBe(true);
}

class Caller {
  readonly asked = new Set<string>();
  constructor(
    private readonly venue: Venue,
    private session?: Session,
  ) {}

  // `path` as in docs/openapi.yaml; what stands in braces comes from `values`.
  async ask(method: string, path: string, values: Record<string, string> = {}, body?: unknown, query = "") {
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => values[name]!);
    const answer = await ask(this.venue, method, `/api/v1${filled}${query}`, { body, session: this.session });
    expect_described(method, path, answer);
    this.asked.add(`${method} ${path}`);
    return answer.body;
  }
}

test("Every route answers as docs/openapi.yaml says", async ({ venue }) => {
  await venue.create_event("evening", "club_evening", "A Club Evening");
  await venue.import_guests("evening", ["Code,First name,Last name,Company", "TICKET-0001,Jana,Weiß,Nordlicht", "TICKET-0002,Omar,Haddad,Hafen"]);
  const organiser = await venue.invite("Olga Orga", "organiser");

  const stranger = new Caller(venue);
  await stranger.ask("GET", "/me");
  await stranger.ask("GET", "/certificate");
  await stranger.ask("POST", "/session", {}, { sign_in: "nobody", password: "nothing at all" });
  await stranger.ask("POST", "/invitations/look", {}, { code: organiser.code });
  await stranger.ask("POST", "/invitations/look", {}, { code: "nonsense" });
  await stranger.ask("POST", "/invitations/accept", {}, { code: organiser.code, password: "kurz" });
  await stranger.ask("POST", "/invitations/accept", {}, { code: organiser.code, password: good_password });
  const signed = await ask(venue, "POST", "/api/v1/session", { body: { sign_in: organiser.sign_in, password: good_password } });
  const session = session_of(signed);

  const she = new Caller(venue, session);
  const event = { event: "evening" };
  await she.ask("GET", "/me");
  await she.ask("GET", "/me/sessions");
  await she.ask("GET", "/events");
  const list = await she.ask("GET", "/events/{event}/guests", event, undefined, "?limit=1");
  expect(list.more).toBe(true);
  const rest = await she.ask("GET", "/events/{event}/guests", event, undefined, `?after=${list.guests[0].ticket}`);
  const guest = { ...event, ticket: list.guests[0].ticket as string };
  const other = { ...event, ticket: rest.guests[0].ticket as string };
  await she.ask("GET", "/events/{event}/guests/{ticket}", guest);
  const admitted = await she.ask("POST", "/events/{event}/guests/{ticket}/admissions", guest, { scan: id("1") });
  expect(admitted.outcome).toBe("admitted");
  const again = await she.ask("POST", "/events/{event}/guests/{ticket}/admissions", guest, { scan: id("1") });
  expect(again).toEqual(admitted);
  const changes = await she.ask("GET", "/events/{event}/guests/changes", event, undefined, `?since=${encodeURIComponent(rest.cursor)}`);
  expect(changes.guests.map((line: { ticket: string }) => line.ticket)).toEqual([guest.ticket]);
  await she.ask("POST", "/events/{event}/guests/{ticket}/departures", guest, {});
  await she.ask("DELETE", "/events/{event}/guests/{ticket}/admissions/{scan}", { ...guest, scan: id("1") });
  await she.ask("DELETE", "/events/{event}/guests/{ticket}/admissions/{scan}", { ...guest, scan: id("1") });
  await she.ask("PUT", "/events/{event}/guests/{ticket}/excuse", other, { excused: true });
  await she.ask("POST", "/events/{event}/guests/{ticket}/notes", other, { kind: "diet", text: "No nuts" });
  await she.ask("PATCH", "/events/{event}/guests/{ticket}", other, { fields: { company: "Elbe" } });
  await she.ask("POST", "/events/{event}/guests/{ticket}/withdrawal", other, {});
  await she.ask("POST", "/events/{event}/guests/{ticket}/withdrawal", other, { back: true });
  await she.ask("POST", "/events/{event}/guests", event, { ticket: id("A"), first_name: "Nora", last_name: "Neu" });
  const scanned = await she.ask("POST", "/events/{event}/scans", event, { code: "TICKET-0001", scan: id("2") });
  expect(scanned.outcome).toBe("admitted");
  const unknown = await she.ask("POST", "/events/{event}/scans", event, { code: "NO-SUCH-TICKET", scan: id("3") });
  expect(unknown.refusal).toBe("unknown_code");
  await she.ask("GET", "/events/{event}/door", event);
  const { journal, author, proof } = await she.ask("POST", "/events/{event}/own-journal", event, {});
  await she.ask("POST", "/events/{event}/own-journal/lease", event, { journal, author, proof, lease: journal });
  await she.ask("POST", "/events/{event}/own-journal/entries", event, { journal, author, proof, entries: [] });
  const journals = await she.ask("GET", "/events/{event}/page-journals", event);
  expect(journals.map((each: { journal: string }) => each.journal)).toEqual([journal]);
  await she.ask("DELETE", "/events/{event}/page-journals/{journal}", { ...event, journal });
  await she.ask("DELETE", "/events/{event}/page-journals/{journal}", { ...event, journal });
  await she.ask("POST", "/events/{event}/guests/{ticket}/answers", other, { scan: id("4"), language: "de", answers: { none: "such" } });
  await she.ask("PUT", "/events/{event}/arrival-notices", event, { all: true, on: true });
  await she.ask("POST", "/events/{event}/arrival-notices/seen", event, { tickets: [guest.ticket] });
  await she.ask("GET", "/events/{event}/unclaimed-seats", event);
  await she.ask("GET", "/events/{event}/guest-list", event);
  const content = Buffer.from("Code,First name,Last name\nTICKET-0009,Ida,Import\n").toString("base64url");
  await she.ask("POST", "/events/{event}/guest-list", event, { content, dry_run: true });
  await she.ask("GET", "/events/{event}/attendance", event, undefined, "?format=csv");
  const starts_of = (file: { content: string }, length: number) => Buffer.from(file.content, "base64url").subarray(0, length).toString();
  expect(starts_of(await she.ask("GET", "/events/{event}/attendance", event, undefined, "?format=xlsx&language=de"), 2)).toBe("PK");
  expect(starts_of(await she.ask("GET", "/events/{event}/guest-list", event, undefined, "?format=xlsx"), 2)).toBe("PK");
  expect(starts_of(await she.ask("GET", "/events/{event}/guest-list/summary", event), 5)).toBe("%PDF-");
  expect(starts_of(await she.ask("GET", "/events/{event}/summary", event, undefined, "?language=de"), 5)).toBe("%PDF-");
  expect(starts_of(await she.ask("GET", "/events/{event}/certificates", event), 5)).toBe("%PDF-");
  await she.ask("GET", "/events/{event}/certificates", event, undefined, `?ticket=${id("9")}`);
  await she.ask("GET", "/years/{year}", { year: "2026" }, undefined, "?format=csv");
  await she.ask("GET", "/years/{year}", { year: "26" }, undefined, "?format=csv");
  await she.ask("GET", "/events/{event}/journal", event);
  await she.ask("GET", "/events/{event}", event);
  const printed = await she.ask("POST", "/events/{event}/emergency-list", event, { language: "de" });
  expect(Buffer.from(printed.content, "base64url").subarray(0, 5).toString()).toBe("%PDF-");
  await she.ask("GET", "/events/{event}/paper", event);
  const paper = { ...event, list: String(printed.number) };
  const { rows } = await she.ask("GET", "/events/{event}/paper/{list}", paper);
  await she.ask("POST", "/events/{event}/paper", event, { list: printed.number, row: rows.at(-1).code });
  await she.ask("POST", "/events/{event}/paper", event, { list: printed.number, row: "1-" });
  const left = await she.ask("POST", "/events/{event}/paper/departures", event, { list: printed.number, row: rows.at(-1).code, at: local(0) });
  await she.ask("DELETE", "/events/{event}/guests/{ticket}/admissions/{scan}", { ...event, ticket: left.line.ticket, scan: left.scan });
  await she.ask("GET", "/events/{event}/badges", event);
  const trial = { language: "de", packaged: "card-86x54" };
  const preview = await she.ask("POST", "/events/{event}/badges/preview", event, trial);
  expect(preview.badges.length).toBeGreaterThan(0);
  await she.ask("POST", "/events/{event}/badges/preview", event, { language: "de", template_document: "<svg/>" });
  await she.ask("POST", "/events/{event}/badges/preflight", event, trial);
  const logo = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><circle cx="2" cy="2" r="2"/></svg>').toString("base64url");
  await she.ask("PUT", "/events/{event}/badges/images", event, { name: "logo", content: logo });
  await she.ask("DELETE", "/events/{event}/badges/images/{name}", { ...event, name: "logo" });
  const arrivals = await she.ask("GET", "/events/{event}/arrivals", event);
  expect(arrivals.buckets.at(-1).persons).toBe(1);
  await she.ask("GET", "/events/{event}/policy", event);
  await she.ask("PATCH", "/events/{event}/policy", event, { changes: { transfer: "never" } });
  const details = await she.ask("GET", "/events/{event}/details", event);
  expect(details.preset.transfer).toBe("host");
  const picture = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><rect width="10" height="10"/></svg>`);
  await she.ask("PUT", "/events/{event}/pictures/{name}", { ...event, name: "logo" }, { content: picture.toString("base64url") });
  expect((await she.ask("GET", "/events/{event}/details", event)).pictures).toEqual([{ name: "logo", size: picture.length }]);
  await she.ask("DELETE", "/events/{event}/pictures/{name}", { ...event, name: "logo" });
  await she.ask("DELETE", "/events/{event}/pictures/{name}", { ...event, name: "logo" });
  await she.ask("POST", "/events/{event}/preset", event, { name: "our_evening", description: { en: "As last time" } });
  expect((await she.ask("GET", "/presets")).at(-1)).toEqual({ name: "our_evening", description: { en: "As last time" }, own: true });
  await she.ask("DELETE", "/presets/{name}", { name: "our_evening" });
  await she.ask("DELETE", "/presets/{name}", { name: "our_evening" });
  const packed = await she.ask("POST", "/events/{event}/packed", event, { passphrase: good_password, label: "laptop" });
  const unpacked = await she.ask("POST", "/packed-events", {}, { content: packed.content, passphrase: good_password });
  expect(unpacked).toMatchObject({ event: "evening", is_new: false, entries: 0, guests: 0 });
  await she.ask("POST", "/packed-events", {}, { content: packed.content, passphrase: "not the passphrase" });
  await she.ask("POST", "/packed-events", {}, { content: "AAAA", passphrase: good_password });
  await she.ask("POST", "/events/{event}/packed", event, { passphrase: "short" });
  const been = await she.ask("GET", "/events/{event}/packed", event);
  expect(been.packed).toMatchObject([{ label: "laptop" }]);
  await she.ask("GET", "/events/{event}/outbox", event);
  await she.ask("POST", "/events/{event}/crm/{target}/start", { ...event, target: "unwritten" }, {});
  await she.ask("GET", "/house");
  expect((await she.ask("PUT", "/house", {}, { limit: 10, crew: 3 })).crew).toBe(3);
  await she.ask("GET", "/roll-call");
  const roll = await she.ask("POST", "/roll-call", {}, {});
  expect(roll.persons).toBe(4);
  const { roll_call } = roll;
  expect(roll.may_end).toBe(true);
  expect((await she.ask("POST", "/roll-call/marks", {}, { roll_call, marks: [{ line: "crew", found: 2 }, { line: "crew", found: 99 }] })).refused).toEqual(["crew"]);
  await she.ask("POST", "/roll-call/marks", {}, { roll_call: "another", marks: [] });
  await she.ask("POST", "/roll-call/people", {}, { roll_call, line: "page-1", name: "Wanda Waiter" });
  await she.ask("POST", "/roll-call/people", {}, { roll_call: "another", line: "page-2", name: "Wanda Waiter" });
  expect((await she.ask("GET", "/roll-call", {}, undefined, `?roll_call=${roll.roll_call}&since=${roll.revision}`)).found).toBe(3);
  expect(Buffer.from((await she.ask("POST", "/roll-call/paper", {}, { language: "de" })).content, "base64url").subarray(0, 5).toString()).toBe("%PDF-");
  await she.ask("DELETE", "/roll-call");
  expect((await she.ask("GET", "/events/{event}/closing", event)).state).toBe("open");
  await she.ask("POST", "/events/{event}/closing", event, { confirm: true });
  await she.ask("DELETE", "/events/{event}/closing", event);
  await she.ask("GET", "/retention");
  await she.ask("PUT", "/retention", {}, { persons_days: 60, refusals_days: 20 });
  await she.ask("PUT", "/retention", {}, { persons_days: -1, refusals_days: 20 });
  expect((await she.ask("GET", "/events/{event}/retention", event)).events[0].persons.days).toBe(60);
  await she.ask("PUT", "/events/{event}/retention", event, { persons_days: 30, refusals_days: 10 });
  await she.ask("PUT", "/events/{event}/retention", event, { persons_days: 99999, refusals_days: 10 });
  await she.ask("POST", "/events/{event}/purge", event, { confirm: true }); // it is open
  await she.ask("GET", "/presets");
  await she.ask("PUT", "/events/{event}/message", event, { de: "Beginn um 20 Uhr.", en: "We start at 8 p.m." });
  await she.ask("PUT", "/events/{event}/message", event, { de: "Zeile\nZeile", en: "x" });
  expect((await she.ask("GET", "/events/{event}/message", event)).shown.en).toBe("We start at 8 p.m.");
  await she.ask("DELETE", "/events/{event}/message", event);
  await she.ask("DELETE", "/events/{event}/message", event);
  await she.ask("PUT", "/message", {}, { de: "Garderobe im Keller.", en: "Cloakroom downstairs.", minutes: 5 });
  await she.ask("PUT", "/message", {}, { de: "", en: "" });
  await she.ask("GET", "/message");
  await she.ask("DELETE", "/message");
  await she.ask("DELETE", "/message");
  await she.ask("GET", "/status");
  await she.ask("GET", "/kiosks");
  await she.ask("POST", "/kiosks", {}, { name: "Door left" });
  await she.ask("POST", "/events", {}, { preset: "lunch", key: "lunch", name: "Lunch", starts: local(60), ends: local(180) });
  await she.ask("PATCH", "/events/{event}", { event: "lunch" }, { name: "Late Lunch" });
  const { number } = await she.ask("POST", "/people", {}, { name: "Hanna Host", role: "host", events: ["evening"], lists: ["Hanna"] });
  const person = { number: String(number) };
  await she.ask("POST", "/people/{number}/invitation", person);
  await she.ask("PUT", "/people/{number}/lists", person, { lists: ["Hanna", "Club"] });
  await she.ask("PUT", "/people/{number}/events", person, { events: ["lunch"] });
  await she.ask("PUT", "/people/{number}/events", person, { events: ["breakfast"] });
  await she.ask("PUT", "/people/{number}/role", person, { role: "staff" });
  await she.ask("PUT", "/people/{number}/sign-in-name", person, { sign_in: "hanna" });
  await she.ask("PUT", "/people/{number}/pin", person, {});
  await she.ask("GET", "/people/{number}/sessions", person);
  await she.ask("DELETE", "/people/{number}/sessions", person);
  await she.ask("GET", "/people");
  await she.ask("DELETE", "/people/{number}", person);
  const [jana] = await she.ask("POST", "/persons/search", {}, { who: "jana weiss" });
  const exported = await she.ask("POST", "/persons/export", {}, { id: jana.id, language: "de" });
  expect(JSON.parse(exported.document).events[0].guest.guest.full_name).toBe("Jana Weiß");
  expect(exported.page).toContain("Auskunft über Ihre Daten: Jana Weiß");
  await she.ask("POST", "/persons/export", {}, { id: id("1") });
  await she.ask("POST", "/persons/erasure", {}, { ids: [jana.id] });
  await she.ask("POST", "/persons/erasure", {}, { ids: [jana.id], confirm: true });
  await she.ask("POST", "/persons/erasure", {}, { ids: [jana.id], confirm: true }); // nobody has the id any more
  await she.ask("POST", "/events/{event}/closing", event, { confirm: true });
  await she.ask("POST", "/events/{event}/purge", event); // nobody has confirmed it
  expect((await she.ask("POST", "/events/{event}/purge", event, { confirm: true })).was_done).toBe(false);
  expect((await she.ask("GET", "/events/{event}/retention", event)).events[0].unfinished).toBe(false);
  const trail = await she.ask("GET", "/audit", {}, undefined, "?limit=50");
  expect(JSON.stringify(trail)).not.toMatch(/Jana|Omar/);
  await she.ask("PUT", "/me/password", {}, { old: good_password, new: "Kompass Linse Vulkan" });
  await she.ask("DELETE", "/me/sessions");
  await she.ask("GET", "/me");
});

// Every route of docs/openapi.yaml is asked here, and has done what it is there for at least once.
import { accept_by_api, session_of } from "./api";
import { Caller, never_done } from "./caller";
import { correct, evening, pretix_position, summit_with_crm } from "./crm_evening";
import { expect, test } from "./fixture";
import { Kiosk } from "./kiosk";
import { StandIn } from "./stand_in";
import { pair } from "./two_evenings";
import { good_password, local } from "./venue";

test.describe.configure({ mode: "serial" });

const id = (last: string) => last.padStart(26, "0");

test("What is asked of a venue answers as docs/openapi.yaml says", async ({ venue }) => {
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
  const signing_in = { sign_in: organiser.sign_in, password: good_password };
  const she = new Caller(venue, session_of(await stranger.answer("POST", "/session", {}, signing_in)));
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
  await she.ask("GET", "/events/{event}/attendance", event, undefined, "?format=csv&list=nobody");
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
  expect(arrivals.buckets.reduce((sum: number, { persons }: { persons: number }) => sum + persons, 0)).toBe(1);
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
  await pair(venue, "Nord");
  const [paired] = await she.ask("GET", "/kiosks");
  await she.ask("PUT", "/kiosks/{kiosk}/event", { kiosk: paired.id }, { event: "evening", door: "Main" });
  await she.ask("DELETE", "/kiosks/{kiosk}", { kiosk: paired.id });
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
  const leaving = new Caller(venue, session_of(await stranger.answer("POST", "/session", {}, { ...signing_in, password: "Kompass Linse Vulkan" })));
  await leaving.ask("DELETE", "/session");
  await leaving.ask("GET", "/me");
});

interface Line {
  name: string;
  ticket: string;
  guest: string;
  category: string;
}

// As a phone that is alone writes it: it knows nothing of what the server did meanwhile.
const admitted_alone = (event: string, opened: { journal: string; author: number; now: number; day: string }, { ticket, guest, category }: Line) => ({
  format: 1, journal: opened.journal, event, sequence: 1, place: { name: "host page" }, ticket, guest, scan: { id: id("AA"), step: 0 }, prior: [],
  time: { venue: opened.now, sure: true, device_wall: opened.now, boot: id("AB"), offset_ms: 0, uncertainty_ms: 0 }, operator: opened.author, alone: true,
  fact: { kind: "admitted", persons: 1, places: 1, badges_due: 0, category, ...(opened.day && { day: opened.day }), re_entry: "none", seat: { source: "own" }, how: "host" },
});

test("What is done at doors answers as docs/openapi.yaml says", async ({ venue }) => {
  await venue.create_event("lunch", "lunch", "Entrepreneur Lunch");
  await venue.einlass("event", "set-policy", "lunch", "cap.persons=4");
  await venue.import_guests("lunch", ["Code,First name,Last name,Bezahlt", "TICKET-0001,Ada,Lovelace,no", "TICKET-0002,Bea,Berg,yes", "TICKET-0003,Cem,Celik,yes", "TICKET-0004,Dora,Diehl,yes"]);
  await venue.create_event("circle", "private_club", "Circle");
  await venue.import_guests("circle", ["Code,First name,Last name", "TICKET-1001,Emil,Ernst"]);
  const as = async (name: string, role: string) => new Caller(venue, await accept_by_api(venue, (await venue.invite(name, role)).code, good_password));
  const she = await as("Olga Orga", "organiser");
  const event = { event: "lunch" };
  const { guests } = await she.ask("GET", "/events/{event}/guests", event);
  const line = (name: string) => (guests as Line[]).find((each) => each.name === name)!;
  const at = (name: string) => ({ ...event, ticket: line(name).ticket });
  const admit = (name: string, scan: string, step = 0) => she.ask("POST", "/events/{event}/guests/{ticket}/admissions", at(name), { scan: id(scan), step });

  // A payment that is open, and who was taken off the list: each is set aside in its own way.
  expect((await admit("Ada Lovelace", "1")).refusal).toBe("unpaid");
  await she.ask("POST", "/events/{event}/guests/{ticket}/settlement", at("Ada Lovelace"), { settlement: "reference", reference: "R-1" });
  expect((await admit("Ada Lovelace", "1", 1)).outcome).toBe("admitted");
  await she.ask("POST", "/events/{event}/guests/{ticket}/withdrawal", at("Bea Berg"), {});
  expect((await admit("Bea Berg", "2")).refusal).toBe("cancelled");
  const aside = await she.ask("POST", "/events/{event}/scans/{scan}/override", { ...event, scan: id("2") }, { reason: "other" });
  expect((await admit("Bea Berg", "2", aside.step)).outcome).toBe("admitted");
  await admit("Dora Diehl", "3");

  // Somebody waits for a seat, and somebody else sends word that she does not come.
  const waiting = { ...event, ticket: id("B") };
  expect((await she.ask("POST", "/events/{event}/guests", event, { ticket: waiting.ticket, first_name: "Wanda", last_name: "Wartet", at_door: false })).status).toBe("waitlisted");
  await she.ask("POST", "/events/{event}/guests/{ticket}/move-up", waiting); // there is no seat
  await she.ask("PUT", "/events/{event}/guests/{ticket}/excuse", at("Cem Celik"), { excused: true });
  expect(await she.ask("POST", "/events/{event}/unclaimed-seats", event, { confirm: true })).toMatchObject({ released: true, seats: [{ line: { name: "Cem Celik" } }] });
  expect((await she.ask("POST", "/events/{event}/guests/{ticket}/move-up", waiting)).status).toBe("confirmed");

  const instead = await she.ask("POST", "/events/{event}/guests/{ticket}/transfers", waiting, { guest: id("C"), first_name: "Willi", last_name: "Kommt" });
  expect(instead).toMatchObject({ name: "Willi Kommt", instead_of: "Wanda Wartet" });

  // Where nobody's name is asked.
  await venue.create_event("evening", "lecture", "Lecture");
  await venue.einlass("event", "set-policy", "evening", "walk_in=count_only");
  await she.ask("POST", "/events/{event}/counts", { event: "evening" }, { scan: id("E"), ticket: id("F") });
  expect((await she.ask("GET", "/events/{event}/guests", { event: "evening" })).totals.counted).toBe(1);

  // A phone that was alone lets in who is inside.
  const opened = await she.ask("POST", "/events/{event}/own-journal", event, {});
  const own = { journal: opened.journal, author: opened.author, proof: opened.proof };
  const lunch = (await she.ask("GET", "/events")).find(({ key }: { key: string }) => key === "lunch");
  const { answers } = await she.ask("POST", "/events/{event}/own-journal/entries", event, { ...own, entries: [{ entry: admitted_alone(lunch.id, opened, line("Dora Diehl")) }] });
  expect(answers).toEqual([{ sequence: 1, answer: "accepted", reason: "" }]);
  await she.ask("POST", "/events/{event}/own-journal/retirement", event, own);
  const [conflict] = (await she.ask("GET", "/events/{event}/door", event)).conflicts;
  expect(conflict.name).toBe("Dora Diehl");
  const verdict = { scans: [conflict.stands.scan, conflict.disputed.scan], verdict: "same_person" };
  expect((await she.ask("POST", "/events/{event}/guests/{ticket}/verdict", at("Dora Diehl"), verdict)).inside).toBe(1);
  expect((await she.ask("GET", "/events/{event}/door", event)).conflicts).toEqual([]);

  // Somebody calls for help at a kiosk.
  await she.ask("POST", "/events/{event}/calls/{scan}/answer", { ...event, scan: id("4") }); // nobody has
  const kiosk = await Kiosk.open(venue, { name: "Nord", event: "lunch" });
  await kiosk.touch("Ask for help");
  const calls = async () => (await she.ask("GET", "/events/{event}/door", event)).calls;
  await expect.poll(calls).toMatchObject([{ kiosk: "Nord" }]);
  await she.ask("POST", "/events/{event}/calls/{scan}/answer", { ...event, scan: (await calls())[0].scan });
  expect(await calls()).toEqual([]);

  // She is asked something first.
  await she.ask("PATCH", "/events/{event}/policy", event, { changes: { questions: [{ id: "diet", text: { de: "Kost?", en: "Diet?" }, required: true, consent: false, text_version: 1 }] } });
  const seat = (step: number) => she.ask("POST", "/events/{event}/guests/{ticket}/admissions", waiting, { scan: id("6"), step });
  expect((await seat(0)).refusal).toBe("needs_answers");
  const answered = await she.ask("POST", "/events/{event}/guests/{ticket}/answers", waiting, { scan: id("6"), step: 1, language: "de", answers: { diet: "keine" } });
  expect((await seat(answered.step)).outcome).toBe("admitted");

  let heard = false;
  const hearing = she.hear("/events/{event}/live", event, "changed").then(() => (heard = true));
  await expect.poll(async () => {
    await she.ask("POST", "/events/{event}/guests/{ticket}/notes", at("Ada Lovelace"), { kind: "other", text: "Seen" });
    return heard;
  }).toBe(true);
  await hearing;

  // At a closed event who is scanned waits for a word.
  const circle = { event: "circle" };
  const helper = await as("Kim Keller", "helper");
  const announced = await helper.ask("POST", "/events/{event}/scans", circle, { code: "TICKET-1001", scan: id("5") });
  expect(announced.outcome).toBe("announced");
  const emil = (await she.ask("GET", "/events/{event}/guests", circle)).guests[0].ticket;
  const decided = await she.ask("POST", "/events/{event}/guests/{ticket}/decision", { ...circle, ticket: emil }, { scan: id("5"), step: announced.step, approved: true });
  expect(decided.outcome).toBe("admitted");

  const copy = await she.ask("POST", "/events/{event}/rehearsal", circle, {});
  await she.ask("POST", "/events/{event}/rehearsal", circle, {}); // there is one
  const played = await she.ask("POST", "/events/{event}/rehearsal/runs", circle, { arrivals: 20, kiosks: 1, printers: 1, desks: 1, minutes: 5 });
  expect(played).toMatchObject({ report: { scenario: { kiosks: 1 } }, kept: "" });
  await she.ask("POST", "/events/{event}/rehearsal/runs", circle, { arrivals: -1 });
  await she.ask("DELETE", "/events/{event}/rehearsal", circle); // it is no copy
  await she.ask("DELETE", "/events/{event}/rehearsal", { event: copy.key });
});

test("What the API says of other systems is described", async ({ venue }) => {
  const crm = await summit_with_crm(venue);
  const tickets = await StandIn.open(venue, "pretix");
  await tickets.load({ orders: [{ id: "A1" }], positions: [pretix_position(1, "Ada Adler")] });
  await venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice` }, { name: "tickets", kind: "pretix", url: tickets.url, organizer: "org" }], "standin-key");
  await venue.einlass("crm", "link", "summit", "--from", "tickets", "--as", "fair");
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  const she = new Caller(venue, session);
  const event = { event: "summit" };
  const at_crm = { ...event, target: "crm" };

  expect((await she.ask("POST", "/events/{event}/pulls/{connector}", { ...event, connector: "tickets" }, { dry_run: true })).guests).toMatchObject([{ change: "came", name: "Ada Adler" }]);
  expect((await she.ask("GET", "/events/{event}/pulls/{connector}", { ...event, connector: "tickets" })).guests).toMatchObject([{ name: "Ada Adler" }]);
  await she.ask("POST", "/events/{event}/pulls/{connector}", { ...event, connector: "tickets" }, { full: true });
  await she.ask("GET", "/events/{event}/pulls/{connector}", { ...event, connector: "tickets" });
  await she.ask("POST", "/events/{event}/pulls/{connector}", { ...event, connector: "nobody" }, {});
  await she.ask("POST", "/pulls/{connector}", { connector: "crm" }, { dry_run: true });
  expect((await she.ask("GET", "/pulls/{connector}", { connector: "crm" })).persons.read).toBeGreaterThan(0);
  await she.ask("POST", "/pulls/{connector}", { connector: "crm" }, {});
  await crm.change({ key: "another" });
  await she.ask("POST", "/pulls/{connector}", { connector: "crm" }, {});
  await crm.change({ key: "standin-key" });
  expect((await she.ask("GET", "/pulls")).length).toBe(2);
  const pulls = await she.ask("GET", "/events/{event}/pulls", event);
  expect(pulls.find(({ connector }: { connector: string }) => connector === "tickets").figures).toEqual({ came: 1, changed: 0, went: 0, refused: 0 });

  await correct(venue, session, "Emil Ernst", { company: "Hafen 7" });
  const [first] = await she.ask("GET", "/events/{event}/matches", event);
  const about = { guest: first.guest, connector: "crm", person: first.person };
  expect((await she.ask("POST", "/events/{event}/matches/search", event, { words: "LOVELA" })).persons).toMatchObject([{ connector: "crm", person: "101", name: "Ada Lovelace", organisation: "Engines", email: "ada@firm.example" }]);
  await she.ask("POST", "/events/{event}/matches/search", event, { words: "a" });
  await she.ask("POST", "/events/{event}/matches/rejection", event, about);
  await she.ask("POST", "/events/{event}/matches/confirmation", event, about);
  await she.ask("POST", "/events/{event}/matches/confirmation", event, { ...about, person: "0" });
  await she.ask("POST", "/events/{event}/matches/retraction", event, about);
  await she.ask("POST", "/events/{event}/matches/retraction", event, about); // nobody has said anything any more

  await evening(venue, session, ["TICKET-101"]);
  await she.ask("GET", "/events/{event}/crm", event);
  const { rows } = await she.ask("GET", "/events/{event}/crm/{target}", at_crm);
  expect(rows.find(({ name }: { name: string }) => name === "Emil Ernst").changed).toEqual([{ field: "company", here: "Hafen 7", listed: "Elbe AG" }]);
  await she.ask("POST", "/events/{event}/crm/{target}", at_crm, {});
  await she.ask("GET", "/outbox");
  await she.ask("POST", "/outbox/{target}/start", { target: "crm" }, {});
  await she.ask("POST", "/events/{event}/crm/{target}/start", at_crm, {});
  await she.ask("DELETE", "/events/{event}/crm/{target}", at_crm);
});

test("No route is left out", () => {
  expect(never_done()).toEqual([]);
});

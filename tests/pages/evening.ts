// A venue as it is on a busy evening, for pictures and for tests of how pages look: long names, categories, walk-ins, who
// waits, who is in doubt, a rehearsal with all that goes wrong.
import { randomBytes } from "node:crypto";
import type { Browser } from "../../assets/web/node_modules/@playwright/test/index.mjs";
import { accept_by_api, ask, type Session } from "./api";
import { expect, sign_in } from "./fixture";
import { shelf_of } from "./shelf";
import { good_password, type Person, type Venue } from "./venue";

export interface Evening {
  organiser: Person;
  host: Person;
  staff: Person;
  helper: Person;
  session: Session; // the organiser's, for the API
}

const first = ["Anna", "Björn", "Charlotte", "Đorđe", "Éléonore", "Friedrich-Wilhelm", "Gökçe", "Hanne", "Ingeborg", "Jörg", "Kübra", "Łukasz", "Maximiliane", "Nguyễn", "Ólafur", "Petra", "Quirin", "Rosa-Maria", "Søren", "Theodora"];
const last = ["Schmidt", "von Hohenlohe-Waldenburg-Schillingsfürst", "Özdemir", "Müller-Lüdenscheidt", "Ng", "Papadopoulos", "Wolff", "de la Cruz y Fernández", "Brandt", "Åkesson", "Weiß", "Kowalczyk", "O’Connor", "Thanh", "Sauerländer"];
const companies = ["Nordlicht Beratungsgesellschaft für nachhaltige Logistik und Hafenwirtschaft mbH & Co. KG", "Elbe AG", "Hafen 7", "Åse & Söhne", "Institut für angewandte Wissenschaften", ""];
const types = ["Member", "Guest", "Member", "Speaker", "Press", "Guest"];

// What is written into a field instead of a text.
export type Mark = (text: string, field: string) => string;

// No two alike: 20 and 15 share the factor 5, so the family name moves on once the first names are through.
const name_of = (index: number, mark: Mark) => `${first[index % first.length]},${mark(last[(index + Math.floor(index / first.length)) % last.length]!, "guest")}`;

const company_of = (index: number, mark: Mark) => mark(companies[index % companies.length]!, "company");

function summit_rows(count: number, mark: Mark): string[] {
  const rows = Array.from({ length: count }, (_, i) => `SUMMIT-${1000 + i},${name_of(i, mark)},${company_of(i, mark)},${types[i % types.length]},${i % 29 === 7 ? "cancelled" : "confirmed"},${i % 23 === 5 ? "no" : "yes"},${i % 11 === 3 ? 2 : 1}`);
  return ["Code,First name,Last name,Company,Ticket type,Status,Bezahlt,Quantity", ...rows];
}

function club_rows(mark: Mark): string[] {
  const rows = Array.from({ length: 34 }, (_, i) => `CLUB-${1000 + i},${name_of(i + 3, mark)},${company_of(i + 1, mark)},${i % 4 === 0 ? "Member" : "Guest"},${i % 3 === 0 ? "Hamburg Club" : mark("Anna Berg", "list")}`);
  return ["Code,First name,Last name,Company,Ticket type,Invited by", ...rows];
}

const new_id = () => [...randomBytes(26)].map((byte, index) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[index === 0 ? byte % 8 : byte % 32]).join("");

async function done(venue: Venue, session: Session, method: string, path: string, body?: unknown) {
  const answer = await ask(venue, method, `/api/v1${path}`, { body, session });
  if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

async function scan(venue: Venue, session: Session, event: string, code: string) {
  return done(venue, session, "POST", `/events/${event}/scans`, { code, scan: new_id() });
}

// A host whose phone is away from the network lets somebody in who comes in at a kiosk as well.
async function doubt(browser: Browser, venue: Venue, { host, session }: Evening) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${venue.url}/#/events/club`);
  await sign_in(page, host);
  const let_in = page.locator(".guest .act").first();
  await let_in.waitFor();
  const name = await page.locator(".guest:has(.act) .name").first().textContent();
  // Kept once its journal is open, and without both it does not go on alone.
  await expect.poll(async () => (await shelf_of(page)).lists ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
  await context.setOffline(true);
  await let_in.click();
  await page.locator(".link-state.away").waitFor();
  const { guests } = await done(venue, session, "GET", "/events/club/guests");
  const { ticket } = guests.find((line: { name: string }) => line.name === name);
  await done(venue, session, "POST", `/events/club/guests/${ticket}/admissions`, { scan: new_id() });
  await context.setOffline(false);
  const conflicts = async () => (await done(venue, session, "GET", "/events/club")).totals.conflicts;
  await expect.poll(conflicts, { timeout: 60_000, message: "the phone hands its entry over" }).toBeGreaterThan(0);
  await context.close();
}

export async function prepare(venue: Venue, browser: Browser, guests = 180, mark: Mark = (text) => text): Promise<Evening> {
  await venue.create_event("summit", "summit", mark("Future Summit 2026: Zukunft der Hafenwirtschaft und Logistik im Norden", "event"), -30, 240);
  await venue.import_guests("summit", summit_rows(guests, mark));
  await venue.create_event("club", "club_evening", mark("Women’s Club: Abend mit Gästen", "event"), -45, 180);
  await venue.import_guests("club", club_rows(mark));
  await venue.create_event("circle", "private_club", mark("IT-Executive Circle", "event"), -20, 180);
  await venue.import_guests("circle", club_rows(mark).map((row) => row.replace("CLUB-", "CIRCLE-")));
  await venue.create_event("lecture", "lecture", mark("Future Lecture", "event"), 24 * 60, 26 * 60);
  const organiser = await venue.invite(mark("Olga Orga", "person"), "organiser");
  const host = await venue.invite(mark("Anna Berg", "person"), "host", "--event", "club", "--event", "circle", "--list", mark("Anna Berg", "list"));
  const staff = await venue.invite(mark("Stefan Freiherr von und zu Guttenstein-Hohenfels", "person"), "staff", "--event", "summit");
  const helper = await venue.invite(mark("Kim Keller", "person"), "helper");
  const session = await accept_by_api(venue, organiser.code, good_password);
  const helpers = await accept_by_api(venue, helper.code, good_password);
  for (const each of [host, staff]) await accept_by_api(venue, each.code, good_password);
  for (let i = 0; i < Math.min(guests, 64); ++i) await scan(venue, session, "summit", `SUMMIT-${1000 + i}`);
  for (let i = 0; i < 11; ++i) await scan(venue, session, "club", `CLUB-${1000 + i}`);
  for (let i = 0; i < 3; ++i) await scan(venue, helpers, "circle", `CIRCLE-${1000 + 4 * i + 1}`); // announced: they wait for a tap
  await scan(venue, session, "summit", "NO-SUCH-TICKET");
  await done(venue, session, "POST", "/events/club/guests", { ticket: new_id(), first_name: "Walburga", last_name: mark("Spontan", "walk-in"), company: "Ohne Liste" });
  await done(venue, session, "POST", "/events/summit/rehearsal/runs", { keep: true, only_once: true, arrivals: 120, kiosks: 3, printers: 2, desks: 1, minutes: 12 });
  await done(venue, session, "POST", "/kiosks", { name: "North 1", event: "summit", door: "Main entrance" });
  const evening = { organiser, host, staff, helper, session };
  await doubt(browser, venue, evening);
  return evening;
}

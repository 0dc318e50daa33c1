// A summit whose guests stand in a CRM, and what is done there before its attendance is written back.
import { accept_by_api, ask, type Session } from "./api";
import { expect, sign_in, type Page } from "./fixture";
import { StandIn } from "./stand_in";
import { good_password, type Venue } from "./venue";

export const people = [
  { id: 101, firstname: "Ada", lastname: "Lovelace", company: "Engines", came: true },
  { id: 102, firstname: "Bea", lastname: "Berg", company: "Nordlicht", came: true },
  { id: 103, firstname: "Cem", lastname: "Çelik", company: "Elbe AG", came: true },
  { id: 104, firstname: "Dora", lastname: "Diehl", company: "Hafen 7", came: true },
  { id: 105, firstname: "Emil", lastname: "Ernst", company: "Elbe AG", came: false },
].map((one) => ({ ...one, email: `${one.firstname.toLowerCase()}@firm.example` }));

export const partners = 310; // the segment of members

export async function summit_with_crm(venue: Venue): Promise<StandIn> {
  const crm = await StandIn.open(venue, "cmf");
  await crm.load({ segments: [{ id: partners, name: "Partners", reference: "partners" }], customers: people.map(({ came, ...customer }) => ({ active: true, ...customer, ...(customer.id === 101 ? { manualSegments: [partners] } : {}) })) });
  await venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice`, kinds: 'partners = "partner"' }], "standin-key");
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", ["Code,First name,Last name,Company,E-mail", ...people.map((one) => `TICKET-${one.id},${one.firstname},${one.lastname},${one.company},${one.email}`), "TICKET-900,Nina,Niemand,,"]);
  await venue.einlass("crm", "pull", "--from", "crm", "--full");
  return crm;
}

async function done(venue: Venue, session: Session, method: string, path: string, body?: object) {
  const answer = await ask(venue, method, `/api/v1/events/summit/${path}`, { body, session });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

// Whose codes are named came, and then the event is over.
export async function evening(venue: Venue, session: Session, codes: string[]) {
  for (const [number, code] of codes.entries()) await done(venue, session, "POST", "scans", { code, scan: `${number + 1}`.padStart(26, "0") });
  await done(venue, session, "POST", "closing", { confirm: true });
}

// At the door somebody says that the list is wrong.
export async function correct(venue: Venue, session: Session, name: string, fields: Record<string, string>) {
  const { guests } = await done(venue, session, "GET", "guests");
  const { ticket } = guests.find((each: { name: string }) => each.name === name);
  await done(venue, session, "PATCH", `guests/${ticket}`, { fields });
}

export const pretix_position = (id: number, name: string) => ({ id, order: "A1", attendee_name: name, attendee_email: `${name.toLowerCase().replace(" ", ".")}@firm.example`, company: "Elbe AG" });

export async function organiser_of_a_summit(page: Page, venue: Venue) {
  await venue.create_event("summit", "summit", "Future Summit");
  const organiser = await venue.invite("Olga Orga", "organiser");
  await accept_by_api(venue, organiser.code, good_password);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
}

// In the order of the customers' numbers; whose stands there twice is named twice.
export const whose_attendance = async (crm: StandIn) => (await crm.state()).activities!.map((each) => each.customerId as number).sort();

// Of the review's table.
export const line = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

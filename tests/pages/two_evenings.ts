// Two events of one venue, and real ids of the first: what a stranger would have who has seen them somewhere.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { accept_by_api, ask, type Described, type Session } from "./api";
import { good_password, program, run, type Venue } from "./venue";

export type Ids = Record<string, string>; // by the names in the paths of docs/openapi.yaml

export const filled = (path: string, ids: Ids) => path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(ids[name]!));

export const takes_body = ({ method }: Described) => method !== "GET" && method !== "DELETE";

// Both have a list of one name, so that what keeps a host of the second out of the first is the event alone.
export async function two_evenings(venue: Venue) {
  await venue.create_event("evening", "club_evening", "A Club Evening");
  await venue.import_guests("evening", ["Code,First name,Last name,Company,Invited by", "TICKET-0001,Jana,Weiß,Nordlicht,Anna Berg", "TICKET-0002,Omar,Haddad,Hafen,Anna Berg"]);
  await venue.create_event("other", "club_evening", "Another Evening");
  await venue.import_guests("other", ["Code,First name,Last name,Invited by", "TICKET-1001,Zoe,Zander,Anna Berg"]);
}

// Its folder, in which it keeps what it shows to the server.
export async function pair(venue: Venue, name: string) {
  const { code } = await venue.json<{ code: string }>("kiosk", "pair", name, "--event", "evening");
  const folder = join(venue.folder, name);
  const config = join(venue.folder, `${name}.toml`);
  await writeFile(config, `state_directory = "${folder}"\n`);
  await run(program("einlass-kiosk"), ["--config", config, "--pair", code]);
  return { code, folder };
}

// Of "evening", once its organiser has done something with each of them.
export async function ids_of_evening(venue: Venue, session: Session): Promise<Ids> {
  const told = async (method: string, path: string, body?: unknown) => {
    const answer = await ask(venue, method, `/api/v1${path}`, { body, session });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer.body;
  };
  const { guests } = await told("GET", "/events/evening/guests");
  const { ticket } = guests.find(({ name }: { name: string }) => name === "Jana Weiß");
  const { scan } = await told("POST", `/events/evening/guests/${ticket}/admissions`, { scan: "0".repeat(25) + "1" });
  const { journal } = await told("POST", "/events/evening/own-journal", {});
  const { number: list } = await told("POST", "/events/evening/emergency-list", { language: "de" });
  const picture = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><rect width="10" height="10"/></svg>');
  await told("PUT", "/events/evening/pictures/logo", { content: picture.toString("base64url") });
  await told("POST", "/events/evening/preset", { name: "ours", description: { en: "Ours" } });
  await pair(venue, "Nord");
  const [kiosk] = await told("GET", "/kiosks");
  const [person] = await told("GET", "/people");
  return { event: "evening", ticket, scan, journal, list: String(list), name: "logo", kiosk: kiosk.id, number: String(person.number), target: "crm", connector: "crm", year: "2026" };
}

export async function organiser_of_all(venue: Venue): Promise<Session> {
  const { code } = await venue.invite("Olga Orga", "organiser");
  return accept_by_api(venue, code, good_password);
}

// A closed evening: the host makes her list on her phone, and who comes in is her word; no screen at the door says why.
import { fileURLToPath } from "node:url";

import { ask, session_of } from "./api";
import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";
import { Kiosk } from "./kiosk";
import { Printer } from "./printer";
import { good_password, local, type Person, type Venue } from "./venue";

const badge = fileURLToPath(new URL("../../assets/badges/card-86x54.svg", import.meta.url));

test.use({ viewport: { width: 390, height: 844 }, locale: "de-DE", hasTouch: true });

const arrived = (page: Page) => page.locator("[data-test=arrived]");
const tab = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name });
const card = (page: Page, name: string) => page.locator(".card").filter({ hasText: name });
const row = (page: Page, name: string) => page.locator(".guest").filter({ hasText: name });

async function add(page: Page, first: string, last: string, persons = 1) {
  await tab(page, "Neu").tap();
  await page.getByLabel("Vorname").fill(first);
  await page.getByLabel("Nachname").fill(last);
  await page.getByLabel("Personen").selectOption(String(persons));
  await page.getByRole("button", { name: "Hinzufügen" }).tap();
}

// Two hosts with six persons each; three who only asked to come stand on the list of one.
async function plan(venue: Venue) {
  await venue.create_event("evening", "private_club", "Kaminabend", 90, 240);
  await venue.einlass("event", "set-policy", "evening", "quotas.per_list=6", "quotas.plus_ones=1", "badge.print=true");
  await venue.einlass("event", "set", "evening", "--badge-template", badge);
  await venue.import_guests("evening", [
    "Code,First name,Last name,Status,Host",
    "TICKET-0001,Nora,Nachzüglerin,awaiting approval,Anna Berg",
    "TICKET-0002,Udo,Ungebeten,awaiting approval,Anna Berg",
    "TICKET-0004,Vera,Vorbei,awaiting approval,Anna Berg",
    "TICKET-0003,Bea,Andere,confirmed,Berta Tal",
  ]);
}

async function open_doors(venue: Venue) {
  await venue.einlass("event", "set", "evening", "--starts", local(-10), "--ends", local(180), "--doors-open", local(-40));
  return venue.issue_tickets("evening");
}

const facts = async (venue: Venue, kind: string) => (await venue.entries("evening")).map((entry) => entry.fact).filter((fact) => fact.kind === kind);

async function make_the_list(page: Page) {
  await expect(page.locator(".guest")).toHaveCount(3);
  await add(page, "Ada", "Lovelace");
  await expect(page.locator(".toast")).toContainText("Ada Lovelace");
  await add(page, "Grace", "Hopper", 2);
  await expect(page.locator(".toast")).toContainText("Grace Hopper");
  await expect(page.locator(".guest")).toHaveCount(5);
  await expect(row(page, "Grace Hopper")).toContainText("2 Personen");
  await expect_accessible(page);
  await picture(page, "list");

  // With these her quota is used up.
  await add(page, "Eine", "Zuviel");
  await expect(page.getByRole("alert")).toContainText("Diese Liste hat dafür keinen Platz");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect_accessible(page);
  await picture(page, "over-the-quota");
  await tab(page, "Liste").tap();
  await expect(page.locator(".guest")).toHaveCount(5);
}

// From the announcement on: what the kiosk says, and the card on the phone.
async function expect_announced(page: Page, kiosk: Kiosk, name: string, number: number) {
  await kiosk.shows("Vielen Dank", `Unser Team weiß jetzt, dass Sie da sind. Ihre Nummer ist ${number}.`);
  await tab(page, "Tür").tap();
  await expect(card(page, name)).toBeVisible();
  await expect(card(page, name)).toContainText("Nord");
}

async function expect_welcome(kiosk: Kiosk, printer: Printer, badges: number) {
  await kiosk.shows("Willkommen", "Sie sind eingecheckt.", "Bitte nehmen Sie Ihr Namensschild unten heraus.");
  await expect.poll(() => printer.printed(), { timeout: 20_000 }).toBe(badges);
}

async function decline(page: Page, name: string) {
  await card(page, name).getByRole("button", { name: "Ablehnen" }).tap();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Grund (nur für die Unterlagen)").selectOption("Nicht eingeladen");
  await expect_accessible(page);
  await picture(page, "decline");
  await sheet.getByRole("button", { name: "Ablehnen" }).tap();
  await expect(page.locator(".toast")).toContainText("Am Kiosk steht nur: Bitte an unser Team wenden.");
  await expect(card(page, name)).toHaveCount(0);
}

// The same sheet in English, which is where she reads why.
async function expect_reason_on_her_page(page: Page) {
  await tab(page, "Liste").tap();
  await expect(row(page, "Udo Ungebeten")).toContainText("Abgelehnt");
  await row(page, "Udo Ungebeten").locator(".who").tap();
  await expect(page.getByRole("dialog")).toContainText("Abgelehnt: nicht eingeladen");
  await expect_accessible(page);
  await picture(page, "reason");
  await page.getByRole("button", { name: "Schließen" }).tap();
  await page.getByRole("button", { name: "English" }).tap();
  await row(page, "Udo Ungebeten").locator(".who").tap();
  await expect(page.getByRole("dialog")).toContainText("Declined: not invited");
  await expect_accessible(page);
  await page.getByRole("button", { name: "Close" }).tap();
}

async function expect_hidden_from(venue: Venue, person: Person, ticket: string) {
  const session = session_of(await ask(venue, "POST", "/api/v1/invitations/accept", { body: { code: person.code, password: good_password } }));
  const get = (path: string) => ask(venue, "GET", `/api/v1/events/evening${path}`, { session });
  expect((await get(`/guests/${ticket}`)).status).toBe(404);
  for (const path of ["/guests", "/door", "/guest-list"]) expect((await get(path)).text).not.toMatch(/Ungebeten|Vorbei|Hopper|not_invited|declined":true/);
}

test("A host makes her list, and decides at the door without a word on any screen", async ({ page, venue }) => {
  await plan(venue);
  const anna = await venue.invite("Anna Berg", "host", "--event", "evening", "--list", "Anna Berg");
  const berta = await venue.invite("Berta Tal", "host", "--event", "evening", "--list", "Berta Tal");
  await accept(page, venue, anna);
  await page.goto(`${venue.url}/#/events/evening`);
  await make_the_list(page);

  const tickets = await open_doors(venue);
  const printer = await Printer.open(venue, "Drucker");
  const kiosk = await Kiosk.open(venue, { name: "Nord", event: "evening", language: "de", printer });
  await kiosk.hold_up(tickets.get("Ada Lovelace")!);
  await expect_announced(page, kiosk, "Ada Lovelace", 1);
  await card(page, "Ada Lovelace").getByRole("button", { name: "Einlassen" }).tap();
  await expect_welcome(kiosk, printer, 1);
  await expect(arrived(page)).toContainText("1 / 3");

  await kiosk.scan("TICKET-0001");
  await expect_announced(page, kiosk, "Nora Nachzüglerin", 2);
  await expect(card(page, "Nora Nachzüglerin")).toContainText("Wartet auf Zustimmung");
  await expect_accessible(page);
  await picture(page, "door");
  await card(page, "Nora Nachzüglerin").getByRole("button", { name: "Einlassen" }).tap();
  await expect_welcome(kiosk, printer, 2);
  await picture(kiosk, "kiosk-welcome");

  await kiosk.scan("TICKET-0002");
  await expect_announced(page, kiosk, "Udo Ungebeten", 3);
  await decline(page, "Udo Ungebeten");
  await kiosk.shows("Bitte treten Sie zur Seite und wenden Sie sich mit dieser Nummer an unser Team.");
  await picture(kiosk, "kiosk-declined");
  await kiosk.touch("Fertig");

  // Who has left the screen is called by number, alike for yes and no.
  await kiosk.hold_up(tickets.get("Grace Hopper")!);
  await expect_announced(page, kiosk, "Grace Hopper", 4);
  await kiosk.touch("Fertig");
  await card(page, "Grace Hopper").getByRole("button", { name: "Einlassen" }).tap();
  await kiosk.shows("Nummer 4, bitte kommen Sie zu unserem Team.");
  await kiosk.scan("TICKET-0004");
  await expect_announced(page, kiosk, "Vera Vorbei", 5);
  await kiosk.touch("Fertig");
  await decline(page, "Vera Vorbei");
  await kiosk.shows("Nummer 5, bitte kommen Sie zu unserem Team.");
  expect([...kiosk.ever].join("\n")).not.toMatch(/Ungebeten|Vorbei|Hopper|Nachzüglerin|Lovelace|abgelehnt|eingeladen|declin|invited/i);

  await expect_reason_on_her_page(page);
  expect((await facts(venue, "host_decided")).map((fact) => fact.reason)).toEqual([undefined, undefined, "not_invited", undefined, "not_invited"]);
  expect((await facts(venue, "admitted")).map((fact) => fact.persons)).toEqual([1, 1, 2]);
  const udo = (await venue.attendance("evening")).find((guest) => guest.name === "Udo Ungebeten");
  expect(udo.admitted).toBe(0);
  await expect_hidden_from(venue, berta, udo.ticket_id);
  expect(printer.printed()).toBe(2);
  await venue.verify_journal("evening");
});

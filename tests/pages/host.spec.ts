// What a host does beside letting in: questions, arrival notices, who comes along, and the way on without the server.
import { ask, session_of } from "./api";
import { accept, expect, expect_accessible, test, type Page } from "./fixture";
import { answered } from "./states";
import { good_password, type Person, type Venue } from "./venue";
import type { DoorNews } from "../../assets/web/src/app/shapes";

test.use({ viewport: { width: 390, height: 844 }, locale: "de-DE", hasTouch: true });

const long_name = "Maximiliane-Theodora Freifrau von und zu Hohenstein-Wolkersdorf"; // 63 letters
const guests = ["TICKET-0001,Jana,Weiß,Nordlicht,Anna", "TICKET-0002,Omar,Haddad,Hafen,Anna", "TICKET-0003,Eva,Fremd,Elbe,Berta", `TICKET-0004,${long_name.split(" ")[0]},${long_name.split(" ").slice(1).join(" ")},Elbphilharmonische Gesellschaft für Binnenschifffahrt mbH,Anna`];

async function open_evening(venue: Venue, policy: object = {}): Promise<Person> {
  await venue.create_event("evening", "club_evening", "Women’s Club Abend");
  await venue.import_guests("evening", ["Code,First name,Last name,Company,Host", ...guests]);
  if (Object.keys(policy).length > 0) await set_policy(venue, policy);
  return venue.invite("Anna Berg", "host", "--event", "evening", "--list", "Anna");
}

async function set_policy(venue: Venue, policy: object) {
  const { writeFile } = await import("node:fs/promises");
  const file = `${venue.folder}/changes.json`;
  await writeFile(file, JSON.stringify(policy));
  await venue.einlass("event", "set-policy", "evening", "--file", file);
}

async function enter(page: Page, venue: Venue, person: Person) {
  await accept(page, venue, person);
  await page.goto(`${venue.url}/#/events/evening`);
  await expect(page.locator("[data-test=link]")).toHaveText("verbunden");
}

const let_in = (page: Page, name: string) => page.getByRole("button", { name: `${name} einlassen`, exact: true });
const open_sheet = (page: Page, name: string) => page.locator(".guest .who", { hasText: name }).first().tap();
const sheet = (page: Page) => page.locator("dialog[open]");
const shot = async (page: Page, name: string) => {
  if (process.env.EINLASS_SHOTS) await page.screenshot({ path: `${process.env.EINLASS_SHOTS}/${name}.png` });
};

interface Line {
  entry?: { fact: { kind: string; questions?: string[]; consents?: { question: string; yes: boolean; language: string }[] }; scan?: { step: number } };
  private?: { content: string };
}
const journal = async (venue: Venue): Promise<Line[]> => (await venue.einlass("journal", "export", "--event", "evening")).trim().split("\n").map((line) => JSON.parse(line));

test("A required question is asked on the phone, and the same scan goes on", async ({ page, venue }) => {
  const host = await open_evening(venue, {
    questions: [
      { id: "diet", text: { de: "Was essen Sie nicht?", en: "What don't you eat?" }, required: true, consent: false, text_version: 1 },
      { id: "photo", text: { de: "Dürfen Fotos von Ihnen veröffentlicht werden?", en: "May photos of you be published?" }, required: false, consent: true, text_version: 1 },
    ],
  });
  await enter(page, venue, host);
  await let_in(page, "Jana Weiß").tap();
  await expect(sheet(page)).toContainText("Was essen Sie nicht?");
  await expect(sheet(page)).toContainText("What don't you eat?");
  await expect(sheet(page).getByRole("button", { name: "Ja", exact: true })).toHaveAttribute("aria-pressed", "false");
  await expect(sheet(page).getByRole("button", { name: "Nein", exact: true })).toHaveAttribute("aria-pressed", "false");
  await expect_accessible(page);
  await shot(page, "questions");
  await sheet(page).getByRole("button", { name: "Einlassen", exact: true }).tap();
  await expect(sheet(page)).toContainText("Eine Antwort wird gebraucht.");
  await sheet(page).getByLabel("Was essen Sie nicht?").fill("Nüsse");
  await sheet(page).getByRole("button", { name: "Nein", exact: true }).tap();
  await sheet(page).getByRole("button", { name: "Einlassen", exact: true }).tap();
  await expect(sheet(page)).toHaveCount(0);
  await expect(let_in(page, "Jana Weiß")).toHaveCount(0);
  const lines = await journal(venue);
  const given = lines.find((line) => line.entry?.fact.kind === "answers_given")!;
  expect(given.entry!.fact.questions).toEqual(["diet"]);
  expect(given.entry!.fact.consents).toEqual([{ question: "photo", text_version: 1, language: "de", yes: false }]);
  expect(JSON.parse(given.private!.content)).toEqual({ diet: "Nüsse" });
  expect(lines.find((line) => line.entry?.fact.kind === "admitted")!.entry!.scan!.step).toBe(given.entry!.scan!.step);
});

// As if a kiosk had announced them: what the server then decides is its own.
async function stand_at_the_door(page: Page, venue: Venue, names: string[]) {
  const { guests } = await (await page.request.get(`${venue.url}/api/v1/events/evening/guests`)).json();
  const waiting = names.map((name, index) => ({
    ticket: guests.find((line: { name: string }) => line.name === name).ticket, name, company: "", refused_for: "", may_set_aside: false,
    scan: String(index + 1).padStart(26, "0"), step: 0, kiosk: "Nord", door: "", since: Date.now(), reaches_you: Date.now(),
  }));
  await answered<DoorNews>("/events/evening/door", (news) => ({ ...news, waiting }))(page);
  await page.reload();
}

test("“Let in” at the door asks what is open, and says what still keeps a guest out", async ({ page, venue }) => {
  const host = await open_evening(venue, {
    questions: [{ id: "diet", text: { de: "Was essen Sie nicht?", en: "What don't you eat?" }, required: true, consent: false, text_version: 1 }],
    seats: "first_come",
    cap: { persons: 1, kind: "hard", counts: "admitted" },
  });
  await enter(page, venue, host);
  await stand_at_the_door(page, venue, ["Jana Weiß", "Omar Haddad"]);
  await page.getByRole("button", { name: /^Tür/ }).tap();
  const card = (name: string) => page.locator("li.card", { hasText: name });
  await card("Jana Weiß").getByRole("button", { name: "Einlassen" }).tap();
  await expect(sheet(page)).toContainText("Was essen Sie nicht?");
  await sheet(page).getByLabel("Was essen Sie nicht?").fill("Nüsse");
  await sheet(page).getByRole("button", { name: "Einlassen", exact: true }).tap();
  await expect(sheet(page)).toHaveCount(0);
  await expect(page.getByText("Jana Weiß ist da.")).toBeVisible();
  await card("Omar Haddad").getByRole("button", { name: "Einlassen" }).tap();
  await expect(page.getByText("Omar Haddad wird nicht eingelassen: Kein Platz mehr frei")).toBeVisible();
  await expect_accessible(page);
  const facts = (await venue.entries("evening")).map((entry) => `${entry.fact.kind} ${entry.scan?.step ?? ""}`);
  expect(facts.filter((fact) => /admitted|answers|refused/.test(fact))).toEqual(["refused 1", "answers_given 2", "admitted 2", "refused 1"]);
});

test("A host is told of an arrival until she has seen it, also later, and of nobody else's guest", async ({ page, context, venue }) => {
  const host = await open_evening(venue);
  const staff = await venue.invite("Sami Staff", "staff", "--event", "evening");
  await enter(page, venue, host);
  await open_sheet(page, "Jana Weiß");
  await sheet(page).getByRole("button", { name: "Mir Bescheid geben, wenn dieser Gast kommt" }).tap();
  await expect(sheet(page).getByRole("button", { name: "Mir Bescheid geben, wenn dieser Gast kommt" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");

  const accepted = await ask(venue, "POST", "/api/v1/invitations/accept", { body: { code: staff.code, password: good_password } });
  const session = session_of(accepted);
  const list = (await ask(venue, "GET", "/api/v1/events/evening/guests", { session })).body.guests as { ticket: string; name: string }[];
  const arrive = async (name: string, last: string) => {
    const ticket = list.find((line) => line.name === name)!.ticket;
    const answer = await ask(venue, "POST", `/api/v1/events/evening/guests/${ticket}/admissions`, { session, body: { scan: last.padStart(26, "0") } });
    expect(answer.body.outcome, answer.text).toBe("admitted");
  };
  await arrive("Omar Haddad", "1");
  await arrive("Eva Fremd", "2");
  await expect(page.locator("[data-test=arrived]")).toContainText("1 /");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await arrive("Jana Weiß", "3");
  const banner = page.getByRole("alert");
  await expect(banner).toContainText("Jana Weiß");
  await expect(banner).toContainText("gerade angekommen");
  await expect_accessible(page);
  await shot(page, "banner");

  // Closed and opened later: it waits for her, and goes once she has seen it.
  await page.close();
  const later = await context.newPage();
  await later.goto(`${venue.url}/#/events/evening`);
  await expect(later.getByRole("alert")).toContainText("Jana Weiß");
  await expect(later.getByRole("alert")).not.toContainText("Eva");
  await later.getByRole("button", { name: "Gesehen: Jana Weiß" }).tap();
  await expect(later.getByRole("alert")).toHaveCount(0);
  await later.reload();
  await expect(later.locator("[data-test=link]")).toHaveText("verbunden");
  await expect(later.getByRole("alert")).toHaveCount(0);
  expect((await journal(venue)).filter((line) => line.entry && /notice/.test(line.entry.fact.kind))).toEqual([]);
});

test("Companions and plus-ones come along within their rules, and it is seen who invited whom", async ({ page, venue }) => {
  const host = await open_evening(venue, { quotas: { per_list: 5, plus_ones: 1 } });
  await enter(page, venue, host);
  await expect(page.locator("[data-test=quota]")).toHaveText("noch 2 von 5 auf Ihrer Liste frei");
  await open_sheet(page, "Jana Weiß");
  await shot(page, "sheet");
  await sheet(page).getByRole("button", { name: "Begleitperson hinzufügen" }).tap();
  await expect(page.getByRole("heading", { name: "Begleitperson von Jana Weiß" })).toBeVisible();
  await expect_accessible(page);
  await shot(page, "companion");
  await page.getByLabel("Nachname").fill("Dolmetsch");
  await page.getByRole("button", { name: "Hinzufügen", exact: true }).tap();
  await expect(page.locator(".guest", { hasText: "Dolmetsch" })).toContainText("mit Jana Weiß");
  await expect(page.locator("[data-test=quota]")).toHaveText("noch 2 von 5 auf Ihrer Liste frei");

  await open_sheet(page, "Omar Haddad");
  await sheet(page).getByRole("button", { name: "Weitere Person hinzufügen" }).tap();
  await page.getByRole("button", { name: "Hinzufügen", exact: true }).tap();
  await expect(page.locator(".guest", { hasText: "Weitere Person von Omar Haddad" })).toHaveCount(1);
  await expect(page.locator("[data-test=quota]")).toHaveText("noch 1 von 5 auf Ihrer Liste frei");
  await open_sheet(page, "Weitere Person von Omar Haddad");
  await expect(sheet(page)).toContainText("Eingeladen von");
  await expect(sheet(page)).toContainText("Anna Berg");
  await sheet(page).getByRole("button", { name: "Omar Haddad" }).tap();
  await expect(sheet(page).getByRole("button", { name: "Weitere Person hinzufügen" })).toHaveCount(0);
});

test("A party says how many come in, and may come in parts", async ({ page, venue }) => {
  await venue.create_event("evening", "club_evening", "Women’s Club Abend");
  await venue.import_guests("evening", ["Code,First name,Last name,Company,Host,Quantity", `TICKET-0001,${long_name.split(" ")[0]},${long_name.split(" ").slice(1).join(" ")},Nordlicht,Anna,3`]);
  await enter(page, venue, await venue.invite("Anna Berg", "host", "--event", "evening", "--list", "Anna"));
  const arrived = page.locator("[data-test=arrived]");
  const button = page.getByRole("button", { name: `3 einlassen: ${long_name}`, exact: true });
  await expect(button).toHaveText("3 einlassen");
  await button.tap();
  await expect(page.getByText(`${long_name}: 3 Personen sind da.`)).toBeVisible();
  await expect(arrived).toContainText("3 / 3");
  await expect_accessible(page);
  await shot(page, "party");
  await page.getByRole("button", { name: "Nur eine" }).tap();
  await expect(page.getByText(`${long_name}: 1 Person ist da.`)).toBeVisible();
  await expect(arrived).toContainText("1 / 3");
  await page.getByRole("button", { name: `2 einlassen: ${long_name}`, exact: true }).tap();
  await expect(arrived).toContainText("3 / 3");
  await page.getByRole("button", { name: "Zurücknehmen" }).tap();
  await expect(arrived).toContainText("1 / 3");
  const facts = (await venue.entries("evening")).map(({ fact }) => `${fact.kind} ${fact.persons ?? ""}`).filter((fact) => /admi/.test(fact));
  expect(facts).toEqual(["admitted 3", "admission_undone ", "admitted 1", "admitted 2", "admission_undone "]);
});

test("A note's kind says enough, but for “other”", async ({ page, venue }) => {
  await enter(page, venue, await open_evening(venue));
  await open_sheet(page, "Jana Weiß");
  await sheet(page).getByRole("button", { name: "Notiz machen" }).tap();
  const save = sheet(page).getByRole("button", { name: "Notiz speichern" });
  await sheet(page).getByLabel("Worum es in der Notiz geht").selectOption("other");
  await expect(save).toBeDisabled();
  await sheet(page).getByLabel("Worum es in der Notiz geht").selectOption("diet");
  await shot(page, "note");
  await save.tap();
  await expect(sheet(page).locator(".notice")).toHaveText("Essen");
  await expect(page.locator(".guest", { hasText: "Jana Weiß" })).toContainText("Notiz");
  expect((await venue.entries("evening")).filter(({ fact }) => fact.kind === "noted").map(({ fact }) => fact.note)).toEqual(["diet"]);
  await venue.verify_journal("evening");
});

test("A way back that fails says so", async ({ page, venue }) => {
  const host = await open_evening(venue);
  await enter(page, venue, host);
  await let_in(page, "Jana Weiß").tap();
  await page.route("**/guests/*/admissions/*", (route) => route.fulfill({ status: 503, json: { error: { kind: "unavailable", message: "Busy." } } }));
  await page.getByRole("button", { name: "Zurücknehmen" }).tap();
  await expect(page.getByText("Der Server ist beschäftigt.")).toBeVisible();
  await expect(page.locator("[data-test=arrived]")).toContainText("1 /");
});

test("Scanning without the server says how to go on", async ({ page, venue }) => {
  const host = await open_evening(venue);
  await enter(page, venue, host);
  await venue.stop("SIGKILL");
  await page.getByRole("button", { name: "Scannen", exact: true }).tap();
  await expect(page.getByText("Ohne Verbindung lassen sich keine Codes prüfen")).toBeVisible({ timeout: 20_000 });
  await shot(page, "scan-alone");
  await page.getByRole("button", { name: "Zur Liste" }).tap();
  await expect(page.getByRole("searchbox")).toBeVisible();
});

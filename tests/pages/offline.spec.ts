// A lunch whose network goes away: the host's phone is the door, alone, and nobody is lost (docs/pages.md, Without a
// network).
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { ask, session_of } from "./api";
import { accept, expect, expect_accessible, picture, sign_in, test, type Page } from "./fixture";
import { shelf_of } from "./shelf";
import { good_password, type Venue } from "./venue";

const seats = 18;
const listed = 16; // nine more come along, so 25 stand at the door
const rows = Array.from({ length: listed }, (_, i) => `TICKET-${1000 + i},Gast${i},Nachname${i},Anna Berg`);

test.use({
  viewport: { width: 390, height: 844 },
  locale: "de-DE",
  hasTouch: true,
  // The worker is for trusted certificates only, and a test has none.
  launchOptions: { executablePath: process.env.EINLASS_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--ignore-certificate-errors"] },
});

const link = (page: Page) => page.locator("[data-test=link]");
const arrived = (page: Page) => page.locator("[data-test=arrived]");
const let_in = (page: Page, name: string) => page.getByRole("button", { name: `${name} einlassen`, exact: true });
const guest = (i: number) => `Gast${i} Nachname${i}`;

// As she is on the evening: a host of one list, or staff, who have none.
async function open_lunch(page: Page, venue: Venue, role: "host" | "staff" = "host", ...policy: string[]) {
  await venue.create_event("lunch", "lunch", "Entrepreneur Lunch");
  await venue.einlass("event", "set-policy", "lunch", `cap.persons=${seats}`, ...policy);
  await venue.import_guests("lunch", ["Code,First name,Last name,Invited by", ...rows]);
  const person = await venue.invite("Anna Berg", role, "--event", "lunch", ...(role === "host" ? ["--list", "Anna Berg"] : []));
  await accept(page, venue, person);
  await page.goto(`${venue.url}/#/events/lunch`);
  await expect(arrived(page)).toContainText(`0 / ${listed}`);
  await expect(link(page)).toHaveText("verbunden");
  // Until it has a lease, a worker, and its list on disk.
  await expect.poll(() => facts(venue).then((all) => all.filter((fact) => fact.kind === "lease_granted").length), { timeout: 30_000 }).toBe(1);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return person;
}

interface Fact {
  kind: string;
  note?: string;
  persons?: number;
  seat?: { source: string };
}

const exported = async (venue: Venue) => (await venue.einlass("journal", "export", "--event", "lunch")).trim().split("\n").map((line) => JSON.parse(line));
const facts = async (venue: Venue): Promise<Fact[]> => (await exported(venue)).filter((line) => line.entry).map((line) => line.entry.fact);

async function expect_verified(venue: Venue) {
  const file = join(venue.folder, "journal.jsonl");
  await writeFile(file, await venue.einlass("journal", "export", "--event", "lunch"));
  await venue.einlass("journal", "verify", file); // throws where it finds something
  expect((await exported(venue)).filter((line) => line.parked)).toEqual([]);
}

async function add(page: Page, name: string) {
  await page.getByRole("button", { name: "Neu", exact: true }).tap();
  await page.getByLabel("Vorname").fill("Spontan");
  await page.getByLabel("Nachname").fill(name);
  await page.getByRole("button", { name: "Hinzufügen" }).tap();
  await expect(page.getByRole("button", { name: "Liste", exact: true })).toHaveAttribute("aria-current", "page");
}

const kept_on = async (page: Page) => Object.values(await shelf_of(page)).reduce((all, count) => all + count, 0);

test("A lunch goes on while the network is gone, and nobody is lost", async ({ page, context, venue }) => {
  await open_lunch(page, venue);
  for (let i = 0; i < 4; ++i) await let_in(page, guest(i)).tap();
  await expect(arrived(page)).toContainText(`4 / ${listed}`);

  await context.setOffline(true);
  for (let i = 4; i < 10; ++i) await let_in(page, guest(i)).tap();
  await expect(arrived(page)).toContainText(`10 / ${listed}`);
  await expect(link(page)).toContainText("keine Verbindung – 6 Einträge hier aufbewahrt");

  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, "alone");
  const phone = page.viewportSize()!;
  await page.setViewportSize({ ...phone, height: 2000 }); // rows under the bar at the bottom count as too small
  await expect_accessible(page);
  await page.setViewportSize(phone);

  // Two seats are left, of which the phone holds one; the second walk-in waits for the server.
  await add(page, "Eins");
  await let_in(page, "Spontan Eins").tap();
  await expect(let_in(page, "Spontan Eins")).toHaveCount(0);
  await add(page, "Zwei");
  await let_in(page, "Spontan Zwei").tap();
  await expect(page.getByRole("alert").first()).toContainText("Ohne Server nicht zu entscheiden");

  // Somebody taps the wrong name, and takes it back.
  await let_in(page, guest(10)).tap();
  await page.getByRole("button", { name: "Zurücknehmen" }).tap();
  await expect(let_in(page, guest(10))).toHaveCount(1);
  expect((await facts(venue)).filter((fact) => fact.kind === "admitted").length).toBe(4);

  await context.setOffline(false);
  await expect(link(page)).toHaveText("verbunden", { timeout: 30_000 });
  await expect(arrived(page)).toContainText("11 /");
  for (let i = 10; i < listed; ++i) await let_in(page, guest(i)).tap();
  for (const name of ["Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben", "Acht", "Neun"]) {
    if (name !== "Zwei") await add(page, name);
    await let_in(page, `Spontan ${name}`).tap();
    if (name === "Zwei") await expect(let_in(page, "Spontan Zwei")).toHaveCount(0);
    else await expect(page.getByRole("alert").first()).toContainText("Kein Platz mehr frei");
  }
  await expect(arrived(page)).toContainText(`${seats} /`);
  await page.evaluate(() => scrollTo(0, 0)); // rows under the bar at the bottom count as too small
  await expect_accessible(page);
  await picture(page, "full");
  const written = await facts(venue);
  const undone = written.filter((fact) => fact.kind === "admission_undone").length;
  expect(undone).toBe(1);
  expect(written.filter((fact) => fact.kind === "admitted").length - undone).toBe(seats);
  expect(written.filter((fact) => fact.seat?.source === "lease").length).toBe(1);
  await expect_verified(venue);
});

test("A guest's sheet takes back and takes notes without the network", async ({ page, context, venue }) => {
  await open_lunch(page, venue, "host", "quotas.plus_ones=1");
  await context.setOffline(true);
  await let_in(page, guest(0)).tap();
  await let_in(page, guest(1)).tap(); // the way back that is shown is hers now
  await expect(link(page)).toContainText("2 Einträge hier aufbewahrt");
  const sheet = page.locator("dialog[open]");
  await page.locator(".guest .who", { hasText: guest(0) }).first().tap();
  await expect(sheet).toContainText("sobald das Netz zurück ist");
  await expect(sheet.getByRole("alert")).toHaveCount(0);
  await expect_accessible(page);
  await picture(page, "sheet-alone");
  await sheet.getByRole("button", { name: "Notiz machen" }).tap();
  await sheet.getByLabel("Notiz", { exact: true }).fill("Kommt später wieder");
  await sheet.getByRole("button", { name: "Notiz speichern" }).tap();
  await expect(sheet.locator(".notice")).toContainText("Zugang");
  await expect(sheet.getByLabel("Notiz", { exact: true })).toHaveCount(0); // else the tap would close its form
  await sheet.getByRole("button", { name: "Notiz machen" }).tap();
  await sheet.getByLabel("Worum es in der Notiz geht").selectOption("diet");
  await sheet.getByRole("button", { name: "Notiz speichern" }).tap();
  await expect(sheet.locator(".notice").nth(1)).toHaveText("Essen");
  await sheet.getByRole("button", { name: "Einlass zurücknehmen" }).tap();
  await expect(sheet.getByRole("button", { name: "Einlass zurücknehmen" })).toHaveCount(0);
  await expect(sheet.getByRole("button", { name: "Weitere Person hinzufügen" })).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(arrived(page)).toContainText(`1 / ${listed}`);
  await expect(let_in(page, guest(0))).toHaveCount(1);
  await expect(link(page)).toContainText("5 Einträge hier aufbewahrt");

  await context.setOffline(false);
  await expect(link(page)).toHaveText("verbunden", { timeout: 30_000 });
  await expect(arrived(page)).toContainText(`1 / ${listed}`);
  await page.locator(".guest .who", { hasText: guest(0) }).first().tap();
  await expect(sheet).toContainText("Kommt später wieder");
  await expect(sheet).toContainText("Eingelassen, dann zurückgenommen");
  const written = await facts(venue);
  expect(written.filter((fact) => fact.kind === "admitted").length).toBe(2);
  expect(written.filter((fact) => fact.kind === "admission_undone").length).toBe(1);
  expect(written.filter((fact) => fact.note).map((fact) => fact.note)).toEqual(["access", "diet"]);
  await expect_verified(venue);
});

test("What was done alone survives a server that dies, a reload and a closed page", async ({ page, context, venue }) => {
  const host = await open_lunch(page, venue);
  await venue.stop("SIGKILL");
  for (let i = 0; i < 3; ++i) await let_in(page, guest(i)).tap();
  await expect(link(page)).toContainText("3 Einträge hier aufbewahrt");

  await page.reload();
  await expect(arrived(page)).toContainText(`3 / ${listed}`);
  await expect(link(page)).toContainText("3 Einträge hier aufbewahrt"); // its journal is taken up
  await let_in(page, guest(3)).tap();
  await expect(link(page)).toContainText("4 Einträge hier aufbewahrt");
  await page.close();

  const again = await context.newPage();
  await again.goto(`${venue.url}/#/events/lunch`);
  await expect(link(again)).toContainText("4 Einträge hier aufbewahrt");
  await let_in(again, guest(4)).tap();
  await expect(arrived(again)).toContainText(`5 / ${listed}`);

  await venue.start();
  await expect(link(again)).toHaveText("verbunden", { timeout: 30_000 });
  await expect(arrived(again)).toContainText(`5 / ${listed}`);
  const came = (await exported(venue)).filter((line) => line.entry?.fact.kind === "admitted").map((line) => line.entry);
  expect(came.length).toBe(5);
  expect(new Set(came.map((entry) => entry.journal)).size).toBe(1);
  expect(came.map((entry) => entry.time.sure)).toEqual([true, true, true, false, false]);
  await expect_verified(venue);

  // Signing out leaves nothing on the phone.
  const left = () => kept_on(again);
  expect(await left()).toBeGreaterThan(listed);
  await again.getByRole("button", { name: "Mehr", exact: true }).tap();
  await again.getByRole("button", { name: "Abmelden", exact: true }).tap();
  await expect(again.locator("input[type=password]")).toHaveCount(1);
  await expect.poll(left).toBe(0);

  // And on the same page she signs in and goes on alone once more.
  await sign_in(again, host);
  await expect(link(again)).toHaveText("verbunden");
  await expect.poll(left).toBeGreaterThan(listed);
  await venue.stop("SIGKILL");
  await let_in(again, guest(5)).tap();
  await expect(arrived(again)).toContainText(`6 / ${listed}`);
});

const look = (page: Page) => page.evaluate(() => void document.dispatchEvent(new Event("visibilitychange")));

test("A phone that was signed out from elsewhere shows no name any more, and loses no entry", async ({ page, context, venue }) => {
  const host = await open_lunch(page, venue);
  await let_in(page, guest(0)).tap();
  await expect(arrived(page)).toContainText(`1 / ${listed}`);
  await context.setOffline(true);
  await let_in(page, guest(1)).tap();
  await add(page, "Neuling");
  await expect(link(page)).toContainText("2 Einträge hier aufbewahrt");

  const session = session_of(await ask(venue, "POST", "/api/v1/session", { body: { sign_in: host.sign_in, password: good_password } }));
  expect((await ask(venue, "DELETE", "/api/v1/me/sessions", { session })).status).toBe(200);
  await context.setOffline(false);
  await look(page);
  await expect(page.locator("input[type=password]")).toHaveCount(1);
  await expect.poll(() => shelf_of(page)).toMatchObject({ lists: 0, lines: 0 });
  expect((await shelf_of(page)).entries).toBeGreaterThan(0);

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText("Der Server ist nicht erreichbar")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("Nachname");
  await picture(page, "signed-out-elsewhere");

  await context.setOffline(false);
  await page.reload();
  await sign_in(page, host);
  await expect(arrived(page)).toContainText(`2 / ${listed + 1}`);
  await expect(page.locator(".guest .who", { hasText: "Spontan Neuling" })).toHaveCount(1);
  await expect_verified(venue);
});

test("Signing out everywhere leaves as little behind as signing out", async ({ page, venue }) => {
  await open_lunch(page, venue);
  await expect.poll(() => kept_on(page)).toBeGreaterThan(listed);
  await page.getByRole("button", { name: "Mehr", exact: true }).tap();
  await page.getByRole("button", { name: "Mein Konto" }).tap();
  const answer = page.waitForResponse((each) => each.url().endsWith("/me/sessions") && each.request().method() === "DELETE");
  await page.getByRole("button", { name: "Überall abmelden" }).tap();
  await page.getByRole("dialog").getByRole("button", { name: "Überall abmelden" }).tap();
  expect((await (await answer).allHeaders())["clear-site-data"]).toContain("storage");
  await expect(page.locator("input[type=password]")).toHaveCount(1);
  await expect.poll(() => kept_on(page)).toBe(0);
  expect(await page.evaluate(() => localStorage.getItem("signed-in"))).toBeNull();
});

test("Staff let guests in while the network is gone, and all of it is taken", async ({ page, context, venue }) => {
  const { number } = await open_lunch(page, venue, "staff");
  await context.setOffline(true);
  for (let i = 0; i < 3; ++i) await let_in(page, guest(i)).tap();
  await expect(link(page)).toContainText("3 Einträge hier aufbewahrt");
  await page.getByRole("button", { name: "Zurücknehmen" }).tap();
  await expect(arrived(page)).toContainText(`2 / ${listed}`);
  expect((await facts(venue)).filter((fact) => fact.kind === "admitted")).toEqual([]);

  await context.setOffline(false);
  await expect(link(page)).toHaveText("verbunden", { timeout: 30_000 });
  await expect(arrived(page)).toContainText(`2 / ${listed}`);
  const came = (await exported(venue)).filter((line) => line.entry?.fact.kind === "admitted").map((line) => line.entry);
  expect(came.map((entry) => [entry.alone, entry.operator, entry.fact.how])).toEqual(Array(3).fill([true, number, "list"]));
  expect((await facts(venue)).filter((fact) => fact.kind === "admission_undone").length).toBe(1);
  await expect_verified(venue);
});

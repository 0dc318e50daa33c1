// One ticket at two kiosks that could not know of each other: an organiser says what holds, and everybody follows.
import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";
import { Kiosk } from "./kiosk";
import { Line } from "./line";
import { Printer } from "./printer";
import type { Venue } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "de-DE" });

const figure = (page: Page, word: string) => page.locator(".figure-row > div").filter({ has: page.getByText(word, { exact: true }) }).locator("dd");
const inbox = (page: Page) => page.getByRole("region", { name: "An den Türen" });
const card = (page: Page, name: string) => inbox(page).locator(".card").filter({ hasText: name });

const guest = async (venue: Venue, name: string) => (await venue.attendance("summit")).find((row) => row.name === name);

async function open_summit(venue: Venue) {
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", ["Code,First name,Last name", "TICKET-0001,Ada,Lovelace", "TICKET-0002,Grace,Hopper"]);
  const line = await Line.open(venue);
  const kiosks = await Promise.all([
    Kiosk.open(venue, { name: "Nord", event: "summit", printer: await Printer.open(venue, "Nordlicht") }),
    Kiosk.open(venue, { name: "Süd", event: "summit", printer: await Printer.open(venue, "Südwind"), line }),
  ]);
  return { line, kiosks };
}

// As the team reads it there.
async function expect_no_conflict_left(kiosk: Kiosk, pin: string) {
  await kiosk.touch("Done");
  await kiosk.touch("Team");
  await kiosk.type(pin);
  await kiosk.touch("Conflicts");
  await kiosk.shows("There are none.");
  expect(await kiosk.words()).not.toContain("Lovelace");
}

test("Two doors that were apart let one ticket in, and an organiser judges it", async ({ page, venue }) => {
  const { line, kiosks } = await open_summit(venue);
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/organise/events/summit`);
  await expect(figure(page, "gekommen")).toHaveText("0");

  line.cut();
  for (const code of ["TICKET-0001", "TICKET-0002"]) {
    for (const kiosk of kiosks) {
      const before = kiosk.shown();
      await kiosk.scan(code);
      await expect.poll(() => kiosk.shown(), { timeout: 60_000 }).toBe(before + 1);
      await kiosk.shows("Welcome", code.endsWith("1") ? "Ada Lovelace" : "Grace Hopper");
    }
  }
  await expect(figure(page, "gekommen")).toHaveText("2");
  await expect(figure(page, "zu prüfen")).toHaveText("0");
  line.heal();

  await expect(figure(page, "zu prüfen")).toHaveText("2", { timeout: 60_000 });
  await expect(figure(page, "gekommen")).toHaveText("2"); // each counts once until somebody says otherwise
  await expect(card(page, "Ada Lovelace")).toContainText("Nord");
  await expect(card(page, "Ada Lovelace")).toContainText("Süd");
  expect((await guest(venue, "Ada Lovelace")).open_conflicts).toBe(1);
  await expect_accessible(page);
  await picture(page, "inbox");

  // A colleague with a copy of her ticket, and one guest who was scanned at both.
  await card(page, "Ada Lovelace").getByRole("button", { name: "Zwei Personen, beide bleiben" }).click();
  await expect(card(page, "Ada Lovelace")).toHaveCount(0);
  await expect(figure(page, "gekommen")).toHaveText("3");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("region", { name: "At the doors" }).locator(".card")).toHaveCount(1);
  await expect_accessible(page);
  await picture(page, "inbox-english");
  await page.getByRole("button", { name: "One person, scanned twice" }).click();
  await expect(page.getByText("Nobody is waiting at a door.")).toBeVisible();
  await expect(figure(page, "to be checked")).toHaveText("0");
  await expect(figure(page, "arrived")).toHaveText("3");

  for (const [name, admitted] of [["Ada Lovelace", 2], ["Grace Hopper", 1]] as const) {
    expect(await guest(venue, name), name).toMatchObject({ admitted, open_conflicts: 0 });
  }
  const { pin } = await venue.json<{ pin: string }>("staff", "add", "Thea Team", "--role", "organiser");
  for (const kiosk of kiosks) await expect_no_conflict_left(kiosk, pin);
  await venue.verify_journal("summit");
});

// A summit's morning, watched on a laptop while guests come at two kiosks, of which one loses the network for a while.
import { readFile } from "node:fs/promises";

import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";
import { Kiosk } from "./kiosk";
import { Line } from "./line";
import { Printer } from "./printer";
import type { Venue } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "de-DE" });

const listed = 40;
const kinds = ["member", "guest", "speaker", "press"];
const code = (i: number) => `SUMMIT-${1000 + i}`;
const cancelled = 38, unconfirmed = 39; // of the list
const name = (i: number) => `Vorname${i} Nachname${i}`;

const figure = (page: Page, word: string) => page.locator(".figure-row > div").filter({ has: page.getByText(word, { exact: true }) }).locator("dd");
const arrivals = (page: Page) => page.getByRole("region", { name: "Ankünfte", exact: true });

async function open_summit(venue: Venue) {
  await venue.create_event("summit", "summit", "Future Summit", 20, 240);
  const status = (i: number) => (i === cancelled ? "cancelled" : i === unconfirmed ? "pending" : "confirmed");
  const rows = Array.from({ length: listed }, (_, i) => `${code(i)},Vorname${i},Nachname${i},Firma ${i},${kinds[i % 4]},${status(i)}`);
  await venue.import_guests("summit", ["Code,First name,Last name,Company,Ticket type,Status", ...rows]);
}

// Two by two, each pair's tickets held up together, as fast as the kiosk takes them.
async function come(kiosk: Kiosk, guests: number[]) {
  for (let i = 0; i < guests.length; i += 2) {
    const before = kiosk.shown();
    const pair = guests.slice(i, i + 2);
    for (const guest of pair) await kiosk.scan(code(guest));
    await expect.poll(() => kiosk.shown(), { timeout: 30_000, intervals: [100] }).toBe(before + pair.length);
  }
}
const some = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

// The bars, as the table in their place has them.
async function in_the_chart(page: Page) {
  await arrivals(page).getByRole("button", { name: "Als Tabelle" }).click();
  const cells = await arrivals(page).locator("tbody tr td:last-child").allInnerTexts();
  await arrivals(page).getByRole("button", { name: "Als Tabelle" }).click();
  return cells.reduce((sum, cell) => sum + Number(cell), 0);
}

async function expect_same_as_the_attendance(page: Page, venue: Venue) {
  const rows = await venue.attendance("summit");
  const sum = (column: string) => rows.reduce((all, row) => all + row[column], 0);
  await expect(figure(page, "gekommen")).toHaveText(String(sum("admitted")));
  await expect(figure(page, "im Haus")).toHaveText(String(sum("admitted"))); // nobody has left
  await expect.poll(() => in_the_chart(page)).toBe(sum("admitted")); // it is asked for beside the figures
  expect(rows.filter((row) => row.admitted > 0).map((row) => row.name).sort()).toEqual([...some(0, 32), unconfirmed].map(name).sort());
  await page.getByRole("link", { name: "Gäste", exact: true }).click();
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Anwesenheit (CSV)" }).click()]);
  expect(await readFile(await saved.path(), "utf-8")).toBe(await venue.einlass("attendance", "export", "--event", "summit", "--format", "csv"));
  await page.getByRole("link", { name: "Überblick" }).click();
  await venue.verify_journal("summit");
}
const doors = (page: Page) => page.getByRole("region", { name: "An den Türen" });
const peak = (page: Page) => arrivals(page).locator("dd").nth(1).innerText();

test("A summit's morning is watched as it happens, and its figures are those of the attendance", async ({ page, context, venue }) => {
  await open_summit(venue);
  const line = await Line.open(venue);
  const [north, south] = await Promise.all([
    Kiosk.open(venue, { name: "Nord", event: "summit", language: "de", printer: await Printer.open(venue, "Nordlicht") }),
    Kiosk.open(venue, { name: "Süd", event: "summit", language: "en", printer: await Printer.open(venue, "Südwind"), line }),
  ]);
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/organise/events/summit`);
  await page.evaluate(() => ((window as any).loaded_once = true));
  await expect(figure(page, "gekommen")).toHaveText("0");
  const promised = await peak(page);
  await expect_accessible(page);
  await picture(page, "before");

  await Promise.all([come(north, some(0, 8)), come(south, some(8, 8))]);
  await expect(figure(page, "gekommen")).toHaveText("16");
  await expect(figure(page, "im Haus")).toHaveText("16");
  await expect.poll(() => peak(page)).not.toBe(promised);
  await expect.poll(() => in_the_chart(page)).toBe(16);
  await picture(page, "first");

  // Who is refused, who waits for a word, who calls for help.
  await north.scan(code(cancelled));
  await expect(figure(page, "abgewiesen")).toHaveText("1");
  await north.touch("Fertig");
  await north.scan(code(unconfirmed));
  await expect(doors(page)).toContainText(name(unconfirmed));
  await north.touch("Hilfe");
  await expect(doors(page)).toContainText("Hilfe gewünscht");
  await expect(figure(page, "warten an Türen")).toHaveText("2");
  await expect_accessible(page);
  await picture(page, "doors");
  await doors(page).getByRole("button", { name: "Ich gehe hin" }).click();
  await north.shows("Es kommt jemand zu Ihnen");
  await doors(page).getByRole("button", { name: "Einlassen" }).click();
  await north.touch("Fertig");
  await expect(figure(page, "warten an Türen")).toHaveText("0");
  await expect(figure(page, "gekommen")).toHaveText("17");

  // One kiosk loses the network: it goes on, the page learns of it afterwards.
  const fleet = await context.newPage();
  await fleet.goto(`${venue.url}/#/organise/kiosks`);
  await expect(fleet.getByRole("row", { name: /Süd/ })).toBeVisible();
  line.cut();
  await come(south, some(16, 4));
  await come(north, [20, 21, unconfirmed, 22, 23]); // who was let in by tap comes for her badge
  await expect(figure(page, "gekommen")).toHaveText("21");
  await expect(fleet.getByRole("row", { name: /Süd/ })).toContainText("zuletzt vor");
  await picture(fleet, "kiosk-away");
  line.heal();
  await expect(figure(page, "gekommen")).toHaveText("25", { timeout: 30_000 });
  await Promise.all([come(north, some(24, 4)), come(south, some(28, 4))]);
  await expect(figure(page, "gekommen")).toHaveText("33");
  await expect(figure(page, "Schilder fehlen")).toHaveText("0", { timeout: 30_000 });
  await picture(page, "after");
  await picture(south, "kiosk");
  await expect_same_as_the_attendance(page, venue);
  await page.getByRole("button", { name: "English" }).click();
  await expect(figure(page, "arrived")).toHaveText("33");
  await expect_accessible(page);
  expect(await page.evaluate(() => (window as any).loaded_once)).toBe(true);
});

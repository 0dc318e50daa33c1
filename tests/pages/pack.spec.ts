// An event that is set up at the office, run on the laptop at the venue, and brought back: two real servers, two pages.
import { readFile } from "node:fs/promises";
import { accept, expect, expect_accessible, sign_in, test, type Page } from "./fixture";
import { Venue } from "./venue";

const passphrase = "Regen Ziegel Fagott";
const at_leisure = { timeout: 60_000 }; // a passphrase is stretched each time

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB", acceptDownloads: true });

async function pack(page: Page, venue: Venue, label: string): Promise<string> {
  await page.goto(`${venue.url}/#/organise/events/evening/servers`);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("Repeat the passphrase").fill(passphrase);
  await page.getByLabel("Destination of the file").fill(label);
  const saved = page.waitForEvent("download", at_leisure);
  await page.getByRole("button", { name: "Pack and save the file" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("evening.einlass");
  await expect(page.locator(".notice.success")).toContainText("evening.einlass is saved", at_leisure);
  return download.path();
}

async function unpack(page: Page, venue: Venue, file: string, words = passphrase) {
  await page.goto(`${venue.url}/#/organise/events`);
  await page.reload(); // the sheet of the time before may lie over it
  await page.getByRole("button", { name: "Unpack an event…" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("File").setInputFiles({ name: "evening.einlass", mimeType: "application/octet-stream", buffer: await readFile(file) });
  await sheet.getByLabel("Passphrase").fill(words);
  await sheet.getByRole("button", { name: "Unpack" }).click();
  return sheet;
}

async function let_in(page: Page, venue: Venue, name: string) {
  await page.goto(`${venue.url}/#/events/evening`);
  await page.getByRole("button", { name: `Let in ${name}` }).click();
  await expect(page.getByRole("button", { name: `Let in ${name}` })).toHaveCount(0);
}

test("An evening goes to the laptop and comes back with everybody", async ({ page, venue, browser }) => {
  await venue.create_event("evening", "club_evening", "A Club Evening");
  await venue.import_guests("evening", ["Code,First name,Last name,Company", "TICKET-0001,Jana,Weiß,Nordlicht", "TICKET-0002,Omar,Haddad,Hafen", "TICKET-0003,Ida,Klein,Elbe"]);
  const olga = await venue.invite("Olga Orga", "organiser");
  await accept(page, venue, olga);
  await let_in(page, venue, "Jana Weiß");

  await page.goto(`${venue.url}/#/organise/events/evening/servers`);
  await expect(page.getByText("This event has been on no other server.")).toBeVisible();
  await page.getByRole("button", { name: "Pack and save the file" }).click();
  await expect(page.getByText("That is too short: take 12 characters or more.")).toBeVisible();
  await expect_accessible(page);
  const file = await pack(page, venue, "laptop, foyer");
  await expect(page.locator("[data-test=pack-history]")).toContainText("Packed for: laptop, foyer");
  await expect_accessible(page);
  await page.goto(`${venue.url}/#/organise/events/evening`);
  await expect(page.locator("[data-test=where-it-is]")).toContainText("for: laptop, foyer. Entries may be made there");

  // What is here already under that key, and what is no packed event.
  const other = await Venue.open();
  const elsewhere = await (await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB" })).newPage();
  try {
    await other.create_event("evening", "lecture", "Another Evening");
    const lara = await other.invite("Lara Laptop", "organiser");
    await accept(elsewhere, other, lara);
    const taken = await unpack(elsewhere, other, file);
    const said = taken.getByRole("alert");
    await expect(said).toContainText("Another event here has the same key.", at_leisure);
    await taken.getByLabel("Key here").fill("Evening 2");
    await taken.getByRole("button", { name: "Unpack" }).click();
    await expect(taken.getByText("Only a–z, 0–9 and hyphens, at most 60.")).toBeVisible();
    await expect_accessible(elsewhere);
    await taken.getByLabel("File").setInputFiles({ name: "x.einlass", mimeType: "application/octet-stream", buffer: Buffer.from("no packed event") });
    await taken.getByRole("button", { name: "Unpack" }).click();
    await expect(said).toContainText("This file is no packed event", at_leisure);
    // Who may not unpack any more did not mistype the passphrase.
    await other.einlass("staff", "events", "1", "evening");
    await taken.getByRole("button", { name: "Unpack" }).click();
    await expect(said).toContainText("That is not allowed for you here.", at_leisure);
  } finally {
    await other.close();
  }

  const laptop = await Venue.open();
  const there = await (await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB", viewport: { width: 390, height: 844 } })).newPage();
  try {
    // The laptop's own organiser had the number 1 there, which is Olga's at the office.
    const lara = await laptop.invite("Lara Laptop", "organiser");
    await accept(there, laptop, lara);
    const refused = await unpack(there, laptop, file, "not the passphrase");
    await expect(refused.getByRole("alert")).toContainText("This is not the passphrase of the file.", at_leisure);
    await expect_accessible(there);
    const sheet = await unpack(there, laptop, file);
    await expect(sheet.locator(".notice.success")).toContainText("A Club Evening is here. Tickets: 3, entries: ", at_leisure);
    await expect_accessible(there);
    await sheet.getByRole("link", { name: "Go to the event" }).click();
    await expect(there.locator("[data-test=where-it-is]")).toContainText("set up on another server");
    await let_in(there, laptop, "Omar Haddad");

    // Olga signs in there as she does at the office.
    const as_olga = await (await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB" })).newPage();
    await as_olga.goto(laptop.url);
    await sign_in(as_olga, olga);
    await let_in(as_olga, laptop, "Ida Klein");
    await let_in(page, venue, "Ida Klein"); // at the same time, at the office

    const back = await pack(there, laptop, "office");
    const done = await unpack(page, venue, back);
    await expect(done.locator(".notice.success")).toContainText(/A Club Evening was here already\. New entries: [2-9],/, at_leisure);
    await done.getByRole("link", { name: "Go to the event" }).click();
    await expect(page.locator("[data-test=where-it-is]")).toHaveCount(0);
    const status = await venue.json<{ events: { totals: { admitted: number; conflicts: number } }[] }>("status");
    expect(status.events[0]!.totals).toMatchObject({ admitted: 3, conflicts: 1 });
    const again = await unpack(page, venue, back);
    await expect(again.locator(".notice.success")).toContainText("New entries: 0, new or changed tickets: 0", at_leisure);
  } finally {
    await laptop.close();
  }
});

// An organiser rehearses: a copy that is marked as one wherever it is shown, and arrivals that are played.
import { accept_by_api } from "./api";
import { expect, expect_accessible, sign_in, test, type Page } from "./fixture";
import { good_password, type Venue } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

async function begin(page: Page, venue: Venue) {
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", ["Code,First name,Last name", ...Array.from({ length: 120 }, (_, i) => `TICKET-${1000 + i},Gast${i},Nachname${i}`)]);
  const organiser = await venue.invite("Olga Orga", "organiser");
  await accept_by_api(venue, organiser.code, good_password);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
}

test("A copy is made, marked everywhere, begun anew and dropped; the event stays as it is", async ({ page, venue }) => {
  await begin(page, venue);
  await page.goto(`${venue.url}/#/organise/events/summit/rehearsal`);
  await page.getByRole("button", { name: "Make a copy" }).click();
  await page.getByRole("link", { name: "Future Summit", exact: true }).click();
  await expect(page.locator(".rehearsal-bar")).toHaveText(/REHEARSAL · Nothing done here counts/);
  await page.getByRole("link", { name: "Guests at the door" }).click();
  await expect(page.locator(".rehearsal-bar")).toBeVisible();
  await page.locator(".guest .act").first().click();
  const rehearsed = async () => (await venue.json<{ events: { key: string; totals: { admitted: number } }[] }>("status")).events.map(({ key, totals }) => [key, totals.admitted]);
  await expect.poll(rehearsed).toEqual([["summit", 0], ["summit-rehearsal", 1]]);
  await page.goto(`${venue.url}/#/organise/events/summit-rehearsal`);
  await expect(page.locator(".rehearsal-bar")).toBeVisible();
  await page.goto(`${venue.url}/#/events/summit`);
  await expect(page.locator(".guest").first()).toBeVisible();
  await expect(page.locator(".rehearsal-bar")).toHaveCount(0);

  await page.goto(`${venue.url}/#/organise/events/summit/rehearsal`);
  await page.getByRole("button", { name: "Begin anew" }).click();
  await page.locator("dialog").getByRole("button", { name: "Begin anew" }).click();
  await expect(page.locator("dialog")).toHaveCount(0);
  expect(await rehearsed()).toEqual([["summit", 0], ["summit-rehearsal", 0]]);
  await page.getByRole("button", { name: "Drop the rehearsal" }).click();
  await page.locator("dialog").getByRole("button", { name: "Drop the rehearsal" }).click();
  await expect(page.getByRole("button", { name: "Make a copy" })).toBeVisible();
  expect(await rehearsed()).toEqual([["summit", 0]]);
});

test("Too few kiosks are a no-go that says what is missing; enough are a go; nothing is recorded", async ({ page, venue }) => {
  await begin(page, venue);
  await page.goto(`${venue.url}/#/organise/events/summit/rehearsal`);
  await page.getByLabel("Arrivals", { exact: true }).fill("110");
  await page.getByLabel("Period (minutes)").fill("10");
  await page.getByLabel("Kiosks", { exact: true }).fill("2");
  await page.getByRole("button", { name: "Play the arrivals" }).click();
  await expect(page.locator(".verdict .word")).toHaveText("NO-GO", { timeout: 60_000 });
  await expect(page.locator(".lacking")).toContainText(/[1-9] more kiosk/);
  await expect_accessible(page);
  await page.getByRole("button", { name: "As a table" }).click();
  await expect(page.locator("[data-test=report] table").first().locator("tbody tr").first()).toBeVisible();

  await page.getByLabel("Kiosks", { exact: true }).fill("8");
  await page.getByLabel("Desks of the team").fill("4");
  await page.getByRole("button", { name: "Play the arrivals" }).click();
  await expect(page.locator(".verdict .word")).toHaveText("GO", { timeout: 60_000 });
  await expect(page.locator(".lacking")).toHaveCount(0);
  const { events } = await venue.json<{ events: { key: string; totals: { admitted: number } }[] }>("status");
  expect(events.map(({ key, totals }) => [key, totals.admitted])).toEqual([["summit", 0]]);
});

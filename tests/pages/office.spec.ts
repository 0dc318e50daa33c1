// What an organiser changes later: an event's name, times, welcome and pictures; a person's events.
import { accept_by_api, ask } from "./api";
import { expect, expect_accessible, sign_in, test, type Page } from "./fixture";
import { good_password, local, type Venue } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

async function begin(page: Page, venue: Venue) {
  await venue.create_event("lunch", "lunch", "Entrepreneur Lunch", 60, 180);
  await venue.create_event("dinner", "dinner", "Welcome Dinner", 60, 180);
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  return session;
}

test("Name, times and welcome change, and the doors move along", async ({ page, venue }) => {
  await begin(page, venue);
  await page.goto(`${venue.url}/#/organise/events/lunch/settings`);
  await page.getByLabel("Name", { exact: true }).fill("Late Lunch");
  await page.getByLabel("Starts").fill(local(90));
  await expect(page.getByText("The doors move along with the start.")).toBeVisible();
  await page.getByLabel("Directions after the welcome (German)").fill("Bitte in den Salon");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Late Lunch");
  const [changed] = (await venue.json<{ events: any[] }>("status")).events.filter((event) => event.key === "lunch");
  expect([changed.name, changed.starts.slice(0, 16), changed.doors_open.slice(0, 16)]).toEqual(["Late Lunch", local(90), local(60)]);
  await expect(page.getByLabel("Directions after the welcome (German)")).toHaveValue("Bitte in den Salon");
  await page.getByLabel("Ends").fill(local(30));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("It must end after its start.")).toBeVisible();
  await expect_accessible(page);
});

test("A picture of the badges comes and goes; what is none is refused", async ({ page, venue }) => {
  await begin(page, venue);
  await page.goto(`${venue.url}/#/organise/events/lunch/settings`);
  const file = page.getByLabel("File", { exact: true });
  const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><rect width="10" height="10"/></svg>`;
  await file.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await page.getByRole("button", { name: "Add the picture" }).click();
  await expect(page.getByRole("alert")).toContainText("no picture that badges can have");
  await file.setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(logo) });
  await page.getByRole("button", { name: "Add the picture" }).click();
  await expect(page.locator(".own-presets li")).toContainText("logo");
  await page.getByRole("button", { name: "Remove logo" }).click();
  await page.locator("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.locator(".own-presets li")).toHaveCount(0);
});

test("A person is moved to another event, at once and also where she is signed in", async ({ page, venue }) => {
  await begin(page, venue);
  const host = await venue.invite("Hanna Host", "host", "--event", "lunch");
  const hers = await accept_by_api(venue, host.code, good_password);
  const sees = async () => (await ask(venue, "GET", "/api/v1/events", { session: hers })).body.map((event: { key: string }) => event.key);
  expect(await sees()).toEqual(["lunch"]);
  await page.goto(`${venue.url}/#/organise/people`);
  await page.getByRole("button", { name: "Hanna Host" }).click();
  await page.locator("dialog").getByLabel("Entrepreneur Lunch").uncheck();
  await page.locator("dialog").getByLabel("Welcome Dinner").check();
  await page.locator("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /Hanna Host/ })).toContainText("Welcome Dinner");
  expect(await sees()).toEqual(["dinner"]);
  expect((await ask(venue, "GET", "/api/v1/events/lunch/guests", { session: hers })).status).toBe(404);
  await page.goto(`${venue.url}/#/organise/audit`);
  await expect(page.locator(".audit")).toContainText("Changed a person’s events");
  // Nobody moves herself.
  await page.goto(`${venue.url}/#/organise/people`);
  await page.getByRole("button", { name: "Olga Orga" }).click();
  await expect(page.locator("dialog form")).toHaveCount(0);
});

// An organiser changes how her event admits, sees what will change before it is saved, and is told at the field what
// cannot be.
import { accept_by_api, ask } from "./api";
import { patch_of, whole_policy, with_value } from "../../assets/web/src/organiser/policy/policy";
import { expect, expect_accessible, sign_in, test, type Page } from "./fixture";
import { good_password, type Venue } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

async function policy_of(venue: Venue, key: string) {
  return venue.json<Record<string, any>>("event", "policy", key);
}

async function open_policy(page: Page, venue: Venue, key: string, preset: string) {
  await venue.create_event(key, preset, "A Club Evening");
  await venue.import_guests(key, ["Code,First name,Last name", "TICKET-1,Jana,Weiß"]);
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/${key}/policy`);
  await page.locator(".policy-group").first().waitFor();
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  return session;
}

const field = (page: Page, key: string) => page.locator(`[data-field="${key}"]`);

test("Fields are changed, looked at, saved, and put back to the preset", async ({ page, venue }) => {
  await open_policy(page, venue, "evening", "club_evening");
  await expect(page.locator(".marks")).toHaveCount(0); // as the preset has it
  await page.getByLabel("Guests without a ticket").selectOption("no");
  await page.getByLabel("Persons on each host’s list").fill("12");
  await page.getByRole("switch", { name: "A host has to agree to them" }).click();
  await expect(field(page, "walk_in")).toContainText("not saved yet");
  await expect(field(page, "walk_in")).toContainText("The preset says: are registered by the team");
  await page.getByRole("button", { name: "Review and save" }).click();
  const changes = page.locator("dialog .changes > div");
  await expect(changes).toHaveCount(3);
  await expect(changes.filter({ hasText: "Persons on each host’s list" })).toContainText("so far: any number");
  await expect(changes.filter({ hasText: "Persons on each host’s list" })).toContainText("12 persons");
  await expect(changes.filter({ hasText: "A host has to agree to them" })).toContainText("so far: yes");
  await expect(page.locator("dialog")).toContainText("The doors are open");
  expect((await policy_of(venue, "evening")).walk_in).toBe("staff"); // looking saves nothing
  await expect_accessible(page);
  await page.locator("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".save-bar")).toHaveCount(0);
  const saved = await policy_of(venue, "evening");
  expect([saved.walk_in, saved.quotas.per_list, saved.quotas.plus_ones, saved.host_approves_walk_ins ?? false]).toEqual(["no", 12, 1, false]);

  await page.getByRole("button", { name: "Reset to the preset: Guests without a ticket" }).click();
  await page.getByRole("button", { name: "Review and save" }).click();
  await page.locator("dialog").getByRole("button", { name: "Save" }).click();
  await expect(field(page, "walk_in").locator(".marks")).toHaveCount(0);
  expect((await policy_of(venue, "evening")).walk_in).toBe("staff");
});

test("What cannot be meant is told at its field, and nothing is sent", async ({ page, venue }) => {
  await open_policy(page, venue, "evening", "club_evening");
  const before = await policy_of(venue, "evening");
  await page.getByLabel("Seats of the whole event: number of persons").fill("0");
  await page.getByLabel("Who lets in").selectOption("person");
  await page.getByRole("button", { name: "Review and save" }).click();
  await expect(page.locator("dialog")).toHaveCount(0);
  await expect(field(page, "cap").locator(".wrong-text")).toContainText("from 1 to 100000");
  await expect(field(page, "search").locator(".wrong-text")).toContainText("nobody is looked up by name");
  await expect(page.getByRole("switch", { name: "Guests may look themselves up by name" })).toHaveAttribute("aria-invalid", "true");
  await expect_accessible(page);
  expect(await policy_of(venue, "evening")).toEqual(before);
});

test("What the server refuses is told at its field", async ({ page, venue }) => {
  const session = await open_policy(page, venue, "evening", "club_evening");
  // Somebody comes, and the page does not hear of it.
  await page.route("**/api/v1/events/evening", (route) => route.abort());
  const scanned = await ask(venue, "POST", "/api/v1/events/evening/scans", { session, body: { code: "TICKET-1", scan: "1".padStart(26, "0") } });
  expect(scanned.body.outcome).toBe("admitted");
  await page.getByLabel("An admission counts").selectOption("venue_day");
  await page.getByRole("button", { name: "Review and save" }).click();
  await page.locator("dialog").getByRole("button", { name: "Save" }).click();
  await expect(field(page, "admission_counts_for").locator(".wrong-text")).toContainText("cannot be changed any more");
  await expect(field(page, "transfer").locator(".wrong-text")).toHaveCount(0);
});

test("Once a guest has come, what was counted by cannot be touched", async ({ page, venue }) => {
  const session = await open_policy(page, venue, "evening", "club_evening");
  await expect(page.getByLabel("An admission counts")).toBeEnabled();
  const scanned = await ask(venue, "POST", "/api/v1/events/evening/scans", { session, body: { code: "TICKET-1", scan: "1".padStart(26, "0") } });
  expect(scanned.body.outcome).toBe("admitted");
  await expect(page.getByLabel("An admission counts")).toBeDisabled();
  await expect(page.getByLabel("Coming in again")).toBeEnabled();
});

test("A policy is kept as a preset, and the next event begins with it", async ({ page, venue }) => {
  await open_policy(page, venue, "evening", "club_evening");
  await page.getByLabel("A colleague comes instead").selectOption("never");
  await expect(page.getByRole("button", { name: "Keep as a preset" })).toBeDisabled(); // what is kept is what is saved
  await page.getByRole("button", { name: "Review and save" }).click();
  await page.locator("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Keep as a preset" }).click();
  await page.locator("dialog").getByLabel("Name").fill("Our Evening");
  await page.locator("dialog").getByLabel("What it is for").fill("With our own rules");
  await page.locator("dialog").getByRole("button", { name: "Keep" }).click();
  await expect(page.locator(".own-presets li")).toContainText("our-evening");
  await page.goto(`${venue.url}/#/organise/new-event`);
  await expect(page.locator(".preset").first()).toContainText("With our own rules");
  await venue.create_event("next", "our-evening", "Next");
  expect((await policy_of(venue, "next")).transfer).toBe("never");
});

test.describe("What is sent", () => {
  const before = whole_policy({ walk_in: "staff", cap: { persons: 20, kind: "hard", counts: "admitted" }, badge: { print: true, template: "label" } });
  for (const [name, key, value, patch] of [
    ["one field", "walk_in", "no", { walk_in: "no" }],
    ["a part of an object", "cap.persons", 24, { cap: { persons: 24 } }],
    ["nothing in its place", "cap", null, { cap: null }],
    ["what the server had left out", "quotas.per_list", 4, { quotas: { per_list: 4 } }],
    ["a list as a whole", "badge.desks", ["Left"], { badge: { desks: ["Left"] } }],
    ["what is the same", "walk_in", "staff", {}],
  ] as [string, string, unknown, object][]) {
    test(`names ${name} and no other`, () => {
      expect(patch_of(before, with_value(before, key, value))).toEqual(patch);
    });
  }

  test("takes members away", () => {
    const two = with_value(before, "quotas.lists", { Anna: 3, Berta: 4 });
    expect(patch_of(two, with_value(two, "quotas.lists", { Berta: 4 }))).toEqual({ quotas: { lists: { Anna: null } } });
  });
});

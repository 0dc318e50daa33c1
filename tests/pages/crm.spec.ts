// After an event its attendance goes to the CRM: looked at, chosen, written, refused for one, and taken back.
import { accept_by_api, ask } from "./api";
import { correct, evening, line, organiser_of_a_summit, partners, people, summit_with_crm, whose_attendance } from "./crm_evening";
import { expect, expect_accessible, picture, sign_in, test, type Page } from "./fixture";
import type { StandIn } from "./stand_in";
import { packed_review, unreached_review } from "./states";
import { good_password } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

const system_words = "Validation failed: Empty mandatory field [ street ]";

const everybody = ["TICKET-900", ...people.filter(({ came }) => came).map(({ id }) => `TICKET-${id}`)];

const writes = async (crm: StandIn) => (await crm.log()).filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);

// Not "not written yet", nor on its way.
const expect_written = (page: Page, name: string) => expect(line(page, name).getByText("written", { exact: true })).toBeVisible({ timeout: 60_000 });

test("Attendance is written once, one row is refused, and all of it is taken back", async ({ page, venue }) => {
  const crm = await summit_with_crm(venue);
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  await correct(venue, session, "Emil Ernst", { company: "Hafen 7", email: "emil@hafen.example" });
  await evening(venue, session, everybody);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  await expect(line(page, "Ada Lovelace")).toContainText("not written yet");
  await expect(line(page, "Nina Niemand")).toContainText("no match there");
  await expect(line(page, "Emil Ernst")).toContainText("did not come");
  await expect(line(page, "Ada Lovelace")).toContainText("partner");
  await expect(line(page, "Emil Ernst")).toContainText("not known");
  await page.getByRole("button", { name: "Members 1" }).click();
  await expect(page.locator(".review tbody tr")).toHaveCount(1);
  await page.getByRole("button", { name: /^All/ }).click();
  const told = await venue.einlass("crm", "diff", "summit", "--to", "crm");
  expect(told.split("\n")[0]).toContain("MEMBER");
  expect(told).toMatch(/Ada Lovelace +Engines +partner +attended/);
  expect(told).toMatch(/Emil Ernst +Hafen 7 +not known +no_show/);
  await expect(line(page, "Emil Ernst")).toContainText("Company here: Hafen 7 · on the list: Elbe AG");
  await expect(line(page, "Emil Ernst")).toContainText("E-mail here: emil@hafen.example · on the list: emil@firm.example");
  await expect_accessible(page);
  await picture(page, "review");
  await page.getByRole("button", { name: /^Attended/ }).click();
  await expect(line(page, "Emil Ernst")).toHaveCount(0);
  await expect(line(page, "Ada Lovelace")).toHaveCount(1);

  // All who are shown, but one; another one is poisoned there.
  await crm.fault("refuse_row", { row: 102, words: system_words });
  await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
  await page.getByRole("checkbox", { name: "Choose Dora Diehl" }).uncheck();
  await expect_accessible(page);
  await page.getByRole("button", { name: "Write 3 chosen rows" }).click();
  await expect_written(page, "Ada Lovelace");
  await expect_written(page, "Cem Çelik");
  await expect(line(page, "Bea Berg")).toContainText("refused: In crm the mandatory field “street” is empty.", { timeout: 60_000 });
  await expect(line(page, "Bea Berg")).toContainText(`“${system_words}”`);
  await expect(line(page, "Dora Diehl")).toContainText("left out");
  await expect_accessible(page);
  await picture(page, "written");
  expect(await whose_attendance(crm)).toEqual([101, 103]);

  // Once more, without the poison: whoever was refused follows, and nobody is there twice.
  await crm.clear_faults();
  await page.getByRole("button", { name: /^Attended/ }).click();
  await page.getByRole("checkbox", { name: "Choose Bea Berg" }).check();
  await page.getByRole("button", { name: "Write 1 chosen row" }).click();
  await expect_written(page, "Bea Berg");
  await expect(line(page, "Bea Berg")).not.toContainText("refused");
  expect(await whose_attendance(crm)).toEqual([101, 102, 103]);
  // Who is there already is not offered, and chosen all the same is not written again.
  await expect(page.getByRole("checkbox", { name: "Choose Ada Lovelace" })).toHaveCount(0);
  const before = await writes(crm);
  const review = "/api/v1/events/summit/crm/crm";
  const { rows } = (await ask(venue, "GET", review, { session })).body as { rows: { name: string; ticket: string }[] };
  const tickets = rows.filter(({ name }) => name === "Ada Lovelace").map(({ ticket }) => ticket);
  expect(tickets).toHaveLength(1);
  expect((await ask(venue, "POST", review, { body: { place: "", confirm: false, tickets }, session })).status).toBe(200);
  await page.waitForTimeout(7000); // a delivery thread looks every five seconds
  expect(await whose_attendance(crm)).toEqual([101, 102, 103]);
  expect(await writes(crm)).toEqual(before);

  // Nothing is left to write, until who was left out is chosen after all.
  await expect(page.getByRole("button", { name: /^Write/ })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Choose Dora Diehl" }).check();
  await page.getByRole("button", { name: "Write 1 chosen row" }).click();
  await expect_written(page, "Dora Diehl");
  expect(await whose_attendance(crm)).toEqual([101, 102, 103, 104]);
  await expect(page.getByRole("button", { name: /^Write/ })).toHaveCount(0);

  await page.getByRole("button", { name: "Take all of it back" }).click();
  await expect_accessible(page);
  await picture(page, "undo-ask");
  await page.getByRole("dialog", { name: "Remove everything from crm?" }).getByRole("button", { name: "Remove it there" }).click();
  await expect.poll(() => whose_attendance(crm), { timeout: 60_000 }).toEqual([]);
  await expect(line(page, "Ada Lovelace")).toContainText("taken back", { timeout: 30_000 });
  await expect_accessible(page);
  await picture(page, "undone");
  expect((await crm.state()).customers!.flatMap((each) => each.manualSegments)).toEqual([partners]);
});

// The target takes her attendance, and not the segment of those who attended.
test("What is refused of a person stands in her row, and is written again with it", async ({ page, venue }) => {
  const crm = await summit_with_crm(venue);
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  await evening(venue, session, everybody);
  await crm.fault("refuse_row", { row: "segments of 102", words: system_words });
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await page.getByRole("button", { name: /^Write the .+ open rows/ }).click();
  await expect(line(page, "Bea Berg")).toContainText("refused: In crm the mandatory field “street” is empty.", { timeout: 60_000 });
  await expect_written(page, "Ada Lovelace");
  expect(await whose_attendance(crm)).toContain(102);
  expect(await venue.einlass("crm", "outbox")).toContain(`person 102  ${system_words}`);
  await crm.clear_faults();
  await page.getByRole("button", { name: "Write 1 refused row again" }).click();
  await expect(line(page, "Bea Berg")).not.toContainText("refused", { timeout: 60_000 });
  await expect(page.getByRole("button", { name: /^Write/ })).toHaveCount(0);
  expect((await whose_attendance(crm)).filter((customer) => customer === 102)).toHaveLength(1);

  // What was taken back was left out; let out anew, a refusal is one.
  await page.getByRole("button", { name: "Take all of it back" }).click();
  await page.getByRole("dialog", { name: "Remove everything from crm?" }).getByRole("button", { name: "Remove it there" }).click();
  await expect(line(page, "Bea Berg")).toContainText("taken back", { timeout: 60_000 });
  await expect.poll(async () => (await crm.state()).customers!.flatMap((each) => each.manualSegments), { timeout: 60_000 }).toEqual([partners]);
  await crm.fault("refuse_row", { row: "segments of 102", words: system_words });
  await page.getByRole("button", { name: /^Write the .+ open rows/ }).click();
  await expect(line(page, "Bea Berg")).toContainText("refused:", { timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Write 1 refused row again" })).toBeVisible();
});

test("What leaves the house is told of each kind of target", async ({ page, venue }) => {
  const at = (name: string, kind: string) => ({ name, kind, url: "http://127.0.0.1:9", organizer: kind === "pretix" ? "org" : undefined });
  await venue.connect([at("crm", "pimcore"), at("tickets", "pretix"), at("follow-up", "campaign_monitor")], "standin-key");
  await organiser_of_a_summit(page, venue);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  const told: Record<string, RegExp> = {
    crm: /the CRM gets the event, the time at the door and the category/,
    tickets: /pretix gets a check-in with the time at the door/,
    "follow-up": /whether they attended, were excused, were represented or did not come/,
  };
  for (const [target, text] of Object.entries(told)) {
    await page.getByLabel("Send to").selectOption(target);
    await expect(page.getByText(text)).toBeVisible();
    await expect(page.getByText(/Nothing is written yet/)).toHaveCount(1);
    if (target === "follow-up") await expect(page.getByText(/only attended or not|the category/)).toHaveCount(0);
  }
});

test("Of an event that is away nothing is promised that this server does not do", async ({ page, venue }) => {
  await organiser_of_a_summit(page, venue);
  await packed_review(page);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await expect(page.getByText(/nothing goes out from here by itself/)).toBeVisible();
  await expect(page.getByText(/is corrected there by itself/)).toHaveCount(0);
  await page.getByRole("button", { name: "Take all of it back" }).click();
  await expect(page.getByRole("dialog")).toContainText("What the other server has written is not known here, and stays.");
  await expect(page.getByRole("dialog")).toContainText("All that was written of it from here is removed at pimcore.");
});

test("A target that is out of reach says since when, and what to do", async ({ page, venue }) => {
  await organiser_of_a_summit(page, venue);
  await unreached_review(page);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await expect(page.getByText(/pimcore has taken nothing since .+; it is tried again by itself\. Its certificate is not trusted\./)).toBeVisible();
  await picture(page, "target-unreached");
});

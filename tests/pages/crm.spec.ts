// After an event its attendance goes to the CRM: looked at, chosen, written, refused for one, and taken back.
import { accept_by_api, ask } from "./api";
import { expect, expect_accessible, picture, sign_in, test, type Page } from "./fixture";
import { StandIn } from "./stand_in";
import { good_password, type Venue } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

const people = [
  { id: 101, firstname: "Ada", lastname: "Lovelace", company: "Engines", came: true },
  { id: 102, firstname: "Bea", lastname: "Berg", company: "Nordlicht", came: true },
  { id: 103, firstname: "Cem", lastname: "Çelik", company: "Elbe AG", came: true },
  { id: 104, firstname: "Dora", lastname: "Diehl", company: "Hafen 7", came: true },
  { id: 105, firstname: "Emil", lastname: "Ernst", company: "Elbe AG", came: false },
].map((one) => ({ ...one, email: `${one.firstname.toLowerCase()}@firm.example` }));

const system_words = "Validation failed: Empty mandatory field [ street ]";

async function summit_with_crm(venue: Venue): Promise<StandIn> {
  const crm = await StandIn.open(venue, "cmf");
  await crm.load({ customers: people.map(({ came, ...customer }) => ({ active: true, ...customer })) });
  await venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice` }], "standin-key");
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", ["Code,First name,Last name,Company,E-mail", ...people.map((one) => `TICKET-${one.id},${one.firstname},${one.lastname},${one.company},${one.email}`), "TICKET-900,Nina,Niemand,,"]);
  await venue.einlass("crm", "pull", "--from", "crm", "--full");
  return crm;
}

// Everybody who came, and then the event is over.
async function evening(venue: Venue, code: string) {
  const session = await accept_by_api(venue, code, good_password);
  const done = async (path: string, body: object) => {
    const answer = await ask(venue, "POST", `/api/v1/events/summit/${path}`, { body, session });
    expect(answer.status, answer.text).toBe(200);
  };
  for (const id of [900, ...people.filter(({ came }) => came).map((one) => one.id)]) await done("scans", { code: `TICKET-${id}`, scan: `${id}`.padStart(26, "0") });
  await done("closing", { confirm: true });
}

const held = async (crm: StandIn) => (await crm.state()).activities!.map((each) => each.customerId as number).sort();
const writes = async (crm: StandIn) => (await crm.log()).filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
const line = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("Attendance is written once, one row is refused, and all of it is taken back", async ({ page, venue }) => {
  const crm = await summit_with_crm(venue);
  const organiser = await venue.invite("Olga Orga", "organiser");
  await evening(venue, organiser.code);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  await expect(line(page, "Ada Lovelace")).toContainText("not written yet");
  await expect(line(page, "Nina Niemand")).toContainText("nobody knows who this is there");
  await expect(line(page, "Emil Ernst")).toContainText("did not come");
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
  await page.getByRole("button", { name: "Write 3 that are chosen" }).click();
  await expect(line(page, "Ada Lovelace")).toContainText("written", { timeout: 60_000 });
  await expect(line(page, "Cem Çelik")).toContainText("written");
  await expect(line(page, "Bea Berg")).toContainText(`refused: ${system_words}`);
  await expect(line(page, "Dora Diehl")).toContainText("left out");
  await expect_accessible(page);
  await picture(page, "written");
  expect(await held(crm)).toEqual([101, 103]);

  // Once more, without the poison: whoever was refused follows, and nobody is there twice.
  await crm.clear_faults();
  await page.getByRole("button", { name: /^Attended/ }).click();
  await page.getByRole("checkbox", { name: "Choose Bea Berg" }).check();
  await page.getByRole("button", { name: "Write 1 that is chosen" }).click();
  await expect(line(page, "Bea Berg")).toContainText("written", { timeout: 60_000 });
  await expect(line(page, "Bea Berg")).not.toContainText("refused");
  expect(await held(crm)).toEqual([101, 102, 103]);
  const before = await writes(crm);
  await page.getByRole("checkbox", { name: "Choose Ada Lovelace" }).check();
  await page.getByRole("button", { name: "Write 1 that is chosen" }).click();
  await expect(page.getByText("It is on its way to crm.").last()).toBeVisible();
  await expect(line(page, "Ada Lovelace")).toContainText("written");
  await page.waitForTimeout(7000); // a delivery thread looks every five seconds
  expect(await held(crm)).toEqual([101, 102, 103]);
  expect(await writes(crm)).toEqual(before);

  await page.getByRole("button", { name: "Take all of it back" }).click();
  await expect_accessible(page);
  await picture(page, "undo-ask");
  await page.getByRole("dialog").getByRole("button", { name: "Take it back" }).click();
  await expect.poll(() => held(crm), { timeout: 60_000 }).toEqual([]);
  await expect(line(page, "Ada Lovelace")).toContainText("taken back", { timeout: 30_000 });
  await expect_accessible(page);
  await picture(page, "undone");
  expect((await crm.state()).customers!.flatMap((each) => each.manualSegments)).toEqual([]);
});

// Guests and persons come from other systems: looked at first, brought in, and told where it stopped.
import { accept_by_api, ask } from "./api";
import { pretix_position } from "./crm_evening";
import { expect, expect_accessible, picture, sign_in, test, type Page } from "./fixture";
import { StandIn } from "./stand_in";
import { good_password } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

const card = (page: Page, connector: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: connector, exact: true }) });

test("What comes from other systems is looked at, brought in, and told where it stopped", async ({ page, venue }) => {
  const tickets = await StandIn.open(venue, "pretix");
  await tickets.load({ orders: [{ id: "A1" }], positions: [pretix_position(1, "Ada Adler"), pretix_position(2, "Bea Berg"), pretix_position(3, "Cem Celik")] });
  await venue.connect([{ name: "tickets", kind: "pretix", url: tickets.url, organizer: "org" }], "standin-key");
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.einlass("crm", "link", "summit", "--from", "tickets", "--as", "fair");
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  const listed = async () => ((await ask(venue, "GET", "/api/v1/events/summit/guests", { session })).body.guests as { name: string; status: string }[]).filter(({ status }) => status !== "cancelled").map(({ name }) => name).sort();
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  // What is new since the first time is looked at before it changes anything.
  await page.getByRole("button", { name: "Bring in now: tickets" }).click();
  await expect.poll(listed, { timeout: 30_000 }).toEqual(["Ada Adler", "Bea Berg", "Cem Celik"]);
  await tickets.change({ update: { positions: [{ id: 2, company: "Nordlicht" }, { id: 3, canceled: true }] }, load: { positions: [pretix_position(4, "Dora Diehl")] } });
  await page.getByRole("button", { name: "See what would change: tickets" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Dora Diehl" })).toContainText("new");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Bea Berg" })).toContainText("Company");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Cem Celik" })).toContainText("withdrawn");
  await expect(sheet.locator(".figure-row dd")).toHaveText(["1", "1", "1", "1", "0"]);
  await expect_accessible(page);
  await picture(page, "look");
  expect(await listed()).toEqual(["Ada Adler", "Bea Berg", "Cem Celik"]);
  await sheet.getByRole("button", { name: "Bring it in" }).click();
  await expect(sheet).toHaveCount(0, { timeout: 30_000 });
  expect(await listed()).toEqual(["Ada Adler", "Bea Berg", "Dora Diehl"]);
  await expect(card(page, "tickets")).toContainText("1 new · 1 changed · 1 withdrawn");

  // The key is another one from now on: what that means and what to do is told, and heals by itself.
  await tickets.change({ key: "another" });
  await page.getByRole("button", { name: "Bring in now: tickets" }).click();
  await expect(card(page, "tickets").getByRole("alert")).toContainText("It does not take the key (HTTP 401). Put a valid one into its key file.");
  await expect_accessible(page);
  await picture(page, "pull-stopped");
  expect(await listed()).toEqual(["Ada Adler", "Bea Berg", "Dora Diehl"]);
  await tickets.change({ key: "standin-key" });
  await page.getByRole("button", { name: "Bring in now: tickets" }).click();
  await expect(card(page, "tickets").getByRole("alert")).toHaveCount(0, { timeout: 30_000 });
});

test("What a new field map would change of persons is looked at before it does", async ({ page, venue }) => {
  const crm = await StandIn.open(venue, "cmf");
  const customer = (id: number, firstname: string, interests: string[]) => ({ active: true, id, firstname, lastname: "Berg", company: "Elbe AG", email: `${firstname.toLowerCase()}@firm.example`, interests });
  await crm.load({ customers: [customer(101, "Ada", ["Wind", "Wasser"]), customer(102, "Bea", [])] });
  const connect = (fields?: string) => venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice`, fields }], "standin-key");
  await connect();
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.einlass("crm", "pull", "--from", "crm", "--full");
  await connect('topics = "interests", email = "mail"');
  const organiser = await venue.invite("Olga Orga", "organiser");
  await page.goto(`${venue.url}/`);
  await accept_by_api(venue, organiser.code, good_password);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  await page.getByRole("button", { name: "See what would change: crm" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("Nobody has an e-mail there.")).toBeVisible({ timeout: 30_000 });
  await expect(sheet.locator(".figure-row dd")).toHaveText(["2", "0", "2", "0"]);
  const ada = sheet.getByRole("listitem").filter({ hasText: "Ada Berg" });
  await expect(ada).toContainText("Topic fields: not given → Wind;Wasser");
  await expect(ada).toContainText("E-mail: ada@firm.example → not given");
  await expect(sheet.getByRole("row", { name: "Topic fields" }).getByRole("cell")).toHaveText(["1", "1"]);
  await expect_accessible(page);
  await picture(page, "look-at-persons");
  await sheet.getByRole("button", { name: "Leave it" }).click();
  expect(await venue.einlass("crm", "search", "ada@firm")).toContain("101");

  // Put right, it is what was wished for.
  await connect('topics = "interests"');
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await page.reload();
  await page.getByRole("button", { name: "See what would change: crm" }).click();
  await expect(sheet.locator(".figure-row dd")).toHaveText(["2", "0", "1", "0"], { timeout: 30_000 });
  await expect(sheet.getByText("Nobody has")).toHaveCount(0);
  await sheet.getByRole("button", { name: "Bring it in" }).click();
  await expect(sheet).toHaveCount(0, { timeout: 30_000 });
  await expect(card(page, "crm")).toContainText("1 changed");
});

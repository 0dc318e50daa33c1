// Who of the guest list is who in the CRM: proposed, found by hand, decided by a person, and taken back.
import { accept_by_api } from "./api";
import { evening, line, organiser_of_a_summit, whose_attendance } from "./crm_evening";
import { expect, expect_accessible, picture, sign_in, test } from "./fixture";
import { StandIn } from "./stand_in";
import { review } from "./states";
import { good_password } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

test("Who may be whom in the CRM is decided by a person, and taken back", async ({ page, venue }) => {
  const crm = await StandIn.open(venue, "cmf");
  const customer = (id: number, firstname: string, lastname: string, company: string, email: string) => ({ active: true, id, firstname, lastname, company, email });
  await crm.load({ customers: [customer(101, "Ada", "Adler", "Engines", "ada@firm.example"), customer(102, "Bea", "Berg", "Nordlicht", "bea@firm.example"), customer(103, "Cem", "Celik", "Elbe AG", "cem@firm.example"), customer(203, "Cem", "Celik", "Elbe AG", "cem@firm.example")] });
  await venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice` }], "standin-key");
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", ["Code,First name,Last name,Company,E-mail", "T-1,Ada,Adler,Engines,ada@firm.example", "T-2,Bea,Berg,Nordlicht,bea@privat.example", "T-3,Cem,Celik,Elbe AG,cem@firm.example"]);
  const organiser = await venue.invite("Olga Orga", "organiser");
  await evening(venue, await accept_by_api(venue, organiser.code, good_password), ["T-1", "T-2", "T-3"]);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await page.getByRole("button", { name: "Bring in now: crm" }).click();

  const heading = (text: string) => page.getByRole("heading", { name: text });
  await expect(heading("2 guests may be somebody in the CRM")).toBeVisible({ timeout: 30_000 });
  const bea = page.locator(".match").filter({ hasText: "bea@privat.example" });
  await expect(bea).toContainText("bea@firm.example");
  await expect(bea).toContainText("Name and company are the same; the e-mail is another one.");
  await expect(page.locator(".match").filter({ hasText: "cem@firm.example" })).toContainText("2 people there have this e-mail.");
  await expect(line(page, "Bea Berg")).toContainText("not clear who this is there");
  await expect_accessible(page);
  await picture(page, "matches");

  // One of two, and nobody.
  await page.getByRole("button", { name: "The same person: Cem Celik, 203", exact: true }).click();
  await expect(heading("1 guest may be somebody in the CRM")).toBeVisible();
  await page.getByRole("button", { name: "Not the same person: Bea Berg, 102" }).click();
  await expect(heading("Who is whom")).toBeVisible();
  await expect(line(page, "Bea Berg")).toContainText("no match there");
  await expect(line(page, "Cem Celik")).toContainText("not written yet");

  // Taken back, it is as if nobody had said anything.
  await page.getByText("Already decided: 2").click();
  await expect_accessible(page);
  await picture(page, "decided");
  await page.getByRole("button", { name: "Take it back: Bea Berg" }).click();
  await expect(heading("1 guest may be somebody in the CRM")).toBeVisible();
  await page.getByRole("button", { name: "The same person: Bea Berg, 102", exact: true }).click();
  await page.getByRole("button", { name: "Write the 3 open rows" }).click();
  await expect.poll(() => whose_attendance(crm), { timeout: 60_000 }).toEqual([101, 102, 203]);
});

test("A guest under another name is proposed, and one whom nothing resembles is found by hand", async ({ page, venue }) => {
  const crm = await StandIn.open(venue, "cmf");
  const customer = (id: number, firstname: string, lastname: string, company: string, email: string) => ({ active: true, id, firstname, lastname, company, email });
  await crm.load({ customers: [customer(101, "Anna", "Schmidt", "Engines", "anna@firm.example"), customer(102, "Beate", "Berg", "Nordlicht", "beate.berg@firm.example"), customer(103, "Cem", "Celik", "Elbe AG", "cem@firm.example")] });
  await venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice` }], "standin-key");
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", ["Code,First name,Last name,Company,E-mail", "T-1,Anna,Schmitt,Engines,anna@firm.example", "T-2,Bea,Berg-Meyer,,bea@privat.example", "T-3,Cem,Celik,Elbe AG,cem@firm.example"]);
  await venue.einlass("crm", "pull", "--from", "crm", "--full");
  const organiser = await venue.invite("Olga Orga", "organiser", "--event", "summit");
  await evening(venue, await accept_by_api(venue, organiser.code, good_password), ["T-1", "T-2", "T-3"]);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  const anna = page.locator(".match").filter({ hasText: "Anna Schmitt" });
  await expect(anna).toContainText("The e-mail is the same; the name is another one.");
  await page.getByRole("button", { name: "The same person: Anna Schmitt, 101", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Who is whom" })).toBeVisible();
  await expect(line(page, "Anna Schmitt")).toContainText("not written yet");

  await expect(line(page, "Bea Berg-Meyer")).toContainText("no match there");
  await page.getByRole("button", { name: "Find in the CRM: Bea Berg-Meyer" }).click();
  const sheet = page.getByRole("dialog", { name: "Who is Bea Berg-Meyer in the CRM?" });
  await expect(sheet.getByRole("status")).toContainText("Nobody in the CRM was found by that.");
  await expect_accessible(page);
  await sheet.getByLabel("Part of a name, company or e-mail address in the CRM").fill("berg nordl");
  await sheet.getByRole("button", { name: "Search the CRM" }).click();
  await expect(sheet.getByRole("listitem")).toHaveCount(1);
  await expect(sheet.getByRole("listitem")).toContainText("beate.berg@firm.example");
  await expect_accessible(page);
  await picture(page, "found");
  await sheet.getByRole("button", { name: "The same person: Beate Berg, 102" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(line(page, "Bea Berg-Meyer")).toContainText("not written yet");
  await page.getByText("Already decided: 2").click();
  await expect(page.locator(".decided li").filter({ hasText: "Bea Berg-Meyer" })).toContainText("the same person as Beate Berg in crm");

  // Whoever is written under another name is there once.
  await page.getByRole("button", { name: "Find a guest in the CRM" }).click();
  await page.getByLabel("Guest on the guest list, by name or company").fill("celik");
  await page.getByRole("dialog").getByRole("button", { name: /Cem Celik/ }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toContainText("cem@firm.example");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Write the 3 open rows" }).click();
  await expect.poll(() => whose_attendance(crm), { timeout: 60_000 }).toEqual([101, 102, 103]);
  expect(await venue.einlass("crm", "search", "nordl", "bea")).toMatch(/crm +102 +Beate Berg +Nordlicht +beate.berg@firm.example/);
});

test("The review asks of a walk-in whether she is a new person, and who may be her", async ({ page, venue }) => {
  await organiser_of_a_summit(page, venue);
  await review()(page);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  const walk_in = line(page, "Walburga Spontan");
  for (const text of ["walk-in", "new person?", "1 guest of the list has the same e-mail", "1 other walk-in has the same e-mail"]) await expect(walk_in).toContainText(text);
  await expect(line(page, "Petra Brandt").getByRole("cell", { name: "no", exact: true })).toBeVisible();
  await expect(line(page, "Björn Ng").getByRole("cell", { name: "not known", exact: true })).toBeVisible();
});

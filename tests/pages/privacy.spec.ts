// How long personal data is kept, its removal after an event, and what one person asks for.
import { readFile } from "node:fs/promises";
import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";
import { StandIn } from "./stand_in";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

const guests = ["Code,First name,Last name,Company,E-mail", "TICKET-0001,Ada,Lovelace,Engines,ada@engines.example", "TICKET-0002,Bea,Berg,Nordlicht,bea@nordlicht.example"];

// Of Ada Lovelace: a file to be read, and the complete one, which is handed back.
async function download_her_data(page: Page) {
  const downloads: { name: string; path: string }[] = [];
  page.on("download", async (file) => downloads.push({ name: file.suggestedFilename(), path: await file.path() }));
  await page.getByRole("button", { name: "Download their data: Ada Lovelace" }).click();
  await expect.poll(() => downloads.map(({ name }) => name).sort()).toEqual(["Ada-Lovelace.html", "Ada-Lovelace.json"]);
  return JSON.parse(await readFile(downloads.find(({ name }) => name.endsWith(".json"))!.path, "utf8"));
}

test("The persons of an event are erased once it is closed, and its figures stay", async ({ page, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit", -30, 180);
  await venue.import_guests("summit", guests);
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/events/summit`);
  await page.getByRole("button", { name: "Let in Ada Lovelace" }).click();
  await page.goto(`${venue.url}/#/organise/events/summit/privacy`);
  await expect(page.getByText("90 days after closing")).toBeVisible();
  await expect(page.getByRole("button", { name: "Erase all guest data…" })).toBeDisabled();
  await page.getByLabel("Personal data, days after closing").fill("40");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("40 days after closing")).toBeVisible();
  await expect_accessible(page);
  await picture(page, "privacy-open");

  await page.goto(`${venue.url}/#/organise/events/summit/closing`);
  await page.getByRole("button", { name: "Close the event" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Close/ }).last().click();
  await expect(page.getByText(/Closed on .* by Olga Orga/)).toBeVisible();
  await page.goto(`${venue.url}/#/organise/events/summit/privacy`);
  await page.getByRole("button", { name: "Erase all guest data…" }).click();
  await expect_accessible(page);
  await picture(page, "privacy-ask");
  await page.getByRole("dialog").getByRole("button", { name: "Erase for ever" }).click();
  await expect(page.getByText(/All guest data of this event was erased on/)).toBeVisible();
  await expect_accessible(page);
  await picture(page, "privacy-erased");

  await page.goto(`${venue.url}/#/organise/events/summit/closing`);
  await expect(page.getByRole("row", { name: /^All/ })).toContainText("All2110"); // on the list, arrived, no-shows
  await page.goto(`${venue.url}/#/organise/events/summit/guests`);
  await expect(page.getByText("Lovelace")).toHaveCount(0);
  await page.goto(`${venue.url}/#/organise/audit`);
  await expect(page.getByText("Erased all guest data of an event")).toBeVisible();
});

test("What is known of a person is handed out, and she is erased", async ({ page, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", guests);
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/organise/persons`);
  await page.getByLabel("Name, organisation or e-mail address").fill("lovelace");
  await page.getByRole("button", { name: "Search all events" }).click();
  await expect(page.getByText("ada@engines.example")).toBeVisible();
  await expect(page.getByText("Berg")).toHaveCount(0);
  await expect_accessible(page);
  await picture(page, "person-found");
  const document = await download_her_data(page);
  expect(document.events[0].guest.guest.company).toBe("Engines");
  await page.getByRole("button", { name: "Erase Ada Lovelace" }).click();
  await expect_accessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Erase for ever" }).click();
  await expect(page.getByText("Erased: Ada Lovelace, as a guest of 1 event")).toBeVisible();
  await page.getByRole("button", { name: "Search all events" }).click();
  await expect(page.getByText("Nobody is known by that.")).toBeVisible();
  await expect_accessible(page);
});

test("Who is on no guest list is told what the CRM was last known to say of her", async ({ page, venue }) => {
  const crm = await StandIn.open(venue, "cmf");
  await crm.load({ customers: [{ active: true, id: 101, firstname: "Ada", lastname: "Lovelace", company: "Engines", email: "ada@engines.example" }] });
  await venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice` }], "standin-key");
  await venue.einlass("crm", "pull", "--from", "crm", "--full");
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/organise/persons`);
  await page.getByLabel("Name, organisation or e-mail address").fill("ada@engines.example");
  await page.getByRole("button", { name: "Search all events" }).click();
  await expect(page.getByText("On no guest list: only in the CRM, as this server last read it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Erase Ada Lovelace" })).toHaveCount(0);
  await expect_accessible(page);
  await picture(page, "person-in-crm");
  const document = await download_her_data(page);
  expect(document.in_crm[0]).toMatchObject({ connector: "crm", id: "101" });
  const told = JSON.parse(await venue.einlass("person", "export", "ada@engines.example"));
  expect({ ...told, made: "" }).toEqual({ ...document, made: "" });
});

// Where the policy counts guests without a ticket, one tap each is all that their coming takes.
import { accept, expect, expect_accessible, picture, test } from "./fixture";

test.use({ viewport: { width: 390, height: 844 }, locale: "de-DE", hasTouch: true });

test("A host counts who has no name, and takes one back", async ({ page, venue }) => {
  await venue.create_event("lecture", "lecture", "Vortrag");
  await venue.einlass("event", "set-policy", "lecture", "walk_in=count_only");
  await venue.import_guests("lecture", ["Code,First name,Last name,Invited by", "TICKET-0001,Ada,Lovelace,Anna Berg"]);
  await accept(page, venue, await venue.invite("Anna Berg", "host", "--event", "lecture", "--list", "Anna Berg"));
  await page.goto(`${venue.url}/#/events/lecture`);
  const counted = page.locator("[data-test=counted]");
  const more = page.getByRole("button", { name: "Noch eine Person zählen" });
  const back = page.getByRole("button", { name: "Eine zurücknehmen" });
  const status = async () => (await (await page.request.get(`${venue.url}/api/v1/events/lecture/guests`)).json()).totals.counted;

  await page.getByRole("button", { name: "Neu", exact: true }).tap();
  await expect(counted).toContainText("0 bisher");
  await expect(back).toHaveCount(0);
  for (let persons = 1; persons <= 3; ++persons) {
    await more.tap();
    await expect(counted).toContainText(`${persons} bisher`);
  }
  await picture(page, "counted");
  await page.setViewportSize({ width: 390, height: 1400 }); // all of the form above the bar
  await expect_accessible(page);
  // Her tap is hers to take back after she has looked elsewhere, too.
  await page.getByRole("button", { name: "Liste", exact: true }).tap();
  await page.getByRole("button", { name: "Neu", exact: true }).tap();
  await back.tap();
  await expect(counted).toContainText("2 bisher");
  expect(await status()).toBe(2);
  // A number, and no guest.
  expect((await venue.attendance("lecture")).filter((row) => row.name).map((row) => row.name)).toEqual(["Ada Lovelace"]);
  await venue.verify_journal("lecture");

  // Where the policy has the team register them, there is no such button.
  await venue.einlass("event", "set-policy", "lecture", "walk_in=staff");
  await page.reload();
  await page.getByRole("button", { name: "Neu", exact: true }).tap();
  await expect(page.getByLabel("Vorname")).toBeVisible();
  await expect(more).toHaveCount(0);
});

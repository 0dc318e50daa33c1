// What a browser's tab and a screen reader call each page (WCAG 2.4.2), in the chosen language. axe-core only sees that there
// is a title.
import { accept, expect, test, type Page } from "./fixture";

test.use({ viewport: { width: 390, height: 844 }, locale: "de-DE" });

const in_the_other_language = async (page: Page, title: string) => {
  await page.getByRole("button", { name: /^(English|Deutsch)$/ }).click();
  await expect(page).toHaveTitle(title);
};
const tap = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("Every page of a host says what it is, in her language", async ({ page, venue }) => {
  await venue.create_event("evening", "club_evening", "Club Evening");
  await venue.create_event("lunch", "lunch", "Lunch");
  const anna = await venue.invite("Anna Berg", "host", "--list", "anna");
  await page.goto(venue.url);
  await expect(page).toHaveTitle("Anmelden · Einlass");
  await in_the_other_language(page, "Sign in · Einlass");
  await in_the_other_language(page, "Anmelden · Einlass");
  await page.goto(`${venue.url}/#/certificate`);
  await expect(page).toHaveTitle("Das Zertifikat dieses Servers · Einlass");
  await in_the_other_language(page, "This server’s certificate · Einlass");
  await in_the_other_language(page, "Das Zertifikat dieses Servers · Einlass");
  await page.goto(`${venue.url}/#/invitation/${anna.code}`);
  await expect(page).toHaveTitle("Ihre Einladung · Einlass");
  await accept(page, venue, anna);
  await expect(page).toHaveTitle("Ihre Veranstaltungen · Einlass");

  await page.goto(`${venue.url}/#/events/evening`);
  await expect(page).toHaveTitle("Liste · Club Evening · Einlass");
  for (const tab of ["Tür", "Neu", "Scannen", "Mehr"]) {
    await tap(page, tab);
    await expect(page).toHaveTitle(`${tab} · Club Evening · Einlass`);
  }
  await in_the_other_language(page, "More · Club Evening · Einlass");
  await tap(page, "My account");
  await expect(page).toHaveTitle("My account · Einlass");
  await in_the_other_language(page, "Mein Konto · Einlass");
  await tap(page, "Auf diesem Gerät abmelden");
  await expect(page).toHaveTitle("Anmelden · Einlass");
});

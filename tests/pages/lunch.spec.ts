// An Entrepreneur Lunch without any kiosk: the host's phone is the door (docs/product.md).
import { accept, expect, expect_accessible, test } from "./fixture";

const seats = 20; // of the preset
const listed = Array.from({ length: 18 }, (_, i) => `TICKET-${1000 + i},Gast${i},Nachname${i},Firma ${i},Anna Berg`);

test.use({ viewport: { width: 390, height: 844 }, locale: "de-DE", hasTouch: true });

test("A host lets her lunch in, adds guests, and the hard cap holds", async ({ page, venue }) => {
  await venue.create_event("lunch", "lunch", "Entrepreneur Lunch");
  await venue.import_guests("lunch", ["Code,First name,Last name,Company,Invited by", ...listed]);
  const host = await venue.invite("Anna Berg", "host", "--event", "lunch", "--list", "Anna Berg");
  await accept(page, venue, host);
  await page.goto(`${venue.url}/#/events/lunch`);
  const arrived = page.locator("[data-test=arrived]");
  await expect(arrived).toContainText("0 / 18");
  await expect_accessible(page);

  await page.getByRole("button", { name: "Gast3 Nachname3 einlassen" }).tap();
  await expect(arrived).toContainText("1 / 18");
  await page.getByRole("button", { name: "Zurücknehmen" }).tap();
  await expect(arrived).toContainText("0 / 18");

  for (let i = 0; i < 18; ++i) await page.getByRole("button", { name: new RegExp(`^Gast${i} Nachname${i} einlassen$`) }).tap();
  await expect(arrived).toContainText("18 / 18");
  await expect(page.locator("[data-test=seats]")).toHaveText(String(seats - 18));

  // Two more find a seat, the next five none: nobody overrides a hard cap.
  for (let i = 0; i < 7; ++i) {
    await page.getByRole("button", { name: "Neu", exact: true }).tap();
    await page.getByLabel("Vorname").fill("Spontan");
    await page.getByLabel("Nachname").fill(`Nummer${i}`);
    await page.getByRole("button", { name: "Hinzufügen" }).tap();
    await expect(page.getByRole("button", { name: "Liste", exact: true })).toHaveAttribute("aria-current", "page");
    const let_in = page.getByRole("button", { name: `Spontan Nummer${i} einlassen` });
    await let_in.tap();
    if (i < 2) await expect(let_in).toHaveCount(0);
    else await expect(page.getByRole("alert").first()).toContainText("Kein Platz mehr frei");
  }
  await expect(arrived).toContainText("20 / ");
  await page.getByRole("searchbox").fill("nummer6");
  await expect(page.locator(".guest")).toHaveCount(1);
  await expect_accessible(page);
  const lines = (await venue.einlass("journal", "export", "--event", "lunch")).trim().split("\n").map((line) => JSON.parse(line));
  const inside = lines.filter((line) => line.entry?.fact?.kind === "admitted" || line.entry?.kind === "admitted");
  expect(inside.length).toBe(21); // twenty, and one that was taken back
});

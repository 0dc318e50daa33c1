// Somebody comes to a closed evening whom nobody has listed: the host is told where and when, and lets her in by name.
import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";
import { Kiosk } from "./kiosk";

test.use({ viewport: { width: 390, height: 844 }, locale: "de-DE", hasTouch: true });

const tab = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name });
const notice = (page: Page) => page.getByRole("status").filter({ hasText: /unbekannte|unknown code/ });

test("Who is on no list is announced to the host, added by name and let in", async ({ page, venue }) => {
  await venue.create_event("evening", "private_club", "Kaminabend");
  await venue.import_guests("evening", ["Code,First name,Last name,Invited by", "TICKET-0001,Bea,Andere,Berta Tal"]);
  await accept(page, venue, await venue.invite("Anna Berg", "host", "--event", "evening", "--list", "Anna Berg"));
  await page.goto(`${venue.url}/#/events/evening`);
  await tab(page, "Tür").tap();
  await expect(page.getByText("An keiner Tür wartet jemand.")).toBeVisible();
  await expect(notice(page)).toHaveCount(0);

  const kiosk = await Kiosk.open(venue, { name: "Nord", event: "evening", door: "Halle", language: "de" });
  await kiosk.scan("TICKET-9999");
  await kiosk.shows("Vielen Dank", "Unser Team weiß jetzt, dass Sie da sind. Ihre Nummer ist 1."); // as to everybody
  await expect(notice(page)).toHaveText(/^1 unbekannter Code um \d\d:\d\d: Nord · Halle\. Wer dort steht, kann unter „Neu“ aufgenommen werden\.$/);
  await expect_accessible(page);
  await picture(page, "unknown");
  await page.getByRole("button", { name: "English" }).tap();
  await expect(notice(page)).toHaveText(/^1 unknown code, shown at \d\d:\d\d: Nord · Halle\. Whoever stands there can be added under “New”\.$/);
  await page.getByRole("button", { name: "Deutsch" }).tap();

  await tab(page, "Neu").tap();
  await page.getByLabel("Vorname").fill("Ulla");
  await page.getByLabel("Nachname").fill("Unverhofft");
  await page.getByRole("button", { name: "Hinzufügen" }).tap();
  const let_in = page.getByRole("button", { name: "Ulla Unverhofft einlassen" });
  await let_in.tap();
  await expect(let_in).toHaveCount(0);

  await kiosk.touch("Fertig");
  await kiosk.scan("TICKET-9998");
  await kiosk.shows("Ihre Nummer ist 2.");
  await tab(page, "Tür").tap();
  await expect(notice(page)).toHaveText(/^2 unbekannte Codes, zuletzt um \d\d:\d\d: Nord · Halle\. Wer dort steht, kann unter „Neu“ aufgenommen werden\.$/);
  expect([...kiosk.ever].join("\n")).not.toMatch(/Ulla|Unverhofft|unbekannt|kennen|Liste|eingeladen/);

  const facts = (await venue.entries("evening")).map(({ fact, ticket }) => ({ ...fact, ticket }));
  expect(facts.filter(({ kind }) => kind === "refused").map(({ refusal, ticket }) => [refusal, ticket])).toEqual([["unknown_code", undefined], ["unknown_code", undefined]]);
  expect(facts.filter(({ kind }) => kind === "admitted").length).toBe(1);
  const ulla = (await venue.attendance("evening")).find(({ name }) => name === "Ulla Unverhofft");
  expect([ulla.admitted, ulla.list_owner]).toEqual([1, "Anna Berg"]);
  await venue.verify_journal("evening");
});

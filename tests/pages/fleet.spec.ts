// Kiosks as their organiser watches them, with a real kiosk: what it says of itself, a message on its screen, a call for
// help that is answered from a page, and a lane that has too much to do.
import { differs, trouble, usual_of } from "../../assets/web/src/organiser/fleet";
import { labels_end } from "../../assets/web/src/organiser/forecast";
import type { Kiosk as KioskShape } from "../../assets/web/src/organiser/shapes";
import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";
import { Kiosk } from "./kiosk";
import { Printer } from "./printer";
import type { Venue } from "./venue";

const laptop = { width: 1366, height: 900 };
const phone = { width: 390, height: 844 };

// Examined once, and in both sizes and themes for somebody to look at.
async function look(page: Page, name: string) {
  await expect_accessible(page);
  for (const [size, viewport] of Object.entries({ phone, laptop })) {
    await page.setViewportSize(viewport);
    for (const theme of ["light", "dark"]) {
      await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
      await picture(page, `${name}-${size}-${theme}`);
    }
  }
  await page.evaluate(() => (document.documentElement.dataset.theme = "light"));
}

async function in_language(page: Page, chosen: "de" | "en") {
  await page.evaluate((language) => localStorage.setItem("language", language), chosen);
  await page.reload();
}

async function evening(venue: Venue) {
  await venue.create_event("evening", "club_evening", "A Club Evening");
  const rows = Array.from({ length: 12 }, (_, index) => `TICKET-${String(index).padStart(4, "0")},Guest,Number${index}`);
  await venue.import_guests("evening", ["Code,First name,Last name", ...rows]);
}

const status_of = async (venue: Venue) => (await venue.json<{ kiosks: KioskShape[] }>("status")).kiosks[0]!;

test.describe("The fleet", () => {
  test("A kiosk tells of itself, shows a message, and its call is answered", async ({ venue, page }) => {
    await evening(venue);
    const organiser = await venue.invite("Olga Orga", "organiser");
    const host = await venue.invite("Hanna Host", "host", "--event", "evening");
    const kiosk = await Kiosk.open(venue, { name: "Nord 1", event: "evening", printer: await Printer.open(venue, "Desk") });
    try {
      await expect.poll(async () => (await status_of(venue)).printers, { timeout: 20_000 }).toEqual([{ name: "Desk", trouble: "", labels_left: null }]);
      const said = await status_of(venue);
      expect(said.connected).toBe(true);
      expect(said.stale).toBe(false);
      expect(said.pending).toBe(0);
      expect(said.font_set).toMatch(/^[0-9a-f]{64}$/);
      expect(await venue.einlass("status")).toMatch(/Nord 1: evening, connected, version .*\n\s+printer Desk: ready/);

      await page.setViewportSize(laptop);
      await accept(page, venue, organiser);
      await in_language(page, "en");
      await page.goto(`${venue.url}/#/organise/kiosks`);
      const row = page.getByRole("row", { name: /Nord 1/ });
      await expect(row).toContainText("connected");
      await expect(row).toContainText("Desk: ready");
      await expect(row).not.toContainText("fonts"); // it has those of all others

      await page.getByRole("button", { name: "Message to all kiosks" }).click();
      await page.getByRole("button", { name: "Show it" }).click();
      await expect(page.getByText("Please write the message in both languages.")).toHaveCount(2);
      await page.getByLabel("In German").fill("Der Beginn verschiebt sich auf 20 Uhr; bitte nehmen Sie noch etwas am Empfang, im Garten <b>ist</b> für alle gedeckt, die Garderobe ist im Keller links neben der Treppe.");
      await page.getByLabel("In English").fill("The start is put off until 8 p.m.; please help yourself at the reception in the garden. The cloakroom is downstairs, next to the lift.");
      await expect_accessible(page);
      await page.getByRole("button", { name: "Show it" }).click();
      await expect(page.locator(".wrong")).toHaveText(/characters too many/);
      await look(page, "message");
      await page.getByLabel("In German").fill("Der Beginn verschiebt sich auf 20 Uhr; bitte nehmen Sie noch etwas am Empfang im Garten. Die <b>Garderobe</b> ist im Keller, links neben der Treppe am Aufzug.");
      await page.getByRole("button", { name: "Show it" }).click();
      await expect(page.locator("blockquote.message").first()).toContainText("<b>Garderobe</b>");
      await kiosk.shows("The start is put off until 8 p.m.");
      await picture(kiosk, "kiosk-message");
      await kiosk.touch("Deutsch");
      await kiosk.shows("Die <b>Garderobe</b> ist im Keller");
      await picture(kiosk, "kiosk-message-de");
      await kiosk.touch("English");
      for (const language of ["de", "en"] as const) {
        await in_language(page, language);
        await expect(page.locator("blockquote.message")).toHaveCount(2);
        await look(page, `kiosks-${language}`);
      }
      await page.getByRole("button", { name: "Withdraw it" }).click();
      await expect(page.locator("blockquote.message")).toHaveCount(0);
      await expect.poll(() => kiosk.words()).not.toContain("The start is put off");

      await page.goto(`${venue.url}/#/organise/events/evening`);
      await expect(page.getByRole("heading", { name: "Lanes" })).toBeVisible();
      await expect(page.getByText("Not in use: Nord 1.")).toBeVisible();
      const hosts = await page.context().browser()!.newContext({ ignoreHTTPSErrors: true, viewport: phone, locale: "en-GB" });
      const at_door = await hosts.newPage();
      await accept(at_door, venue, host);
      await at_door.goto(`${venue.url}/#/events/evening`);
      await kiosk.touch("Ask for help");
      const alarm = at_door.getByRole("alert");
      await expect(alarm).toContainText("Help is wanted: Nord 1 · Main");
      await expect(page.getByText("Others are called first.")).toBeVisible();
      await kiosk.shows("We are calling our team");
      await picture(at_door, "call-host");
      await expect_accessible(at_door);
      await look(page, "call-organiser");
      await alarm.getByRole("button", { name: "I’ll go" }).click();
      await expect(alarm).toHaveCount(0);
      await expect(page.getByText("Hanna Host is going")).toBeVisible();
      await look(page, "in-hand");
      await kiosk.shows("Somebody is coming to you");
      await picture(kiosk, "kiosk-coming");
      await hosts.close();
    } finally {
      await kiosk.close();
    }
    await expect.poll(async () => (await status_of(venue)).connected).toBe(false);
    expect((await status_of(venue)).stale).toBe(true);
    expect(await venue.einlass("status")).toContain("as it said");
  });

  test("A lane without a pause asks for a further one", async ({ venue, page }) => {
    await evening(venue);
    const organiser = await venue.invite("Olga Orga", "organiser");
    const kiosk = await Kiosk.open(venue, { name: "Nord 1", event: "evening" });
    try {
      await page.setViewportSize(laptop);
      await accept(page, venue, organiser);
      await in_language(page, "en");
      await page.goto(`${venue.url}/#/organise/events/evening`);
      await expect(page.getByRole("heading", { name: "Lanes" })).toBeVisible();
      const begun = Date.now();
      const advice = page.getByText(/Open a further lane: the kiosk has hardly a pause left/);
      for (let guest = 0; guest < 8 && (await advice.count()) === 0; ++guest) {
        await kiosk.scan(`TICKET-${String(guest).padStart(4, "0")}`);
        await expect.poll(() => kiosk.shown(), { timeout: 20_000 }).toBe(guest + 1);
        await page.waitForTimeout(4000);
      }
      await expect(advice).toBeVisible();
      expect(Date.now() - begun).toBeLessThan(60_000);
      for (const language of ["en", "de"] as const) {
        await in_language(page, language);
        await expect(page.locator("#lanes")).toBeVisible();
        await look(page, `lanes-${language}`);
      }
    } finally {
      await kiosk.close();
    }
  });

  const kiosk = (name: string, more: Partial<KioskShape> = {}): KioskShape => ({
    id: name, name, door: "", event: "evening", revoked: false, paired: 0, last_seen: 1, connected: true, version: "2", font_set: "f", clock_off_ms: 0, sync_lag_ms: 0, pending: 0, printers: [], ...more,
  });

  test("Kiosks that need somebody come first", () => {
    const jam = [{ name: "A", trouble: "jam", labels_left: 3 }];
    const in_order = [
      kiosk("away", { connected: false, printers: jam }),
      kiosk("parked", { parked: [{ event: "evening", reason: "forked", entries: 1 }] }),
      kiosk("jammed", { printers: jam }),
      kiosk("late", { sync_lag_ms: 40_000 }),
      kiosk("unsure", { clock_off_ms: null }),
      kiosk("old", { version: "1" }),
      kiosk("fine"),
      kiosk("revoked", { revoked: true, connected: false }),
    ];
    const usual = usual_of(in_order);
    expect([...in_order].reverse().sort((one, other) => trouble(other, usual) - trouble(one, usual)).map(({ name }) => name)).toEqual(in_order.map(({ name }) => name));
  });

  test("The odd version is the one that fewer have; of equally many the older", () => {
    expect(usual_of([kiosk("a", { version: "1" }), kiosk("b"), kiosk("c")]).version).toBe("2");
    expect(usual_of([kiosk("a", { version: "0.10.0" }), kiosk("b", { version: "0.9.0" })]).version).toBe("0.10.0");
    expect(usual_of([kiosk("a", { version: "1", revoked: true }), kiosk("b")]).version).toBe("2");
    expect(differs(undefined, "2")).toBe(false);
    expect(differs("1", undefined)).toBe(false);
  });

  const coming = [{ at: 100, persons: 10 }, { at: 200, persons: 20 }, { at: 300, persons: 10 }];
  for (const [what, labels, end] of [
    ["nothing is printed", null, undefined],
    ["nobody knows", { needed: 40, left: null, uncounted: 1 }, undefined],
    ["they will do", { needed: 40, left: 40, uncounted: 0 }, undefined],
    ["some are not counted", { needed: 40, left: 5, uncounted: 1 }, undefined],
    ["they end at once", { needed: 40, left: 5, uncounted: 0 }, 100],
    ["they end with the second", { needed: 40, left: 29, uncounted: 0 }, 200],
    ["they end with the last", { needed: 40, left: 39, uncounted: 0 }, 300],
  ] as const) {
    test(`Labels: ${what}`, () => {
      expect(labels_end({ labels }, [...coming])).toBe(end);
    });
  }
});

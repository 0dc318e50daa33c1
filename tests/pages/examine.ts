// What holds of every view: axe-core finds nothing in it, light or dark, the organiser's on a laptop, all others on a phone;
// and none is wider than a narrow phone, in German, whose words are the longer ones.
import type { Browser } from "../../assets/web/node_modules/@playwright/test/index.mjs";
import { prepare } from "./evening";
import { expect, expect_accessible, test, type Page } from "./fixture";
import type { Venue } from "./venue";
import { show, sign_in_as, type View } from "./views";

// WCAG 1.4.10: at a width of 320 nothing has to be scrolled sideways but tables.
async function expect_reflow(page: Page, before: { width: number; height: number }) {
  await page.setViewportSize({ width: 320, height: 640 });
  const too_wide = () => page.evaluate(() => {
    if (document.documentElement.scrollWidth <= 320) return [];
    return [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > 320).map((each) => `${each.tagName} ${each.className} ${each.textContent?.slice(0, 30)}`);
  });
  await expect.poll(too_wide, { message: "scrolls sideways" }).toEqual([]);
  await page.setViewportSize(before);
}

// By the page's own button, which a dialog covers.
async function speak(page: Page, language: string) {
  await page.locator(`button[lang=${language}]`).first().evaluate((button) => (button as HTMLButtonElement).click());
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}

export async function examine(venue: Venue, browser: Browser, all: View[]) {
  const evening = await prepare(venue, browser, 40);
  const invited = await venue.invite("Ingrid Invited", "host", "--event", "club");
  for (const as of new Set(all.map((each) => each.as))) {
    const viewport = as === "organiser" ? { width: 1366, height: 900 } : { width: 390, height: 844 };
    const context = await browser.newContext({ viewport, ignoreHTTPSErrors: true, locale: "en-GB", reducedMotion: "reduce", serviceWorkers: "block" });
    const page = await context.newPage();
    await sign_in_as(page, venue.url, as, evening);
    for (const view of all.filter((each) => each.as === as)) {
      await test.step(view.name, async () => {
        await show(page, venue.url, view, invited.code);
        await page.evaluate(() => { document.documentElement.dataset.theme = "light"; });
        await page.evaluate(() => {
          // What sticks to an edge covers a part of whatever is there just now, which a scroll frees.
          const unstuck = new CSSStyleSheet();
          unstuck.replaceSync(".host > nav, .save-bar, .sheet .acts, .sheet .row.apart, .sheet .form > .button { position: static !important; }");
          document.adoptedStyleSheets = [unstuck];
        });
        await expect_accessible(page);
        await page.evaluate(() => { document.documentElement.dataset.theme = "dark"; });
        await expect_accessible(page, ["color-contrast"]); // all that a theme changes
        await speak(page, "de");
        await expect_reflow(page, viewport);
        await speak(page, "en"); // texts are looked for in English
      });
    }
    await context.close();
  }
}

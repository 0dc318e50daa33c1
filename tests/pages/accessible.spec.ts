// axe-core finds nothing in any view, light or dark: the organiser's on a laptop, all others on a phone.
import { prepare } from "./evening";
import { expect_accessible, test } from "./fixture";
import { show, sign_in_as, views, type View } from "./views";

test.setTimeout(280_000);

test("Every view, in both themes", async ({ browser, venue }) => {
  const evening = await prepare(venue, browser, 40);
  const invited = await venue.invite("Ingrid Invited", "host", "--event", "club");
  for (const as of ["nobody", "organiser", "host", "staff"] as View["as"][]) {
    const viewport = as === "organiser" ? { width: 1366, height: 900 } : { width: 390, height: 844 };
    const context = await browser.newContext({ viewport, ignoreHTTPSErrors: true, locale: "en-GB", reducedMotion: "reduce", serviceWorkers: "block" });
    const page = await context.newPage();
    await sign_in_as(page, venue.url, as, evening);
    for (const view of views.filter((each) => each.as === as)) {
      await test.step(view.name, async () => {
        await show(page, venue.url, view, invited.code);
        await page.evaluate(() => {
          // What sticks to an edge covers a part of whatever is there just now, which a scroll frees.
          const unstuck = new CSSStyleSheet();
          unstuck.replaceSync(".host > nav, .save-bar { position: static !important; }");
          document.adoptedStyleSheets = [unstuck];
        });
        for (const theme of ["light", "dark"]) {
          await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; }, theme);
          await expect_accessible(page);
        }
      });
    }
    await context.close();
  }
});

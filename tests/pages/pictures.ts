// Pictures of all views, for scripts/page-pictures: EINLASS_PICTURES names the folder, EINLASS_VIEWS a part of their names.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { prepare } from "./evening";
import { test } from "./fixture";
import { show, sign_in_as, views, type View } from "./views";

const folder = process.env.EINLASS_PICTURES ?? "pictures";
const wanted = views.filter(({ name }) => new RegExp(process.env.EINLASS_VIEWS ?? "").test(name));
const sizes = { phone: { width: 390, height: 844 }, laptop: { width: 1366, height: 900 } };
const tallest = 2560;
const looks = (process.env.EINLASS_LOOKS ?? "en-light,de-light,en-dark,de-dark").split(",").map((each) => each.split("-") as [string, string]);

// Views are opened in English; the page then changes as somebody changes it at its corner, without a loss of what is open.
test("Every view", async ({ browser, venue }) => {
  mkdirSync(folder, { recursive: true });
  const evening = await prepare(venue, browser);
  const invited = await venue.invite("Ingrid Invited", "host", "--event", "club");
  for (const as of ["nobody", "organiser", "host", "staff", "helper"] as View["as"][]) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const mine = wanted.filter((view) => view.as === as);
      if (mine.length === 0) continue;
      const context = await browser.newContext({ viewport, ignoreHTTPSErrors: true, locale: "en-GB", reducedMotion: "reduce", hasTouch: size === "phone", serviceWorkers: "block" });
      const page = await context.newPage();
      await sign_in_as(page, venue.url, as, evening);
      for (const view of mine) {
        for (const [language, theme] of looks) {
          await page.evaluate(([theme]) => { localStorage.setItem("language", "en"); localStorage.setItem("theme", theme!); }, [theme]);
          await show(page, venue.url, view, invited.code).catch((error) => console.error(`${view.name}: ${String(error).split("\n")[0]}`));
          if (language === "de") await page.evaluate(() => { const corner = [...document.querySelectorAll<HTMLElement>("button[lang=de]")]; corner[0]?.click(); });
          // The whole page, but no list to its end; what lies over it, such as a sheet, only within the screen.
          const tall = await page.evaluate(() => (document.querySelector("dialog[open]") ? 0 : document.documentElement.scrollHeight));
          await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, Math.min(tall, tallest)) });
          await page.waitForTimeout(150);
          await page.screenshot({ path: join(folder, `${view.name}-${size}-${language}-${theme}.png`) });
          await page.setViewportSize(viewport);
        }
      }
      await context.close();
    }
  }
});

// What the tests of the pages begin with.
import { createRequire } from "node:module";
import { expect, test as plain, type Page, type Request } from "../../assets/web/node_modules/@playwright/test/index.mjs";
import { good_password, Venue, type Person } from "./venue";

export { expect, type Page, type Request };

const axe_source = createRequire(import.meta.url).resolve("../../assets/web/node_modules/axe-core/axe.min.js");

export const test = plain.extend<{ venue: Venue }>({
  venue: async ({}, use) => {
    const venue = await Venue.open();
    await use(venue);
    await venue.close();
  },
});

export async function accept(page: Page, venue: Venue, person: Person) {
  await page.goto(`${venue.url}/#/invitation/${person.code}`);
  await page.locator("input[type=password]").fill(good_password);
  await page.locator("form button").click();
  await expect(page.locator("input[type=password]")).toHaveCount(0);
}

// By the form of sign-in, which the page shows.
export async function sign_in(page: Page, { sign_in }: Person) {
  await page.locator("input[autocomplete=username]").fill(sign_in);
  await page.locator("input[type=password]").fill(good_password);
  await page.locator("form button").click();
  await page.locator("input[type=password]").waitFor({ state: "detached" });
}

// For somebody to look at: EINLASS_PICTURES names a folder.
export async function picture(what: { screenshot(options: { path: string }): Promise<unknown> }, name: string) {
  const folder = process.env.EINLASS_PICTURES;
  if (folder) await what.screenshot({ path: `${folder}/${plain.info().titlePath[0]!.replace(".spec.ts", "")}-${name}.png` });
}

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

// WCAG 2.2 A and AA, as far as a program can tell. The policy of the pages lets no inline script in, so axe comes
// through the debugger's door. `rules`: these alone.
export async function expect_accessible(page: Page, rules?: string[]) {
  await page.evaluate(await (await import("node:fs/promises")).readFile(axe_source, "utf-8"));
  const results = await page.evaluate(async (wanted) => {
    const axe = (window as unknown as { axe: { run: (options: object) => Promise<unknown> } }).axe;
    return axe.run({ runOnly: wanted ? { type: "rule", values: wanted } : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  }, rules);
  const found = (results as AxeResults).violations.map((each) => `${each.id}: ${each.help}\n  ${each.nodes.map((node) => node.html).join("\n  ")}`);
  expect(found, found.join("\n")).toEqual([]);
}

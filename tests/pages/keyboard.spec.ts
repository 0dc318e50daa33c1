// With keys alone: where the focus goes on the pages at a door, that it is seen, and that nothing which sticks to an edge
// lies over it (WCAG 2.4.3, 2.4.7, 2.4.11).
import { accept, expect, test, type Page } from "./fixture";
import { waiting } from "./states";
import type { Venue } from "./venue";

test.use({ viewport: { width: 390, height: 844 }, locale: "en-GB" });

interface Focused {
  name: string;
  ring: number; // width of its outline
  free: boolean; // whether it can be seen at its middle
}

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const { left, top, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    const name = element.getAttribute("aria-label") ?? (element.id ? document.querySelector(`label[for="${element.id}"]`)?.textContent : null) ?? element.innerText;
    return { name: name.trim().split("\n")[0]!, ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth), free: at !== null && (element.contains(at) || at.contains(element)) };
  });

// Tab after Tab, until `many` have been seen.
async function walk(page: Page, many: number): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < many; ++i) {
    await page.keyboard.press("Tab");
    const one = await focused(page);
    expect(one.ring, `the focus is seen on "${one.name}"`).toBeGreaterThanOrEqual(3);
    expect(one.free, `nothing lies over "${one.name}"`).toBe(true);
    names.push(one.name);
  }
  return names;
}

const guests = 24;

async function open_circle(venue: Venue) {
  await venue.create_event("circle", "private_club", "A Circle");
  const rows = Array.from({ length: guests }, (_, index) => `CIRCLE-${1000 + index},Guest,Number${String(index).padStart(2, "0")},Anna Berg`);
  await venue.import_guests("circle", ["Code,First name,Last name,Host", ...rows]);
  return venue.invite("Anna Berg", "host", "--event", "circle", "--list", "Anna Berg");
}

test("Signing in takes the keys from top to bottom", async ({ page, venue }) => {
  await page.goto(`${venue.url}/`);
  await page.locator("form").waitFor();
  expect(await walk(page, 6)).toEqual(["Deutsch", "Dark colours", "Sign-in name", "Password", "Sign in", "Does your browser warn you about this page?"]);
});

test("The list is walked through with nothing over it, back and forth", async ({ page, venue }) => {
  await accept(page, venue, await open_circle(venue));
  await page.locator(".guest").first().waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const names = await walk(page, 7 + 2 * guests + 6);
  expect(names.slice(0, 4)).toEqual(["Deutsch", "Dark colours", `All ${guests}`, `Expected ${guests}`]);
  expect(names.slice(7, 11)).toEqual(["Guest Number00", "Let in Guest Number00", "Guest Number01", "Let in Guest Number01"]);
  expect(names.slice(-6)).toEqual(["Find a guest", "List", "Door", "New", "Scan", "More"]);
  for (let i = 0; i < 2 * guests; ++i) {
    await page.keyboard.press("Shift+Tab");
    expect((await focused(page)).free).toBe(true);
  }
});

test("At the door a sheet takes the focus, and gives it back", async ({ page, venue }) => {
  await accept(page, venue, await open_circle(venue));
  await waiting("circle")(page);
  await page.reload();
  await page.getByRole("button", { name: /^Door/ }).press("Enter");
  const decline = page.getByRole("button", { name: "Decline", exact: true }).first();
  await decline.waitFor();
  await page.getByRole("button", { name: "Dark colours" }).focus();
  expect(await walk(page, 2)).toEqual(["Let in", "Decline"]);
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toBeVisible();
  expect(await walk(page, 3)).toEqual(["Reason (for your records only)", "Back", "Decline"]);
  expect(await page.evaluate(() => document.querySelector("dialog")!.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(decline).toBeFocused();
});

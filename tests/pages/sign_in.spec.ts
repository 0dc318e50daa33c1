import { accept, expect, expect_accessible, test } from "./fixture";
import { good_password } from "./venue";

test.describe("Signing in", () => {
  test("by an invitation once, and by name and password from then on", async ({ page, venue }) => {
    await venue.create_event("lunch", "lunch", "Entrepreneur Lunch");
    const host = await venue.invite("Anna Berg", "host", "--event", "lunch");
    await page.goto(`${venue.url}/#/invitation/${host.code}`);
    await expect(page.getByRole("heading")).toContainText("Anna Berg");
    await expect_accessible(page);
    await page.locator("input[type=password]").fill("zu kurz");
    await page.locator("form button").click();
    await expect(page.locator(".field .wrong")).toBeVisible();
    await expect(page.locator("input[type=password]")).toBeFocused();
    await accept(page, venue, host);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Entrepreneur Lunch");

    await page.context().clearCookies();
    await page.goto(`${venue.url}/#/invitation/${host.code}`);
    await page.reload();
    await expect(page.getByRole("alert")).toBeVisible(); // spent
    await page.goto(`${venue.url}/`);
    await page.reload();
    await page.locator("input[autocomplete=username]").fill(host.sign_in);
    await page.locator("input[type=password]").fill("Ein anderes Passwort");
    await page.locator("form button").click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect_accessible(page);
    await page.locator("input[type=password]").fill(good_password);
    await page.locator("form button").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Entrepreneur Lunch");
  });
});

// What an organiser saves of an event: all of it, and of a joint evening what she hands to each host.
import { readFile } from "node:fs/promises";
import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB", acceptDownloads: true });

async function save(page: Page, title: string) {
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: title, exact: true }).click();
  const download = await saved;
  await expect(page.locator(".notice.success")).toContainText(download.suggestedFilename());
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

test("Each host of a joint evening is handed what is hers", async ({ page, venue }) => {
  await venue.create_event("evening", "club_evening", "A Joint Evening");
  await venue.import_guests("evening", ["Code,First name,Last name,Invited by", "T-1,Jana,Weiß,Anna Berg", "T-2,Omar,Haddad,Anna Berg", "T-3,Eva,Fremd,Dr. Berta Tal", "T-4,Ida,Ohne,"]);
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/events/evening`);
  await page.getByRole("button", { name: "Let in Eva Fremd" }).click();
  await page.goto(`${venue.url}/#/organise/events/evening/guests`);
  const names = async (title: string) => (await save(page, title)).name;

  const all = await save(page, "Attendance (CSV)");
  expect(all.name).toBe("evening-attendance.csv");
  for (const name of ["Jana Weiß", "Omar Haddad", "Eva Fremd"]) expect(all.content.toString()).toContain(name);
  await expect(page.getByRole("button", { name: "Journal (JSON lines)" })).toBeVisible();

  await page.getByLabel("Guest list", { exact: true }).selectOption("Dr. Berta Tal");
  await expect(page.getByText("these files only say how many came")).toBeVisible();
  await expect(page.getByRole("button", { name: "Journal (JSON lines)" })).toHaveCount(0);
  await expect_accessible(page);
  await picture(page, "downloads-of-a-list");
  const hers = await save(page, "Attendance (CSV)");
  expect(hers.name).toBe("evening-dr-berta-tal-attendance.csv");
  expect(hers.content.toString()).toContain("Eva Fremd");
  expect(hers.content.toString()).not.toContain("Jana");
  expect(hers.content.toString()).toContain("(others)");
  expect((await save(page, "Attendance (Excel)")).content.subarray(0, 2).toString()).toBe("PK");
  expect((await save(page, "Summary with charts (PDF)")).content.subarray(0, 5).toString()).toBe("%PDF-");

  await page.getByLabel("Guest list", { exact: true }).selectOption("All guest lists");
  expect(await names("Summary with charts (PDF)")).toBe("evening-summary.pdf");
  expect(await names("Journal (JSON lines)")).toBe("evening-journal.jsonl");
});

// The end of an evening at its doors: closed for whoever comes, and reopened in sight by a kiosk that was away.
import { accept, expect, expect_accessible, picture, test } from "./fixture";
import { Kiosk } from "./kiosk";
import { Line } from "./line";
import { Printer } from "./printer";

test.use({ viewport: { width: 1366, height: 900 }, locale: "de-DE" });

const marked_up = "<b>Lovelace</b> &amp; Co";

test("Kiosks let nobody in any more, and what one wrote alone before that reopens the event", async ({ page, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit");
  const guests = [`TICKET-0001,Ada,${marked_up}`, "TICKET-0002,Grace,Hopper", "TICKET-0003,Lia,Sommer"];
  await venue.import_guests("summit", ["Code,First name,Last name", ...guests]);
  const line = await Line.open(venue);
  const [here, away] = await Promise.all([
    Kiosk.open(venue, { name: "Nord", event: "summit", printer: await Printer.open(venue, "Nordlicht") }),
    Kiosk.open(venue, { name: "Süd", event: "summit", printer: await Printer.open(venue, "Südwind"), line }),
  ]);
  await here.scan("TICKET-0001");
  await here.shows(`Ada ${marked_up}`); // as it is typed, and nothing of it bold
  line.cut();
  await away.scan("TICKET-0002");
  await away.shows("Grace Hopper");

  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/organise/events/summit/closing`);
  await page.getByRole("button", { name: "Veranstaltung schließen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /schließen/ }).last().click();
  const state = page.getByText(/Geschlossen am .* von Olga Orga/);
  await expect(state).toBeVisible();
  await expect_accessible(page);
  await picture(page, "closed");

  // Whoever comes now is told so at the door.
  await here.touch("Done");
  const before = here.shown();
  await here.scan("TICKET-0003");
  await expect.poll(() => here.shown(), { timeout: 30_000 }).toBe(before + 1);
  expect(await here.words()).not.toContain("Welcome");

  line.heal();
  const late = page.getByText(/Danach kam noch 1 Eintrag/);
  await expect(late).toBeVisible({ timeout: 60_000 });
  await expect_accessible(page);
  await picture(page, "reopened");
  const came = (await venue.attendance("summit")).filter((row) => row.admitted > 0).map((row) => row.name);
  expect(came.sort()).toEqual([`Ada ${marked_up}`, "Grace Hopper"]);
  await venue.verify_journal("summit");
});

// The end of an evening: closing it, what arrives late, and a roll call that two people tick at once.
import { accept, expect, expect_accessible, picture, test } from "./fixture";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

test("An event is closed, shows what arrives late, and is closed again", async ({ page, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit", -30, 180);
  await venue.import_guests("summit", ["Code,First name,Last name,Company", "A,Ada,Lovelace,Works", "B,Bea,Berg,Nordlicht", "C,Cleo,Claus,Hafen"]);
  const olga = await venue.invite("Olga Orga", "organiser");
  await accept(page, venue, olga);
  await page.goto(`${venue.url}/#/events/summit`);
  await page.getByRole("button", { name: "Let in Ada Lovelace" }).click();
  await page.goto(`${venue.url}/#/organise/events/summit/closing`);
  await expect(page.getByRole("heading", { name: "Figures now" })).toBeVisible();
  await expect_accessible(page);
  await picture(page, "closing-open");
  await page.getByRole("button", { name: "Close the event" }).click();
  await expect_accessible(page);
  await picture(page, "closing-ask");
  await page.getByRole("dialog").getByRole("button", { name: "Close the event" }).click();
  await expect(page.getByText(/Closed on .* by Olga Orga/)).toBeVisible();
  const all = page.getByRole("row", { name: /^All/ });
  await expect(page.getByRole("columnheader", { name: "on the list" })).toBeVisible();
  await expect(all).toContainText("All312"); // on the list, arrived, no-shows

  // A refusal that an organiser sets aside at the door is an entry like any other.
  await page.goto(`${venue.url}/#/events/summit`);
  await page.getByRole("button", { name: "Let in Bea Berg" }).click();
  await page.getByRole("button", { name: "Let in all the same" }).click();
  await expect(page.locator("[data-test=arrived]")).toContainText("2 / 3");
  await page.goto(`${venue.url}/#/organise/events`);
  await expect(page.getByText("Reopened by late entries: 1 since closing")).toBeVisible();
  await picture(page, "closing-list");
  await page.goto(`${venue.url}/#/organise/events/summit/closing`);
  await expect(page.getByText(/After that 1 entry came; it is taken in/)).toBeVisible();
  await expect(all).toContainText("All312");
  await expect_accessible(page);
  await picture(page, "closing-late");
  expect(await venue.einlass("status")).toContain("reopened by late entries: 1 since closing");
  await page.getByRole("button", { name: "Close it again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Close/ }).last().click();
  await expect(all).toContainText("All321");
  await page.getByRole("button", { name: "Reopen the event" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reopen" }).click();
  await expect(page.getByRole("heading", { name: "Figures now" })).toBeVisible();
});

test("What comes up while she is asked is shown before it is set aside", async ({ page, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit", -30, 180);
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  const asked: object[] = [];
  let is_late = false;
  await page.route("**/summit/closing", async (route) => {
    const request = route.request();
    if (request.method() === "POST") {
      asked.push(request.postDataJSON());
      return is_late && !request.postDataJSON().confirm ? route.fulfill({ status: 403, json: { error: { kind: "refused", message: "This is still open: 1 conflict." } } }) : route.continue();
    }
    const response = await route.fetch();
    const closing = await response.json();
    return route.fulfill({ response, json: is_late ? { ...closing, open: { ...closing.open, conflicts: 1 } } : closing });
  });
  await page.goto(`${venue.url}/#/organise/events/summit/closing`);
  await page.getByRole("button", { name: "Close the event" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Kiosks let nobody in any more.");
  is_late = true;
  await dialog.getByRole("button", { name: "Close the event" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Something is open that was not before.");
  await expect(dialog).toContainText("1 doubtful admission is waiting for a decision.");
  await picture(page, "closing-meanwhile");
  await dialog.getByRole("button", { name: "Close all the same" }).click();
  await expect(page.getByText(/Closed on .* by Olga Orga/)).toBeVisible();
  expect(asked).toEqual([{}, { confirm: true }]);
});

test("What is open is asked for once, and again after a change, not by a clock", async ({ page, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit", -30, 180);
  await venue.import_guests("summit", ["Code,First name,Last name,Company", "A,Ada,Lovelace,Works"]);
  // The server beats by its own clock, but the page waits for it by the test's.
  await page.addInitScript(() => {
    window.EventSource = class extends EventSource {
      private readonly beats = setInterval(() => this.dispatchEvent(new Event("beat")), 15_000);
      override close() {
        clearInterval(this.beats);
        super.close();
      }
    };
  });
  const olga = await venue.invite("Olga Orga", "organiser");
  await accept(page, venue, olga);
  await page.clock.install();
  let asked = 0;
  page.on("request", (request) => (asked += request.method() === "GET" && request.url().endsWith("/summit/closing") ? 1 : 0));
  await page.goto(`${venue.url}/#/organise/events/summit/closing`);
  await expect(page.getByRole("row", { name: /^All/ })).toContainText("All101000");
  const minutes_later = async () => {
    await page.clock.runFor(120_000);
    await page.evaluate(() => fetch("/icon.svg").then(() => undefined)); // whatever was asked before has been seen by now
  };
  await minutes_later(); // the feed's beginning counts as a change
  expect(asked).toBeLessThanOrEqual(2);
  const before = asked;
  await minutes_later();
  expect(asked).toBe(before);

  const door = await page.context().newPage();
  await door.goto(`${venue.url}/#/events/summit`);
  await door.getByRole("button", { name: "Let in Ada Lovelace" }).click();
  await expect(door.locator("[data-test=arrived]")).toContainText("1 / 1");
  await page.bringToFront();
  await expect.poll(async () => {
    await page.clock.runFor(1000);
    return page.getByRole("row", { name: /^All/ }).textContent();
  }).toContain("All110000");
});

test("The house warns, and two people tick one roll call, one of them without the network for a while", async ({ page, browser, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit", -30, 180);
  await venue.einlass("event", "set-policy", "summit", "re_entry=none");
  await venue.import_guests("summit", ["Code,First name,Last name,Company,Quantity", "A,Ada,Lovelace,Works,1", "B,Bea,Berg,Nordlicht,3", "C,Cleo,Claus,Hafen,1"]);
  const olga = await venue.invite("Olga Orga", "organiser");
  const stefan = await venue.invite("Stefan Staff", "staff");
  await accept(page, venue, olga);
  await page.goto(`${venue.url}/#/events/summit`);
  await page.getByRole("button", { name: "Let in Ada Lovelace" }).click();
  await page.getByRole("button", { name: "Let in 3: Bea Berg" }).click();
  await expect(page.locator("[data-test=arrived]")).toContainText("4 / 5");

  await page.goto(`${venue.url}/#/organise/house`);
  await page.getByLabel("Most people allowed").fill("7");
  await page.getByLabel("Crew").fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The house is full: 7 people are in, and it holds 7.")).toBeVisible();
  await expect_accessible(page);
  await picture(page, "house");

  await page.getByRole("button", { name: "Roll call" }).click();
  const missing = page.locator("[data-test=missing]");
  await expect(missing).toHaveText("7");
  await expect(page.getByText("This is an estimate")).toBeVisible();

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "de-DE", ignoreHTTPSErrors: true, colorScheme: "dark" });
  const other = await phone.newPage();
  await accept(other, venue, stefan);
  await other.goto(`${venue.url}/#/roll-call`);
  const there = other.locator("[data-test=missing]");
  await expect(there).toHaveText("7");
  await expect_accessible(other);
  await picture(other, "roll-call-phone-de");

  await page.getByRole("checkbox", { name: /Lovelace, Ada/ }).click(); // it leaves the list of the missing
  await expect(there).toHaveText("6");
  await other.getByRole("button", { name: "Eine Person mehr von Berg, Bea" }).click();
  await expect(missing).toHaveText("5");

  await phone.setOffline(true);
  await other.getByRole("button", { name: "Eine Person mehr von Berg, Bea" }).click();
  await expect(there).toHaveText("4");
  await expect(other.getByText(/1 Haken bleibt auf diesem Gerät/)).toBeVisible();
  await picture(other, "roll-call-offline-de");
  await expect(missing).toHaveText("5");
  await phone.setOffline(false);
  await expect(missing).toHaveText("4");
  await expect(other.getByText(/Keine Verbindung/)).toHaveCount(0);

  await other.getByRole("button", { name: "Gefunden, nicht auf der Liste" }).click();
  await other.getByLabel("Name", { exact: true }).fill("Emmy Noether");
  await other.getByRole("button", { name: "Als gefunden hinzufügen" }).click();
  await page.getByRole("button", { name: /^All/ }).click();
  await expect(page.getByText("Emmy Noether")).toBeVisible();
  await expect(page.getByText("was not on the list")).toBeVisible();
  await expect_accessible(page);
  await picture(page, "roll-call-laptop");

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "List to print (PDF)" }).click();
  expect((await saved).suggestedFilename()).toBe("roll-call.pdf");
  await page.getByRole("button", { name: "End the roll call" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await expect(other.getByText("Die Vollzähligkeitsprüfung ist beendet.")).toBeVisible();
  expect(JSON.stringify(await venue.json("audit"))).toContain("roll_call.start");
  await phone.close();
});

test("A roll call is offered to whoever has people in the house", async ({ page, browser, venue }) => {
  await venue.create_event("today", "club_evening", "Club Evening", -30, 180);
  await venue.create_event("later", "club_evening", "Later Evening", 3 * 24 * 60, 3 * 24 * 60 + 180);
  for (const [key, role] of [["today", "helper"], ["later", "host"], ["later", "organiser"]]) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB", ignoreHTTPSErrors: true });
    const her = await context.newPage();
    const lists = role === "host" ? ["--list", "anna"] : [];
    await accept(her, venue, await venue.invite(`${role} ${key}`, role!, "--event", key!, ...lists));
    const asked = her.waitForResponse((answer) => answer.url().endsWith("/api/v1/roll-call"));
    await her.goto(role === "organiser" ? `${venue.url}/#/organise/events/${key}` : `${venue.url}/#/events/${key}`);
    if (role !== "organiser") await her.getByRole("button", { name: "More" }).click();
    await asked;
    await expect(her.getByRole(role === "organiser" ? "heading" : "button", { name: role === "organiser" ? "Later Evening" : "My account" })).toBeVisible();
    await expect(her.getByRole("button", { name: "Roll call" }), `${role} of ${key}`).toHaveCount(key === "today" ? 1 : 0);
    await context.close();
  }
  // Who has the whole venue may always start one.
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/organise/events/later`);
  await expect(page.getByRole("button", { name: "Roll call" })).toBeVisible();
});

test("Ticks of one roll call do not count in the next, and a refused one holds up no other", async ({ page, browser, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit", -30, 180);
  await venue.import_guests("summit", ["Code,First name,Last name,Company", "A,Ada,Lovelace,Works", "B,Bea,Berg,Nordlicht", "C,Jörg,Österreich,Hafen"]);
  const olga = await venue.invite("Olga Orga", "organiser");
  const stefan = await venue.invite("Stefan Staff", "staff");
  await accept(page, venue, olga);
  await page.goto(`${venue.url}/#/events/summit`);
  for (const name of ["Ada Lovelace", "Bea Berg", "Jörg Österreich"]) await page.getByRole("button", { name: `Let in ${name}` }).click();
  await expect(page.locator("[data-test=arrived]")).toContainText("3 / 3");
  await page.goto(`${venue.url}/#/organise/house`);
  await page.getByRole("button", { name: "Roll call" }).click();
  await expect(page.locator("[data-test=missing]")).toHaveText("3");

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB", ignoreHTTPSErrors: true });
  const other = await phone.newPage();
  await accept(other, venue, stefan);
  await other.goto(`${venue.url}/#/roll-call`);
  const there = other.locator("[data-test=missing]");
  await expect(there).toHaveText("3");
  await expect(other.getByRole("button", { name: "End the roll call" })).toHaveCount(0); // she did not start it
  await expect(other.locator(".roll-line .name")).toHaveText(["Berg, Bea", "Lovelace, Ada", "Österreich, Jörg"]);

  // What the server does not take is said, and what was ticked with it counts.
  await phone.setOffline(true);
  await other.getByRole("button", { name: "Found, not on the list" }).click();
  await other.getByLabel("Name", { exact: true }).fill("Wanda \u202eWaiter");
  await other.getByRole("button", { name: "Add as found" }).click();
  await other.getByRole("checkbox", { name: /Berg, Bea/ }).click();
  await expect(there).toHaveText("2");
  await phone.setOffline(false);
  await expect(page.locator("[data-test=missing]")).toHaveText("2");
  await expect(other.getByText("The server did not take these")).toBeVisible();
  await expect(other.getByRole("alert").getByText(/Wanda/)).toBeVisible();
  await expect_accessible(other);
  await picture(other, "roll-call-refused");
  await other.getByRole("button", { name: "Understood" }).click();
  await expect(other.getByText(/The server did not take/)).toHaveCount(0);

  // One ends and another begins while a phone is away.
  await phone.setOffline(true);
  await other.getByRole("checkbox", { name: /Lovelace, Ada/ }).click();
  await expect(there).toHaveText("1");
  await page.getByRole("button", { name: "End the roll call" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await page.getByRole("button", { name: "Roll call" }).click();
  await expect(page.locator("[data-test=missing]")).toHaveText("3");
  await phone.setOffline(false);
  await expect(other.getByText("Another roll call has begun")).toBeVisible();
  await expect(other.getByText("1 tick of the one before was not handed over")).toBeVisible();
  await expect(there).toHaveText("3");
  await expect_accessible(other);
  await picture(other, "roll-call-another");
  await expect(page.locator("[data-test=missing]")).toHaveText("3");

  // Ticked without the network, and over for good: said as well.
  await phone.setOffline(true);
  await other.getByRole("checkbox", { name: /Lovelace, Ada/ }).click();
  await page.getByRole("button", { name: "End the roll call" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await phone.setOffline(false);
  await expect(other.getByText("The roll call has ended.")).toBeVisible();
  await expect(other.getByText("2 ticks of the one before were not handed over")).toBeVisible();
  await expect(other.getByText("Another roll call has begun")).toHaveCount(0);
  await picture(other, "roll-call-lost");
  await phone.close();
});

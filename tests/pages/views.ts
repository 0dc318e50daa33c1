// Every view of the pages, as a person comes to it: for pictures of them and for what holds of all. Whoever makes a page
// adds it here. Texts are looked for in English.
import { sign_in, type Page } from "./fixture";
import type { Evening } from "./evening";
import { all_written, arrivals, calls, empty_review, erased_but_copies, finds, fleet, full_house, kept_until_soon, much_open, no_events, packed_review, persons_erased, persons_never_pulled, pulled_and_matched, questions, review, review_at_follow_up, silent_phones, stopped_for_its_organiser, unreachable, unreached_review, unwritten_review, waiting, would_pull } from "./states";
import { good_password } from "./venue";

export interface View {
  name: string; // of its picture
  as: "nobody" | "organiser" | "host" | "staff" | "helper";
  address: string; // behind "#/"; "{invitation}" stands for the code of one that is open
  given?: (page: Page) => Promise<unknown>; // what is so before it is opened
  open?: (page: Page) => Promise<unknown>; // what is tapped then
  ready: string; // a selector that shows only once all is there
}

const button = (name: RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();

const all_open = async (page: Page) => {
  await page.locator("details.panel").first().waitFor();
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
};

async function change_policy(page: Page) {
  await all_open(page);
  await page.getByLabel("Guests without a ticket").selectOption("self");
  await page.getByRole("switch", { name: "Only guests on the list" }).click();
  await page.getByLabel("Seats of the whole event: number of persons").fill("600");
}

const after = (...steps: ((page: Page) => Promise<unknown>)[]) => async (page: Page) => {
  for (const step of steps) await step(page);
};

const away = async (page: Page) => {
  await page.waitForTimeout(1500); // the lease of seats, and what it needs to go on alone
  await page.context().setOffline(true);
};

const find = (words: string) => (page: Page) => page.locator("input[type=search]").fill(words);

export const views: View[] = [
  { name: "sign-in", as: "nobody", address: "", ready: "form" },
  { name: "sign-in-wrong", as: "nobody", address: "", open: sign_in_wrongly, ready: ".notice.danger" },
  { name: "invitation", as: "nobody", address: "invitation/{invitation}", ready: "form" },
  { name: "invitation-weak", as: "nobody", address: "invitation/{invitation}", open: choose_weakly, ready: ".wrong" },
  { name: "invitation-gone", as: "nobody", address: "invitation/0123456789", ready: ".notice.danger" },
  { name: "unreachable", as: "nobody", address: "", given: unreachable("/me"), ready: ".notice" },
  { name: "certificate", as: "nobody", address: "certificate", ready: "[data-test=fingerprint]" },
  { name: "certificate-all", as: "nobody", address: "certificate", open: all_open, ready: "[data-test=fingerprint]" },
  { name: "organiser-events", as: "organiser", address: "organise/events", ready: ".event" },
  { name: "organiser-events-none", as: "organiser", address: "organise/events", given: no_events, ready: ".empty" },
  { name: "organiser-unpack", as: "organiser", address: "organise/events", open: button(/^Unpack/), ready: "dialog form" },
  { name: "organiser-unpack-wrong", as: "organiser", address: "organise/events", open: unpack_wrongly, ready: "dialog .notice.danger" },
  { name: "organiser-new-event", as: "organiser", address: "organise/new-event", ready: ".preset" },
  { name: "organiser-event", as: "organiser", address: "organise/events/summit", ready: ".chart" },
  { name: "organiser-event-away", as: "organiser", address: "organise/events/summit", given: unreachable("/events/summit/live"), ready: ".link-state.away" },
  { name: "organiser-event-calls", as: "organiser", address: "organise/events/summit", given: calls("summit"), ready: ".card.loud" },
  { name: "organiser-event-gone", as: "organiser", address: "organise/events/no-such-event", ready: ".notice" },
  { name: "organiser-event-doubts", as: "organiser", address: "organise/events/club", ready: ".inbox .acts" },
  { name: "organiser-event-phone-lost", as: "organiser", address: "organise/events/club", given: silent_phones, open: button(/^Declare lost/), ready: "dialog .acts" },
  { name: "organiser-event-phones", as: "organiser", address: "organise/events/club", given: silent_phones, ready: ".phone .button" },
  { name: "organiser-event-rehearsal", as: "organiser", address: "organise/events/summit-rehearsal", ready: ".rehearsal-bar" },
  { name: "organiser-event-empty", as: "organiser", address: "organise/events/lecture", ready: ".figure-row" },
  { name: "organiser-guests", as: "organiser", address: "organise/events/summit/guests", ready: "input[type=file]" },
  { name: "organiser-import", as: "organiser", address: "organise/events/lecture/guests", open: choose_list, ready: "table" },
  { name: "organiser-badges", as: "organiser", address: "organise/events/summit/badges", ready: ".badge-shown img" },
  { name: "organiser-badges-checked", as: "organiser", address: "organise/events/summit/badges", open: after(button(/^Check all badges/), (page) => page.locator(".workbench details summary").first().click()), ready: "[role=status] .notice, .workbench .notice" },
  { name: "organiser-badges-none", as: "organiser", address: "organise/events/lecture/badges", ready: ".workbench section + section .quiet-text" },
  { name: "organiser-paper", as: "organiser", address: "organise/events/summit/paper", ready: ".typing" },
  { name: "organiser-paper-found", as: "organiser", address: "organise/events/summit/paper", open: (page) => page.getByLabel("Row or name").fill("Friedrich"), ready: ".found .button" },
  { name: "organiser-paper-entered", as: "organiser", address: "organise/events/summit/paper", open: type_back, ready: ".entered" },
  { name: "organiser-closing", as: "organiser", address: "organise/events/summit/closing", ready: "#closing-figures" },
  { name: "organiser-closing-open", as: "organiser", address: "organise/events/summit/closing", given: much_open, ready: "#closing-open" },
  { name: "organiser-closing-ask", as: "organiser", address: "organise/events/summit/closing", given: much_open, open: button(/^Close it again/), ready: "dialog .acts" },
  { name: "organiser-crm", as: "organiser", address: "organise/events/summit/crm", given: unwritten_review, open: (page) => page.getByRole("checkbox", { name: "Choose Anna Schmidt" }).check(), ready: ".review tbody" },
  { name: "organiser-crm-written", as: "organiser", address: "organise/events/summit/crm", given: review(), ready: ".review tbody" },
  { name: "organiser-crm-stopped", as: "organiser", address: "organise/events/summit/crm", given: review({ stopped: 'The connector "pimcore" does not answer (SSL peer certificate or SSH remote key was not OK); its certificate is not trusted; name its issuer in "ca_file".' }), ready: ".notice.danger" },
  { name: "organiser-crm-stopped-there", as: "organiser", address: "organise/events/summit/crm", given: review({ stopped: "Api key is not valid for this site" }), ready: ".notice.danger" },
  { name: "organiser-crm-stopped-own", as: "organiser", address: "organise/events/summit/crm", given: stopped_for_its_organiser, ready: ".notice.danger ~ .row .button.main" },
  { name: "organiser-crm-away", as: "organiser", address: "organise/events/summit/crm", given: packed_review, ready: ".notice.attention" },
  { name: "organiser-crm-unreached", as: "organiser", address: "organise/events/summit/crm", given: unreached_review, ready: ".notice.attention" },
  { name: "organiser-crm-away-write", as: "organiser", address: "organise/events/summit/crm", given: packed_review, open: button(/^Write/), ready: "dialog .acts" },
  { name: "organiser-crm-away-undo", as: "organiser", address: "organise/events/summit/crm", given: packed_review, open: button(/^Take all of it back/), ready: "dialog .acts" },
  { name: "organiser-crm-follow-up", as: "organiser", address: "organise/events/summit/crm", given: review_at_follow_up, open: (page) => page.getByLabel("Send to").selectOption("follow-up"), ready: ".review tbody" },
  { name: "organiser-crm-find", as: "organiser", address: "organise/events/summit/crm", given: finds(), open: button(/^Find in the CRM: Walburga/), ready: "dialog .persons" },
  { name: "organiser-crm-find-nobody", as: "organiser", address: "organise/events/summit/crm", given: finds([]), open: button(/^Find in the CRM: Björn/), ready: "dialog p" },
  { name: "organiser-crm-find-guest", as: "organiser", address: "organise/events/summit/crm", given: finds(), open: after(button(/^Find a guest in the CRM/), (page) => page.getByLabel("Guest on the guest list, by name or company").fill("an")), ready: "dialog .found" },
  { name: "organiser-crm-done", as: "organiser", address: "organise/events/summit/crm", given: all_written, ready: ".review tbody" },
  { name: "organiser-crm-pulls", as: "organiser", address: "organise/events/summit/crm", given: pulled_and_matched, open: (page) => page.locator("#crm-matches ~ details summary").click(), ready: ".decided li" },
  { name: "organiser-crm-look", as: "organiser", address: "organise/events/summit/crm", given: would_pull, open: button(/^See what would change: tickets/), ready: "dialog .would-change" },
  { name: "organiser-crm-unknown-persons", as: "organiser", address: "organise/events/summit/crm", given: persons_never_pulled, ready: ".notice.attention" },
  { name: "organiser-crm-unknown-persons-ask", as: "organiser", address: "organise/events/summit/crm", given: persons_never_pulled, open: button(/^Write/), ready: "dialog .acts" },
  { name: "organiser-crm-undo", as: "organiser", address: "organise/events/summit/crm", given: review(), open: button(/^Take all of it back/), ready: "dialog .acts" },
  { name: "organiser-crm-empty", as: "organiser", address: "organise/events/summit/crm", given: empty_review, ready: "#crm-rows" },
  { name: "organiser-crm-none", as: "organiser", address: "organise/events/summit/crm", ready: ".sections ~ .stack > p" },
  { name: "organiser-privacy", as: "organiser", address: "organise/events/summit/privacy", ready: "#removal" },
  { name: "organiser-privacy-soon", as: "organiser", address: "organise/events/summit/privacy", given: kept_until_soon("/events/summit/retention"), ready: ".notice" },
  { name: "organiser-privacy-ask", as: "organiser", address: "organise/events/summit/privacy", given: kept_until_soon("/events/summit/retention"), open: button(/^Erase all guest data/), ready: "dialog .acts" },
  { name: "organiser-privacy-erased", as: "organiser", address: "organise/events/summit/privacy", given: persons_erased, ready: ".notice.success" },
  { name: "organiser-persons", as: "organiser", address: "organise/persons", given: kept_until_soon("/retention"), ready: "#default-days ~ form" },
  { name: "organiser-persons-found", as: "organiser", address: "organise/persons", open: find_person, ready: ".plain .button.danger" },
  { name: "organiser-persons-ask", as: "organiser", address: "organise/persons", open: after(find_person, button(/^Erase /)), ready: "dialog .acts" },
  { name: "organiser-persons-erased", as: "organiser", address: "organise/persons", given: erased_but_copies, open: after(find_person, button(/^Erase /), button(/^Erase for ever/)), ready: "#still-held" },
  { name: "organiser-servers", as: "organiser", address: "organise/events/summit/servers", ready: "#been + *" },
  { name: "organiser-servers-short", as: "organiser", address: "organise/events/summit/servers", open: button(/^Pack and save/), ready: ".wrong" },
  { name: "organiser-message", as: "organiser", address: "organise/events/summit", open: after(button(/^Message to this event/), button(/^Show it/)), ready: "dialog .wrong" },
  { name: "organiser-policy", as: "organiser", address: "organise/events/club/policy", ready: ".policy-group" },
  { name: "organiser-policy-all", as: "organiser", address: "organise/events/club/policy", open: all_open, ready: ".policy-group[open] + .policy-group[open]" },
  { name: "organiser-policy-changed", as: "organiser", address: "organise/events/club/policy", open: change_policy, ready: ".save-bar" },
  { name: "organiser-policy-changes", as: "organiser", address: "organise/events/club/policy", open: async (page) => { await change_policy(page); await button(/^Review and save/)(page); }, ready: ".changes" },
  { name: "organiser-settings", as: "organiser", address: "organise/events/summit/settings", ready: "#pictures" },
  { name: "organiser-rehearsal", as: "organiser", address: "organise/events/summit/rehearsal", ready: ".numbers" },
  { name: "organiser-rehearsal-report", as: "organiser", address: "organise/events/summit/rehearsal", open: play, ready: "[data-test=report]" },
  { name: "organiser-kiosks", as: "organiser", address: "organise/kiosks", ready: "h1" },
  { name: "organiser-kiosks-fleet", as: "organiser", address: "organise/kiosks", given: fleet, ready: ".fleet tbody tr:nth-child(5)" },
  { name: "organiser-kiosk", as: "organiser", address: "organise/kiosks", given: fleet, open: button(/^Haupteingang/), ready: "dialog form" },
  { name: "organiser-kiosk-revoke", as: "organiser", address: "organise/kiosks", given: fleet, open: after(button(/^Haupteingang/), button(/^Revoke this/)), ready: "dialog .acts" },
  { name: "organiser-house", as: "organiser", address: "organise/house", ready: "[data-test=inside]" },
  { name: "organiser-house-full", as: "organiser", address: "organise/house", given: full_house, ready: ".bar" },
  { name: "roll-call", as: "organiser", address: "organise/house", open: roll_call, ready: ".roll-line" },
  { name: "roll-call-add", as: "organiser", address: "organise/house", open: after(roll_call, button(/^Found, not/)), ready: "dialog form" },
  { name: "roll-call-away", as: "organiser", address: "organise/house", open: after(roll_call, away), ready: ".notice.danger" },
  { name: "roll-call-end", as: "organiser", address: "organise/house", open: after(roll_call, button(/^End the roll call/)), ready: "dialog .acts" },
  { name: "roll-call-over", as: "organiser", address: "organise/house", open: after(roll_call, button(/^End the roll call/), button(/^End it/)), ready: ".door .button" },
  { name: "organiser-kiosk-pair", as: "organiser", address: "organise/kiosks", open: button(/^Pair a kiosk/), ready: "dialog" },
  { name: "organiser-people", as: "organiser", address: "organise/people", ready: ".roster" },
  { name: "organiser-person", as: "organiser", address: "organise/people", open: button(/^Anna Berg/), ready: "dialog form" },
  { name: "organiser-person-invited", as: "organiser", address: "organise/people", open: invite, ready: "dialog .qr" },
  { name: "organiser-person-new", as: "organiser", address: "organise/people", open: button(/^Add a person/), ready: "dialog form" },
  { name: "organiser-audit", as: "organiser", address: "organise/audit", ready: ".audit" },
  { name: "organiser-account", as: "organiser", address: "organise/account", ready: ".session" },
  { name: "host-events", as: "host", address: "", ready: "h1" },
  { name: "host-events-none", as: "host", address: "", given: no_events, ready: "h1 + .quiet-text" },
  { name: "host-event-gone", as: "host", address: "events/no-such-event", ready: ".notice" },
  { name: "host-list", as: "host", address: "events/club", ready: ".guest" },
  { name: "host-list-nobody", as: "host", address: "events/club", open: find("Niemand"), ready: ".empty" },
  { name: "host-list-away", as: "host", address: "events/club", open: away, ready: ".link-state.away" },
  { name: "host-list-kept", as: "host", address: "events/club", open: after(away, (page) => page.locator(".guest .act").nth(1).click()), ready: ".link-state.away" },
  { name: "host-arrivals", as: "host", address: "events/club", given: arrivals, ready: ".arrivals" },
  { name: "host-call", as: "host", address: "events/club", given: calls("club"), ready: ".alarm" },
  { name: "host-guest", as: "host", address: "events/club", open: (page) => page.locator(".guest .who").first().click(), ready: "dialog .facts" },
  { name: "host-guest-arrived", as: "host", address: "events/club", open: (page) => page.locator(".guest:has(.state) .who").first().click(), ready: "dialog .facts" },
  { name: "host-guest-note", as: "host", address: "events/club", open: after((page) => page.locator(".guest .who").first().click(), button(/^Take a note/)), ready: "dialog textarea" },
  { name: "host-guest-name", as: "host", address: "events/club", open: after((page) => page.locator(".guest .who").first().click(), button(/^Correct the name/)), ready: "dialog form" },
  { name: "host-guest-instead", as: "host", address: "events/club", open: after((page) => page.locator(".guest:not(:has(.state)) .who").first().click(), button(/^Somebody else comes/)), ready: "dialog form" },
  { name: "host-waiting", as: "host", address: "events/circle", given: waiting("circle"), ready: ".alarm" },
  { name: "host-questions", as: "host", address: "events/club", given: questions, open: after((page) => page.locator(".guest .who").first().click(), button(/^Questions/), button(/^Save the answers/)), ready: "dialog .consent" },
  { name: "host-door", as: "host", address: "events/club", open: button(/^Door/), ready: ".host .acts" },
  { name: "host-door-waiting", as: "host", address: "events/circle", given: waiting("circle"), open: button(/^Door/), ready: ".host .acts" },
  { name: "host-decline", as: "host", address: "events/circle", given: waiting("circle"), open: after(button(/^Door/), button(/^Decline/)), ready: "dialog .acts" },
  { name: "host-door-calls", as: "host", address: "events/club", given: calls("club"), open: button(/^Door/), ready: ".card.loud" },
  { name: "host-add", as: "host", address: "events/club", open: button(/^New/), ready: "form" },
  { name: "host-add-wrong", as: "host", address: "events/club", open: after(button(/^New/), button(/^Add/)), ready: ".wrong" },
  { name: "host-companion", as: "host", address: "events/club", open: after((page) => page.locator(".guest .who").first().click(), button(/^Add a (companion|plus-one)/)), ready: ".host form" },
  { name: "host-scan", as: "host", address: "events/club", open: button(/^Scan/), ready: ".notice" },
  { name: "host-scan-away", as: "host", address: "events/club", open: after(away, button(/^Scan/)), ready: ".notice" },
  { name: "host-more", as: "host", address: "events/club", open: button(/^More/), ready: ".host" },
  { name: "host-release", as: "host", address: "events/club", open: after(button(/^More/), button(/^Release seats/)), ready: "dialog p" },
  { name: "host-roll-call", as: "host", address: "events/club", open: after(button(/^More/), button(/^Roll call/)), ready: ".roll-line" },
  { name: "host-account", as: "host", address: "account", ready: ".session" },
  { name: "staff-list", as: "staff", address: "events/summit", ready: ".guest" },
  { name: "staff-refused", as: "staff", address: "events/summit", open: after(find("Ingeborg Sauer"), button(/^Let in/)), ready: ".notice.danger" },
  { name: "staff-more", as: "staff", address: "events/summit", open: button(/^More/), ready: ".host" },
  { name: "helper-scan", as: "helper", address: "events/summit", ready: "nav" },
  { name: "helper-more", as: "helper", address: "events/summit", open: button(/^More/), ready: ".host" },
];

async function sign_in_wrongly(page: Page) {
  await page.locator("input[autocomplete=username]").fill("nobody.known");
  await page.locator("input[type=password]").fill("Nebel Ziegel Fagott");
  await page.locator("form button").click();
}

async function choose_weakly(page: Page) {
  await page.locator("input[type=password]").fill("Passwort123");
  await page.locator("form button").click();
}

async function unpack_wrongly(page: Page) {
  await button(/^Unpack/)(page);
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("File").setInputFiles({ name: "summit.einlass", mimeType: "application/octet-stream", buffer: Buffer.from("no event") });
  await sheet.getByLabel("Passphrase").fill(good_password);
  await sheet.getByRole("button", { name: "Unpack" }).click();
}

async function find_person(page: Page) {
  await page.getByLabel("Name, organisation or e-mail address").fill("Hohenlohe");
  await page.getByRole("button", { name: "Search all events" }).click();
  await page.locator(".plain .button.danger").first().waitFor();
}

async function type_back(page: Page) {
  await page.getByLabel("Row or name").fill("Friedrich");
  await page.locator(".found .button").first().click();
}

// Begins one, or joins the one that is under way.
async function roll_call(page: Page) {
  await button(/^Roll call/)(page);
  await page.locator(".roll-line").first().waitFor();
}

async function choose_list(page: Page) {
  const rows = ["Barcode,Vorname,Nachname,Firma,Kategorie,Status,Anrede,Bemerkung", "LECTURE-1,Ada,Lovelace,Analytical Engines,Early Bird,bestätigt,Frau,x", "LECTURE-2,,,Elbe AG,Member,bestätigt,,", "LECTURE-1,Grace,Hopper,,Guest,storniert,,", "1.23457E+23,Lise,Meitner,,Guest,vielleicht,,", "LECTURE-5,Emmy,Noether,,Speaker,bestätigt,,"];
  await page.locator("input[type=file]").setInputFiles({ name: "Gästeliste Future Lecture.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
}

async function invite(page: Page) {
  await button(/^Ingrid Invited/)(page);
  await button(/^Invite (again|to these pages)/)(page);
  await page.locator("dialog").getByRole("button", { name: "Invite", exact: true }).click();
}

async function play(page: Page) {
  await page.getByLabel("Kiosks", { exact: true }).fill("3");
  await page.getByRole("button", { name: "Play the arrivals" }).click();
}

// Signs in whoever the view is of, with a browser that was nowhere before.
export async function sign_in_as(page: Page, url: string, as: View["as"], evening: Evening) {
  await page.goto(`${url}/`);
  if (as === "nobody") return;
  await sign_in(page, evening[as]);
}

export async function show(page: Page, url: string, view: View, invitation: string) {
  await page.context().setOffline(false);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await view.given?.(page);
  await page.goto(`${url}/#/${view.address.replace("{invitation}", invitation)}`);
  await page.reload();
  await page.locator("h1, .notice").first().waitFor();
  await view.open?.(page);
  await page.locator(view.ready).first().waitFor({ timeout: 60_000 });
}

export const is_of_crm = ({ address }: View) => /^organise\/events\/[^/]+\/(crm|privacy)$/.test(address);

// Every view of the pages, as a person comes to it: for pictures of them and for what holds of all. Whoever makes a page
// adds it here. Texts are looked for in English.
import type { Page } from "./fixture";
import type { Evening } from "./evening";
import { good_password } from "./venue";

export interface View {
  name: string; // of its picture
  as: "nobody" | "organiser" | "host" | "staff";
  address: string; // behind "#/"; "{invitation}" stands for the code of one that is open
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

export const views: View[] = [
  { name: "sign-in", as: "nobody", address: "", ready: "form" },
  { name: "invitation", as: "nobody", address: "invitation/{invitation}", ready: "form" },
  { name: "certificate", as: "nobody", address: "certificate", ready: "[data-test=fingerprint]" },
  { name: "organiser-events", as: "organiser", address: "organise/events", ready: ".event" },
  { name: "organiser-new-event", as: "organiser", address: "organise/new-event", ready: ".preset" },
  { name: "organiser-event", as: "organiser", address: "organise/events/summit", ready: ".chart" },
  { name: "organiser-event-doubts", as: "organiser", address: "organise/events/club", ready: ".inbox .acts" },
  { name: "organiser-event-rehearsal", as: "organiser", address: "organise/events/summit-rehearsal", ready: ".rehearsal-bar" },
  { name: "organiser-event-empty", as: "organiser", address: "organise/events/lecture", ready: ".figure-row" },
  { name: "organiser-guests", as: "organiser", address: "organise/events/summit/guests", ready: "input[type=file]" },
  { name: "organiser-import", as: "organiser", address: "organise/events/lecture/guests", open: choose_list, ready: "table" },
  { name: "organiser-policy", as: "organiser", address: "organise/events/club/policy", ready: ".policy-group" },
  { name: "organiser-policy-all", as: "organiser", address: "organise/events/club/policy", open: all_open, ready: ".policy-group[open] + .policy-group[open]" },
  { name: "organiser-policy-changed", as: "organiser", address: "organise/events/club/policy", open: change_policy, ready: ".save-bar" },
  { name: "organiser-policy-changes", as: "organiser", address: "organise/events/club/policy", open: async (page) => { await change_policy(page); await button(/^Look and save/)(page); }, ready: ".changes" },
  { name: "organiser-settings", as: "organiser", address: "organise/events/summit/settings", ready: "#pictures" },
  { name: "organiser-rehearsal", as: "organiser", address: "organise/events/summit/rehearsal", ready: ".numbers" },
  { name: "organiser-rehearsal-report", as: "organiser", address: "organise/events/summit/rehearsal", open: play, ready: "[data-test=report]" },
  { name: "organiser-kiosks", as: "organiser", address: "organise/kiosks", ready: "h1" },
  { name: "organiser-kiosk-pair", as: "organiser", address: "organise/kiosks", open: button(/^Pair a kiosk/), ready: "dialog" },
  { name: "organiser-people", as: "organiser", address: "organise/people", ready: ".roster" },
  { name: "organiser-person", as: "organiser", address: "organise/people", open: button(/^Anna Berg/), ready: "dialog form" },
  { name: "organiser-person-invited", as: "organiser", address: "organise/people", open: invite, ready: "dialog .qr" },
  { name: "organiser-person-new", as: "organiser", address: "organise/people", open: button(/^Add a person/), ready: "dialog form" },
  { name: "organiser-audit", as: "organiser", address: "organise/audit", ready: ".audit" },
  { name: "organiser-account", as: "organiser", address: "organise/account", ready: ".session" },
  { name: "host-events", as: "host", address: "", ready: "h1" },
  { name: "host-list", as: "host", address: "events/club", ready: ".guest" },
  { name: "host-guest", as: "host", address: "events/club", open: (page) => page.locator(".guest .who").first().click(), ready: "dialog .facts" },
  { name: "host-door", as: "host", address: "events/club", open: button(/^Door/), ready: ".host .acts" },
  { name: "host-add", as: "host", address: "events/club", open: button(/^New/), ready: "form" },
  { name: "host-more", as: "host", address: "events/club", open: button(/^More/), ready: ".host" },
  { name: "host-account", as: "host", address: "account", ready: ".session" },
  { name: "staff-list", as: "staff", address: "events/summit", ready: ".guest" },
];

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
  const person = evening[as];
  await page.locator("input[autocomplete=username]").fill(person.sign_in);
  await page.locator("input[type=password]").fill(good_password);
  await page.locator("form button").click();
  await page.locator("input[type=password]").waitFor({ state: "detached" });
}

export async function show(page: Page, url: string, view: View, invitation: string) {
  await page.goto(`${url}/#/${view.address.replace("{invitation}", invitation)}`);
  await page.reload();
  await page.locator("h1").first().waitFor();
  await view.open?.(page);
  await page.locator(view.ready).first().waitFor({ timeout: 60_000 });
}

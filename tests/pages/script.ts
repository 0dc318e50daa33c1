// Markup in every name, note and label that somebody can type, and who walks through all pages then.
import type { Browser } from "../../assets/web/node_modules/@playwright/test/index.mjs";
import { ask } from "./api";
import { prepare, type Evening } from "./evening";
import { expect, test, type Page } from "./fixture";
import { Kiosk } from "./kiosk";
import type { Printer } from "./printer";
import { good_password, type Venue } from "./venue";
import { show, sign_in_as, views, type View } from "./views";

// Says where it was seen; runs where a page takes a text for markup, in an element or out of an attribute. As short as a
// person's name has to be.
export const mark = (text: string, field: string) => `${text.slice(0, 18)}'><b>${field}</b><img src=x onerror=hit=1>`;

// What `prepare` does not fill.
async function fill(venue: Venue, { session }: Evening) {
  const done = async (method: string, path: string, body?: unknown) => {
    const answer = await ask(venue, method, `/api/v1${path}`, { body, session });
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBe(200);
    return answer.body;
  };
  const both = (field: string) => ({ de: mark("", field), en: mark("", field) });
  await venue.create_event("dinner", "club_evening", mark("Dinner", "event"));
  await venue.import_guests("dinner", [`Code,First name,Last name,E-mail,Table`, `DINNER-1,Ada,Lovelace,${mark("ada@firm.example", "e-mail")},${mark("7", "table")}`]);
  await done("PATCH", "/events/summit", { organiser: mark("Club", "organiser"), welcome: both("welcome") });
  await done("PATCH", "/events/club/policy", { changes: { questions: [{ id: "diet", text: both("question"), required: true, consent: false, text_version: 1 }, { id: "photo", text: both("consent"), required: false, consent: true, text_version: 1 }] } });
  await done("PUT", "/events/summit/message", both("message"));
  await done("PUT", "/message", both("message"));
  await done("POST", "/events/club/preset", { name: "ours", description: both("preset") });
  const { guests } = await done("GET", "/events/club/guests");
  const { ticket } = guests.find(({ name }: { name: string }) => name.startsWith("Theodora"));
  for (const kind of ["access", "diet", "arrival", "other"]) await done("POST", `/events/club/guests/${ticket}/notes`, { kind, text: mark("", "note") });
  const { roll_call } = await done("POST", "/roll-call", {});
  await done("POST", "/roll-call/people", { roll_call, line: "page-1", name: mark("", "found") });
  await done("POST", "/events/summit/packed", { passphrase: good_password, label: mark("", "packed") });
}

// At the closed event: it shows a code that nobody knows, calls for help, and has a printer that does not answer.
async function stand(venue: Venue) {
  const printer = { name: mark("Desk", "printer"), uri: "ipp://localhost:1/ipp/print" } as Printer;
  const kiosk = await Kiosk.open(venue, { name: mark("North", "kiosk"), event: "circle", door: mark("Main", "door"), printer });
  await kiosk.scan("NOBODY-KNOWS-THIS");
  await kiosk.touch("Ask for help");
  const told = async () => (await venue.json<{ kiosks: { printers: { name: string }[] }[] }>("status")).kiosks.flatMap(({ printers }) => printers.map(({ name }) => name));
  await expect.poll(told, { timeout: 60_000 }).toContain(printer.name);
}

const guest = (name: string) => async (page: Page) => {
  await page.locator("input[type=search]").fill(name);
  await page.locator(".guest .who").first().click();
};

async function choose_list(page: Page) {
  const rows = [`Code,First name,Last name,Status,${mark("Wish", "column")}`, `LECTURE-1,Ada,Lovelace,${mark("", "status")},`];
  await page.locator("input[type=file]").setInputFiles({ name: mark("list.csv", "file"), mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
}

async function join_roll_call(page: Page) {
  await page.getByRole("button", { name: /^Roll call/ }).first().click();
  await page.getByRole("button", { name: /^All/ }).click();
}

// What no other view shows; before them, as one of those ends the roll call.
const more: View[] = [
  { name: "notes", as: "organiser", address: "events/club", open: guest("Theodora"), ready: "dialog .notice" },
  { name: "details", as: "organiser", address: "events/dinner", open: guest("Ada"), ready: "dialog .facts" },
  { name: "questions", as: "host", address: "events/club", open: async (page) => { await page.locator(".guest .who").first().click(); await page.getByRole("button", { name: /^Questions/ }).click(); }, ready: "dialog .consent" },
  { name: "door", as: "host", address: "events/circle", open: (page) => page.getByRole("button", { name: /^Door/ }).first().click(), ready: ".card .button.main" },
  { name: "columns", as: "organiser", address: "organise/events/lecture/guests", open: choose_list, ready: "table" },
  { name: "found", as: "organiser", address: "organise/house", open: join_roll_call, ready: ".roll-line.found" },
  { name: "calls", as: "organiser", address: "organise/events/circle", ready: ".card .button.main" },
];

// Of what other machines or bad luck bring about, and of what is away, the texts are invented ones.
const seen_as_it_is = ({ name, given }: View) => !given && !/-away|-kept$/.test(name);

export const shown = (page: Page) => page.evaluate(() => ({
  hit: (window as { hit?: number }).hit,
  injected: document.querySelectorAll("img[src=x], b, script:not([src])").length,
  text: document.body.textContent + [...document.querySelectorAll("input, textarea, option")].map((each) => (each as HTMLInputElement).value).join(),
}));

// In which fields it was seen.
async function walk(browser: Browser, venue: Venue, evening: Evening, all: View[]): Promise<Set<string>> {
  const fields = new Set<string>();
  const invited = await venue.invite(mark("Ingrid Invited", "person"), "host", "--event", "club");
  for (const as of new Set(views.map((view) => view.as))) {
    if (!all.some((each) => each.as === as)) continue;
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ignoreHTTPSErrors: true, locale: "en-GB", reducedMotion: "reduce", serviceWorkers: "block" });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on("console", (message) => /Content Security Policy|Refused to/.test(message.text()) && refused.push(message.text()));
    page.on("pageerror", (error) => refused.push(String(error)));
    await sign_in_as(page, venue.url, as, evening);
    for (const view of all.filter((each) => each.as === as)) {
      await test.step(view.name, async () => {
        await show(page, venue.url, view, invited.code);
        const { text, ...done } = await shown(page);
        expect({ ...done, refused }, view.name).toEqual({ hit: undefined, injected: 0, refused: [] });
        for (const [, field] of text.matchAll(/<b>([\w-]+)<\/b>/g)) fields.add(field!);
      });
    }
    await context.close();
  }
  return fields;
}

export async function look_through(venue: Venue, browser: Browser, chosen: (view: View) => boolean): Promise<string[]> {
  const evening = await prepare(venue, browser, 40, mark);
  await fill(venue, evening);
  await stand(venue);
  return [...(await walk(browser, venue, evening, [...more, ...views.filter(seen_as_it_is)].filter(chosen)))].sort();
}

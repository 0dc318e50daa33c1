// An evening on paper, on the organiser's laptop: the emergency list is saved, and what was ticked is typed back fast.
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";
import { local, program, run, type Venue } from "./venue";
import { marked_row, typed_row } from "../../assets/web/src/organiser/paper_row";

test.use({ viewport: { width: 1366, height: 900 }, locale: "de-DE" });

interface Row {
  row: number;
  code: string;
  line: { name: string };
}

// `understood`: once the page says so, which it cannot before it has the list's rows.
async function type_row(page: Page, text: string, understood?: string) {
  await page.getByLabel("Zeile oder Name").fill(text);
  if (understood) await expect(page.locator(".understood")).toContainText(understood);
  await page.keyboard.press("Enter");
}

test("The list is printed, and ticks become admissions marked paper", async ({ page, venue }) => {
  await venue.create_event("evening", "lecture", "Future Lecture");
  await venue.import_guests("evening", [
    "Code,First name,Last name,Company,Places",
    "TICKET-0001,Jana,Weiß,Nordlicht,1",
    "TICKET-0002,Omar,Haddad,Hafen,1",
    "TICKET-0003,Ida,Ärzen,Elbe,3",
    "TICKET-0004,Nora,Zuse,Kran,1",
  ]);
  const olga = await venue.invite("Olga Orga", "organiser");
  await accept(page, venue, olga);
  await page.goto(`${venue.url}/#/organise/events/evening/paper`);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Als PDF speichern" }).click();
  const name = (await saving).suggestedFilename();
  expect(name).toMatch(/^evening-list-\d{5}\.pdf$/);
  const list = Number(/\d{5}/.exec(name)![0]);
  await expect(page.getByText(`Liste ${list} mit 4 Gästen ist gespeichert.`)).toBeVisible();

  const known = await page.request.get(`${venue.url}/api/v1/events/evening/paper/${list}`);
  const rows: Row[] = (await known.json()).rows;
  expect(rows.map(({ line }) => line.name)).toEqual(["Ida Ärzen", "Omar Haddad", "Jana Weiß", "Nora Zuse"]);
  for (const { row, code } of rows) expect(typed_row(list, code)).toEqual({ row, persons: 0 });
  const code = (name: string) => rows.find(({ line }) => line.name === name)!.code;

  // The name that is understood is shown before anything is entered, and nothing is where the last digit is wrong.
  await page.getByLabel("Zeile oder Name").fill(code("Jana Weiß"));
  await expect(page.locator(".understood")).toContainText("Jana Weiß");
  const slip = code("Jana Weiß").replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  await type_row(page, slip);
  await expect(page.locator(".understood")).toContainText("Keine Zeile dieser Liste");
  await expect(page.locator(".entered")).toHaveCount(0);

  await type_row(page, code("Jana Weiß"));
  await expect(page.locator(".entered")).toHaveCount(1);
  await expect(page.getByLabel("Zeile oder Name")).toBeFocused();
  await expect(page.getByLabel("Zeile oder Name")).toHaveValue("");
  await type_row(page, code("Jana Weiß"));
  await expect(page.locator(".entered").first()).toContainText("zählt einmal");

  // Of a party, how many came is asked.
  await type_row(page, code("Ida Ärzen"));
  await expect(page.getByLabel("Personen")).toBeFocused();
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(page.locator(".entered").first()).toContainText("eingetragen, 2 Personen");

  // A slip of the typist.
  await type_row(page, code("Omar Haddad"));
  await page.getByRole("button", { name: /^Zurücknehmen.*Omar Haddad/ }).click();
  await expect(page.locator(".entered").first()).toContainText("zurückgenommen");

  // By name.
  await type_row(page, "zuse");
  await expect(page.locator(".entered").first()).toContainText("Nora Zuse");
  await expect_accessible(page);

  const csv = await venue.einlass("attendance", "export", "--event", "evening");
  const lines = csv.trim().split("\n");
  const how = lines[0]!.replace("\ufeff", "").split(",").indexOf("how");
  const of = (name: string) => lines.find((line) => line.includes(name))!.split(",");
  for (const name of ["Jana Weiß", "Ida Ärzen", "Nora Zuse"]) expect(of(name)[how]).toBe("paper");
  expect(of("Omar Haddad")[how]).toBe("");
  await venue.einlass("journal", "export", "--event", "evening", "--output", `${venue.folder}/journal.jsonl`);
  await venue.einlass("journal", "verify", `${venue.folder}/journal.jsonl`);

  // Who left: the time stands beside her row. A slip is taken back.
  const rows_again = page.waitForResponse((each) => each.url().endsWith(`/paper/${list}`)); // until then those of before may be meant
  await page.getByLabel("Auf der Liste steht").selectOption("left");
  await rows_again;
  const left_at = local(-1).slice(11);
  await type_row(page, code("Omar Haddad"), "Omar Haddad");
  await expect(page.getByLabel("Gegangen um")).toBeFocused();
  await type_row(page, `${code("Omar Haddad")} ${left_at}`);
  await expect(page.getByText("Von dieser Zeile war da niemand im Haus")).toBeVisible();
  await type_row(page, `${code("Jana Weiß")} 23:58`);
  await expect(page.getByText("Sie muss vorbei sein")).toBeVisible();
  await type_row(page, code("Nora Zuse") + " 99:99");
  await expect(page.getByLabel("Zeile oder Name")).toHaveValue(/99:99/);
  await page.getByLabel("Zeile oder Name").fill(`${code("Jana Weiß")} ${left_at}`);
  await expect(page.locator(".understood")).toContainText(`gegangen um ${left_at}`);
  await picture(page, "left");
  await page.keyboard.press("Enter");
  await expect(page.locator(".entered").first()).toContainText(`gegangen um ${left_at}, 1 Person`);
  await expect_accessible(page);
  await page.getByRole("button", { name: /^Zurücknehmen.*Jana Weiß/ }).first().click();
  await expect(page.locator(".entered").first()).toContainText("zurückgenommen");
  await type_row(page, `${code("Jana Weiß")} ${left_at}`);
  await expect(page.locator(".entered").first()).toContainText(`gegangen um ${left_at}, 1 Person`);

  // The command line is the same door.
  const gone = await venue.einlass("paper", "leave", "evening", "--list", String(list), "--at", local(-1), `${code("Ida Ärzen")}x2`);
  expect(gone).toContain("2 persons");
  const told = await venue.einlass("paper", "enter", "evening", "--list", String(list), code("Omar Haddad"), code("Jana Weiß"));
  expect(told).toContain("Omar Haddad");
  expect(told).toContain("was typed before");
});

test("Who was in beyond a fixed limit, or had to pay, is entered, with its own list whichever is chosen", async ({ page, venue }) => {
  await venue.create_event("evening", "lecture", "Future Lecture");
  await venue.import_guests("evening", ["Code,First name,Last name,Paid", "TICKET-0001,Jana,Weiß,", "TICKET-0002,Omar,Haddad,", "TICKET-0003,Ida,Ärzen,no"]);
  const policy = `${venue.folder}/changes.json`;
  await writeFile(policy, JSON.stringify({ seats: "first_come", cap: { persons: 1, kind: "hard", counts: "admitted" } }));
  await venue.einlass("event", "set-policy", "evening", "--file", policy);
  const print = async () => Number(/\blist (\d{5})/.exec((await run(program("einlass"), ["--state", venue.state, "emergency-list", "evening", "--output", `${venue.folder}/list.pdf`])).stderr)![1]);
  const first = await print();
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  const codes = async (list: number) => new Map((((await (await page.request.get(`${venue.url}/api/v1/events/evening/paper/${list}`)).json()).rows as Row[])).map(({ line, code }) => [line.name, code]));
  await page.goto(`${venue.url}/#/organise/events/evening/paper`);
  const of_first = await codes(first);
  await type_row(page, of_first.get("Jana Weiß")!, "Jana Weiß");
  const entered = page.locator(".entered");
  await expect(entered.first()).toContainText("eingetragen");
  await type_row(page, of_first.get("Omar Haddad")!);
  await expect(entered.first()).toContainText("nicht eingetragen");

  // Another list is printed and chosen; what was typed of the first one is still of that.
  const second = await print();
  await page.reload();
  await page.getByLabel("Liste", { exact: true }).selectOption(String(first));
  await type_row(page, of_first.get("Omar Haddad")!, "Omar Haddad");
  await expect(entered.first()).toContainText("Omar Haddad");
  await page.getByLabel("Liste", { exact: true }).selectOption(String(second));
  await page.getByRole("button", { name: /trotzdem.*Omar Haddad/ }).click();
  await expect(entered.first()).toContainText("eingetragen");
  await expect(entered.first()).not.toContainText("nicht eingetragen");

  await type_row(page, (await codes(second)).get("Ida Ärzen")!);
  await expect(entered.first()).toContainText("nicht eingetragen");
  await page.getByRole("button", { name: /^War da, Rechnung folgt.*Ida Ärzen/ }).click();
  await expect(entered.first()).toContainText("nicht eingetragen: Kein Platz");
  await page.getByRole("button", { name: /trotzdem.*Ida Ärzen/ }).click();
  await expect(entered.first()).not.toContainText("nicht eingetragen");
  await expect_accessible(page);

  const entries = await venue.entries("evening");
  const came = entries.filter((entry) => entry.fact.kind === "admitted").map((entry) => entry.place.name);
  expect(came).toEqual([`paper list ${first}`, `paper list ${first}`, `paper list ${second}`]);
  expect(entries.filter((entry) => entry.fact.kind === "overridden").map((entry) => entry.fact.refusal)).toEqual(["full", "full"]);
  expect(await venue.einlass("status")).toContain("2 persons beyond the cap of 1");
  await venue.verify_journal("evening");
});

// Where the row stands on the page, in points from its top.
async function height_of(file: string, code: string): Promise<number> {
  const { stdout } = await run("pdftotext", ["-bbox", file, "-"]);
  return Number(new RegExp(`yMin="([\\d.]+)" xMax="[\\d.]+" yMax="[\\d.]+">${code}<`).exec(stdout)![1]) + 4;
}

// What a phone sees a hand away: eleven dots a millimetre, the code beside the row in the middle, others above and below.
async function photograph(venue: Venue, file: string, code: string): Promise<Buffer> {
  const dpi = 280;
  const dots = (points: number) => Math.round((points / 72) * dpi);
  const [width, height] = [1280, 720];
  const left = dots((18 / 25.4) * 72) - width / 2;
  const top = dots(await height_of(file, code)) - height / 2;
  const at = join(await mkdtemp(join(venue.folder, "photo-")), "page");
  await run("pdftoppm", ["-png", "-r", String(dpi), "-singlefile", "-x", String(left), "-y", String(top), "-W", String(width), "-H", String(height), file, at]);
  return readFile(`${at}.png`);
}

// A camera that sees what the test holds before it.
async function give_camera(page: Page) {
  await page.addInitScript(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
    const context = canvas.getContext("2d")!;
    let shown: CanvasImageSource | undefined;
    setInterval(() => (shown ? context.drawImage(shown, 0, 0) : context.clearRect(0, 0, 1280, 720)), 50);
    Object.assign(window, {
      hold: async (png: string) => (shown = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (c) => c.charCodeAt(0))]))),
    });
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(15);
  });
}

// However slowly this machine reads, no row was out of the picture for long (PaperCamera).
const stop_time = (page: Page) =>
  page.evaluate(() => {
    const { now } = Date;
    const stopped = now();
    Date.now = () => stopped;
    Object.assign(window, { go_on: () => (Date.now = now) });
  });
const let_time_go_on = (page: Page) => page.evaluate(() => void (window as any).go_on());
const hold = (page: Page, photo: Buffer) => page.evaluate((png) => (window as any).hold(png), photo.toString("base64"));

test("Ticked rows are read by the camera, and looked at before they count", async ({ page, venue }) => {
  await give_camera(page);
  await venue.create_event("evening", "lecture", "Future Lecture");
  await venue.import_guests("evening", ["Code,First name,Last name,Company,Places", "TICKET-0001,Jana,Weiß,Nordlicht,1", "TICKET-0002,Omar,Haddad,Hafen,1", "TICKET-0003,Ida,Ärzen,Elbe,3"]);
  const file = join(venue.folder, "list.pdf");
  const { number: list } = JSON.parse(await venue.einlass("--json", "emergency-list", "evening", "--output", file).then(() => venue.einlass("--json", "paper", "list", "evening"))).lists[0];
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/organise/events/evening/paper`);
  const known = await page.request.get(`${venue.url}/api/v1/events/evening/paper/${list}`);
  const rows: Row[] = (await known.json()).rows;
  const code = (name: string) => rows.find(({ line }) => line.name === name)!.code;
  const mark = (name: string) => `${list}${code(name).split("-")[0]!.padStart(6, "0")}${code(name).at(-1)}`;

  // The print has neither a ticket's code nor a name in its codes: list, row and check digit.
  for (const { line } of rows) expect(marked_row(mark(line.name))).toEqual({ list, code: code(line.name) });
  expect(marked_row(mark("Jana Weiß").replace(/.$/, (digit) => String((Number(digit) + 1) % 10)))).toBeUndefined();
  expect(marked_row("TICKET-0001")).toBeUndefined();

  await page.getByRole("button", { name: "Zeilen mit der Kamera lesen" }).click();
  await expect(page.getByLabel("Kamerabild")).toBeVisible();
  await stop_time(page);
  await hold(page, await photograph(venue, file, code("Omar Haddad")));
  await expect(page.locator(".understood")).toContainText("Omar Haddad");
  await expect(page.locator(".entered")).toHaveCount(0);
  await page.getByLabel("Kamerabild").scrollIntoViewIfNeeded();
  await picture(page, "camera");
  await expect_accessible(page);

  // The next row before the camera changes nothing while this one waits.
  await hold(page, await photograph(venue, file, code("Jana Weiß")));
  await page.waitForTimeout(600);
  await expect(page.locator(".understood")).toContainText("Omar Haddad");
  await page.getByRole("button", { name: "Eintragen", exact: true }).click();
  await expect(page.locator(".entered").first()).toContainText("Omar Haddad");
  await expect(page.locator(".understood")).toContainText("Jana Weiß");

  // She was not ticked: put aside, and not read again at once.
  await page.getByRole("button", { name: "Nicht diese Zeile" }).click();
  await page.waitForTimeout(600);
  await expect(page.getByLabel("Zeile oder Name")).toHaveValue("");
  await expect(page.locator(".entered")).toHaveCount(1);

  // Of a party, how many were ticked is asked.
  await hold(page, await photograph(venue, file, code("Ida Ärzen")));
  await expect(page.locator(".understood")).toContainText("Ida Ärzen");
  await let_time_go_on(page);
  await page.getByRole("button", { name: "Eintragen", exact: true }).click();
  await expect(page.getByLabel("Personen")).toBeFocused();
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(page.locator(".entered").first()).toContainText("eingetragen, 2 Personen");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByLabel("Kamerabild").scrollIntoViewIfNeeded();
  await picture(page, "camera-phone");

  await page.getByRole("button", { name: "Kamera ausschalten" }).click();
  await expect(page.getByLabel("Kamerabild")).toHaveCount(0);
});

// Evenings on which nothing happens: a line that died without a word is noticed, and a page that stays open is heard of.
import { accept, expect, test, type Page, type Request } from "./fixture";
import { Line } from "./line";
import type { Venue } from "./venue";

const link = (page: Page) => page.locator("[data-test=link]");
const half_minute = 30_000;

// Through a line of her own, with a clock that the test moves.
async function open(page: Page, venue: Venue, address: string) {
  await venue.create_event("evening", "club_evening", "Club Evening");
  await venue.import_guests("evening", ["Code,First name,Last name", "TICKET-0001,Jana,Weiss"]);
  const olga = await venue.invite("Olga Orga", "organiser");
  const line = await Line.open(venue);
  await page.clock.install();
  await accept(page, Object.assign(Object.create(venue), { url: `https://127.0.0.1:${line.port}` }), olga);
  await page.goto(`https://127.0.0.1:${line.port}/#/${address}`);
  await expect(link(page)).toHaveText("connected");
  return line;
}

// Some time goes by, as often as it takes. What the page then does takes real time, in which its clock does not leap.
const comes_to = (page: Page, text: string) =>
  expect(async () => {
    await page.clock.runFor(1.5 * half_minute);
    await expect(link(page)).toHaveText(text, { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });

test.use({ locale: "en-GB" });

for (const address of ["events/evening", "organise/events/evening"]) {
  test(`A line that dies without a word is noticed (${address})`, async ({ page, venue }) => {
    const line = await open(page, venue, address);
    line.swallow();
    await comes_to(page, "no connection");
    line.heal();
    await comes_to(page, "connected");
  });
}

// A feed that stands, by the test's clock.
const standing = () => {
  globalThis.EventSource = class extends EventTarget {
    static OPEN = 1;
    readonly readyState = 1;
    private readonly beats = setInterval(() => this.dispatchEvent(new Event("beat")), 15_000);
    constructor() {
      super();
      setTimeout(() => this.dispatchEvent(new Event("open")));
    }
    close() {
      clearInterval(this.beats);
    }
  } as unknown as typeof EventSource;
};

test("An organiser sees that her page's questions stay unanswered, though the feed stands", async ({ page, venue }) => {
  await page.addInitScript(standing);
  await open(page, venue, "organise/events/evening");
  await page.route("**/events/evening/arrivals", (route) => route.abort());
  await comes_to(page, "no connection");
  await page.unroute("**/events/evening/arrivals");
  await comes_to(page, "connected");
});

test("A host's page speaks to the server while nothing changes, as long as somebody looks at it", async ({ page, venue }) => {
  await page.addInitScript(standing);
  await open(page, venue, "events/evening");
  let asked = 0;
  page.on("request", (request) => (asked += request.url().includes("/guests/changes") ? 1 : 0));
  const under_way = new Set<Request>();
  page.on("request", (request) => request.url().includes("/events/evening/") && under_way.add(request));
  page.on("requestfinished", (request) => under_way.delete(request));
  page.on("requestfailed", (request) => under_way.delete(request));
  const look = (state: string) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await page.clock.runFor(2 * half_minute);
  await expect.poll(() => asked).toBeGreaterThan(0);

  await look("hidden");
  const asked_in_a_while = async () => {
    const before = asked;
    await page.clock.runFor(half_minute);
    await page.evaluate(() => fetch("/icon.svg").then(() => undefined)); // whatever was asked before has been seen by now
    return asked - before;
  };
  const stirs = async () => (await asked_in_a_while()) + under_way.size;
  await expect.poll(async () => (await stirs()) + (await stirs())).toBe(0); // one may follow what was under way
  for (let i = 0; i < 10; ++i) expect(await asked_in_a_while()).toBe(0);
  const before = asked;
  await look("visible");
  await expect.poll(() => asked).toBeGreaterThan(before);
});

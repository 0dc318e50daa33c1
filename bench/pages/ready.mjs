// node bench/pages/ready.mjs [--guests 650] [--runs 9] [--slowdown 4]
//
// How long a host's phone takes from opening her page until the list can be used: in Debian's Chromium on a processor that
// is slowed down (Chrome DevTools Protocol, Emulation.setCPUThrottlingRate), with nothing cached, at a real server on
// loopback. Prints one line of JSON, times in ms. EINLASS_BUILD: where the programs were built; build/release without it.
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
process.env.EINLASS_BUILD ??= path("build/release");
const need = createRequire(path("assets/web/package.json"));
const { chromium } = need("@playwright/test");
const { buildSync } = need("esbuild");

const { values } = parseArgs({ options: { guests: { type: "string", default: "650" }, runs: { type: "string", default: "9" }, slowdown: { type: "string", default: "4" } } });
const guests = Number(values.guests);
const slowdown = Number(values.slowdown);

// The tests' own venue, so that there is one way to set one up.
async function from_tests(name) {
  const file = path(`tests/pages/${name}`);
  const here = JSON.stringify(pathToFileURL(file).href);
  const { outputFiles } = buildSync({ entryPoints: [file], bundle: true, format: "esm", platform: "node", write: false, define: { "import.meta.url": here }, banner: { js: `import { createRequire as needed } from "node:module"; const require = needed(${here});` } });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
const { Venue, good_password } = await from_tests("venue.ts");
const { accept_by_api } = await from_tests("api.ts");

async function evening(venue) {
  await venue.create_event("club", "club_evening", "Clubabend");
  const rows = Array.from({ length: guests }, (_, i) => `TICKET-${10000 + i},Gast${i},Nachname ${(i * 7919) % 9973},Firma ${i % 90} Gesellschaft,Club`);
  await venue.import_guests("club", ["Code,First name,Last name,Company,Invited by", ...rows]);
  const host = await venue.invite("Anna Berg", "host", "--event", "club", "--list", "Club");
  const { cookie } = await accept_by_api(venue, host.code, good_password);
  const [name, value] = cookie.split("=");
  return { name, value, url: venue.url, secure: true, httpOnly: true, sameSite: "Strict" };
}

// Two frames after the first guest can be let in: then she is on the screen, and a tap is heard.
function watch() {
  const seen = new MutationObserver(() => {
    if (!document.querySelector(".guest .act")) return;
    seen.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => (window.ready_ms = performance.now())));
  });
  seen.observe(document, { childList: true, subtree: true });
}

async function ready_ms(browser, venue, cookie) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, ignoreHTTPSErrors: true, locale: "de-DE" });
  await context.addCookies([cookie]);
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.goto(`${venue.url}/#/events/club`);
  const ms = await page.waitForFunction(() => window.ready_ms, undefined, { timeout: 60_000 }).then((found) => found.jsonValue());
  await context.close();
  return Math.round(ms);
}

const venue = await Venue.open();
const browser = await chromium.launch({ executablePath: process.env.EINLASS_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
try {
  const cookie = await evening(venue);
  await ready_ms(browser, venue, cookie); // the first one starts the browser's own processes
  const runs = [];
  for (let run = 0; run < Number(values.runs); ++run) runs.push(await ready_ms(browser, venue, cookie));
  const sorted = [...runs].sort((one, other) => one - other);
  console.log(JSON.stringify({ ready_ms: sorted[Math.floor(sorted.length / 2)], runs, guests, slowdown }));
} finally {
  await browser.close();
  await venue.close();
}

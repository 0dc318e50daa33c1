// Pictures of the organiser's page in Debian's Chromium, for the demo. Reads lines of JSON: first
// {"url","code","password","place","output"}, where "code" is of an invitation; then a name per line, which is answered with
// one line once OUTPUT/NAME-laptop.png (English, light) and OUTPUT/NAME-phone.png (German, dark) are there.
import { createInterface } from "node:readline";
import { chromium } from "../../assets/web/node_modules/@playwright/test/index.mjs";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { url, code, password, place, output } = JSON.parse((await lines.next()).value);
const browser = await chromium.launch({
  executablePath: process.env.EINLASS_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const looks = {
  laptop: { viewport: { width: 1366, height: 900 }, locale: "en-GB", colorScheme: "light" },
  phone: { viewport: { width: 390, height: 844 }, locale: "de-DE", colorScheme: "dark" },
};

async function signed_in() {
  const context = await browser.newContext({ ignoreHTTPSErrors: true }); // the venue's own CA is no browser's
  const page = await context.newPage();
  await page.goto(`${url}/#/invitation/${code}`);
  await page.locator("input[type=password]").fill(password);
  await page.locator("form button").click();
  await page.locator("input[type=password]").waitFor({ state: "detached" });
  const state = await context.storageState();
  await context.close();
  return state;
}

const state = await signed_in();
for await (const name of lines) {
  for (const [look, options] of Object.entries(looks)) {
    const context = await browser.newContext({ ...options, ignoreHTTPSErrors: true, storageState: state });
    const page = await context.newPage();
    await page.goto(`${url}/#/${place}`);
    await page.locator("#crm-rows").waitFor();
    await page.screenshot({ path: `${output}/${name}-${look}.png`, fullPage: true });
    await context.close();
  }
  console.log(name);
}
await browser.close();

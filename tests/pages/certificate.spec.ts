// Whoever has not signed in finds the venue's CA, with the fingerprint that openssl prints of the file.
import { execFileSync } from "node:child_process";
import { request } from "node:https";
import { expect, expect_accessible, test } from "./fixture";
import type { Venue } from "./venue";

function download(venue: Venue, path: string): Promise<{ status: number; type: string; content: Buffer }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port: venue.port, path, rejectUnauthorized: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"] ?? "", content: Buffer.concat(pieces) }));
    });
    asking.on("error", reject);
    asking.end();
  });
}

const openssl = (words: string[], input: Buffer) => execFileSync("openssl", words, { input }).toString();

test("The page about the venue's CA shows the fingerprint of the certificate that it offers", async ({ page, venue }) => {
  await page.goto(`${venue.url}/`);
  await page.locator("a[href='#/certificate']").click();
  const shown = page.locator("[data-test=fingerprint]");
  await expect(shown.locator("code")).toHaveCount(8);
  await expect_accessible(page);
  const fingerprint = (await shown.locator("code").allTextContents()).join(":");

  const path = await page.locator("a.button.main").getAttribute("href");
  const { status, type, content } = await download(venue, path!);
  expect([status, type, path]).toEqual([200, "application/x-x509-ca-cert", "/einlass-venue-ca.cer"]);
  const printed = openssl(["x509", "-inform", "der", "-noout", "-fingerprint", "-sha256", "-subject", "-ext", "basicConstraints"], content);
  expect(printed).toContain(`Fingerprint=${fingerprint}`);
  expect(printed).toContain("Einlass venue CA");
  expect(printed).toContain("CA:TRUE");
  // The one that vouches for this server, and not a key.
  const chain = execFileSync("openssl", ["s_client", "-connect", `127.0.0.1:${venue.port}`, "-servername", "venue.einlass", "-showcerts"], { input: "", stdio: ["pipe", "pipe", "ignore"] }).toString();
  const last = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)!.at(-1)!;
  expect(execFileSync("openssl", ["x509", "-outform", "der"], { input: last }).equals(content)).toBe(true);
});

test("Each system has its own steps, and the one at hand is open", async ({ browser, venue }) => {
  const agents = { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1": "iPhone", "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36": "Android", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0": "Windows", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Safari/605": "Mac" };
  for (const [userAgent, name] of Object.entries(agents)) {
    const context = await browser.newContext({ userAgent, ignoreHTTPSErrors: true, locale: "de-DE" });
    const page = await context.newPage();
    await page.goto(`${venue.url}/#/certificate`);
    await expect(page.locator("details")).toHaveCount(5);
    await expect(page.locator("details[open] h3")).toHaveCount(1);
    await expect(page.locator("details[open] h3")).toContainText(name);
    await context.close();
  }
});

// A badge's drawing, uploaded on the organiser's page, seen with real guests and checked before it is put into use.
import { accept, expect, expect_accessible, test, type Page } from "./fixture";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

const drawing = (inside: string, head = "") => `${head}<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="40mm" viewBox="0 0 60 40">${inside}</svg>`;
const name_box = '<rect data-field="name" x="2" y="2" width="56" height="10" data-max-size="22" data-min-size="18" data-lines="1"/>';
const code_box = '<rect data-field="qr" x="2" y="18" width="20" height="20"/>';

const file = (name: string, svg: string) => ({ name, mimeType: "image/svg+xml", buffer: Buffer.from(svg) });

async function upload(page: Page, svg: string, name = "mine.svg") {
  await page.getByLabel("Drawn from").selectOption("file");
  await page.getByLabel("Drawing (SVG)").setInputFiles(file(name, svg));
}

test.beforeEach(async ({ page, venue }) => {
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", [
    "Code,First name,Last name,Company,Category",
    "TICKET-0001,Ada,Lo,Nordlicht,member",
    "TICKET-0002,Maximiliane,von Hohenlohe-Waldenburg-Schillingsfürst,Hafen,guest",
    "TICKET-0003,Эмма,Кожевникова,,guest",
    "TICKET-0004,Bo,Ek,Worshipful Technologists of Hamburg,speaker",
  ]);
  const olga = await venue.invite("Olga Orga", "organiser");
  await accept(page, venue, olga);
  await page.goto(`${venue.url}/#/organise/events/summit/badges`);
  await expect(page.locator(".badge-shown img")).toHaveCount(4);
});

test("A drawing is tried on real guests, checked for all, and put into use", async ({ page, venue }) => {
  await expect(page.locator(".badge-shown").first()).toContainText("Longest name");
  await expect_accessible(page);
  await page.getByRole("button", { name: "Check all badges" }).click();
  await expect(page.getByText("4 badges checked: nothing to look at.")).toBeVisible();

  await upload(page, drawing(name_box + code_box));
  await expect(page.locator(".badge-shown").first()).toContainText("Too long");
  await page.getByRole("button", { name: "Check all badges" }).click();
  await expect(page.getByText("4 badges checked, 2 with findings.")).toBeVisible();
  await expect(page.getByText("does not fit at the smallest size")).toHaveCount(2);
  await expect_accessible(page);
  const before = await page.request.get(`${venue.url}/api/v1/events/summit/badges`);
  expect((await before.json()).template).toBe("card-86x54");

  await page.getByRole("button", { name: "Use this" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Use this" }).click();
  await expect(page.getByLabel("Drawn from")).toContainText("In use: mine");
  const after = await page.request.get(`${venue.url}/api/v1/events/summit/badges`);
  expect((await after.json()).template).toBe("mine");
  await page.getByLabel("Show this guest, too").fill("Ek");
  await page.getByRole("button", { name: "Bo Ek" }).click();
  await expect(page.locator(".badge-shown").first()).toContainText("Looked up");
});

test("A category has a drawing and a colour of its own", async ({ page, venue }) => {
  await page.getByLabel("For", { exact: true }).selectOption("speaker");
  await page.getByLabel("Drawn from").selectOption("label-62x100");
  await page.getByText("Colours of the categories").click();
  await page.getByLabel("Speaker").fill("#cc0000");
  await page.getByRole("button", { name: "Use this" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Use this" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const looks = await (await page.request.get(`${venue.url}/api/v1/events/summit/badges`)).json();
  expect(looks.category_templates).toEqual({ speaker: "label-62x100" });
  expect(looks.category_colours).toEqual({ speaker: "#cc0000" });
  expect(looks.template).toBe("card-86x54");
});

test("Why a drawing is refused is said in the page's language", async ({ page }) => {
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByLabel("Gezeichnet nach").selectOption("file");
  await page.getByLabel("Zeichnung (SVG)").setInputFiles(file("leer.svg", drawing("")));
  await expect(page.getByRole("alert")).toContainText('Zeile 1: Sie hat keine Rahmen. Bitte ein Rechteck mit data-field="name" einfügen.');
  await page.getByLabel("Zeichnung (SVG)").setInputFiles(file("kreis.svg", drawing('<circle data-field="name" r="4"/>')));
  await expect(page.getByRole("alert")).toContainText("Der Rahmen „name“ ist kein Rechteck.");
  await expect_accessible(page);
});

test("A hostile drawing reads nothing, runs nothing, and keeps nobody waiting", async ({ page, venue }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const inside of [
    name_box + '<image href="file:///etc/passwd" width="9" height="9"/>',
    name_box + '<image href="https://example.org/spy.png" width="9" height="9"/>',
    name_box + '<image href="../../venue.seed" width="9" height="9"/>',
    name_box + "<g>".repeat(5000) + "</g>".repeat(5000),
    name_box + "<filter>" + "<feTurbulence/>".repeat(500) + "</filter>",
    "<script>alert(1)</script>",
  ]) {
    await upload(page, drawing(inside));
    await expect(page.getByRole("alert")).toContainText("Badges cannot be drawn from this");
    await expect(page.getByRole("button", { name: "Use this" })).toBeDisabled();
    await page.getByLabel("Drawn from").selectOption("");
    await expect(page.locator(".badge-shown img")).toHaveCount(4);
  }
  // What a drawing may be made of: entities and links lead nowhere, scripts are no part of a picture.
  const entity = '<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';
  await upload(page, drawing(`${name_box}<text y="30" font-size="4">&b;&x;</text><script>alert(1)</script><use href="file:///etc/passwd#a"/><style>@import url(https://example.org/a.css);</style>`, entity));
  await expect(page.locator(".badge-shown img")).toHaveCount(4);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(asked.filter((url) => !url.startsWith(venue.url) && !url.startsWith("data:") && !url.startsWith("blob:"))).toEqual([]);
  // The server goes on.
  expect((await page.request.get(`${venue.url}/api/v1/events`)).status()).toBe(200);
});

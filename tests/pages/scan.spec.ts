// The phone's camera at the door: what it sees is drawn by the test, and read by the page's own decoder.
import { readFile } from "node:fs/promises";

import { accept, expect, expect_accessible, picture, test, type Page } from "./fixture";
import type { Venue } from "./venue";

test.use({ viewport: { width: 390, height: 844 }, locale: "de-DE", hasTouch: true });

interface Hardware {
  torch: boolean[]; // what was asked of it
  awake: number; // locks that are held
}

// A camera with this picture before it and a torch, and a screen that can be kept awake.
const camera = (code: string) => {
  const hardware: Hardware = ((window as unknown as { hardware: Hardware }).hardware = { torch: [], awake: 0 });
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const shown = Object.assign(new Image(), { src: code });
    await shown.decode();
    const draw = () => {
      const context = canvas.getContext("2d")!;
      context.fillStyle = "white";
      context.fillRect(0, 0, 640, 480);
      context.drawImage(shown, 120, 40, 400, 400);
    };
    setInterval(draw, 100);
    return canvas.captureStream();
  };
  MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true }) as MediaTrackCapabilities;
  MediaStreamTrack.prototype.applyConstraints = async (wanted) => void hardware.torch.push((wanted!.advanced![0] as { torch: boolean }).torch);
  const request = async () => {
    hardware.awake += 1;
    return { release: async () => void (hardware.awake -= 1) };
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
};
const hardware = (page: Page) => page.evaluate(() => (window as unknown as { hardware: Hardware }).hardware);

async function open_scanner(page: Page, venue: Venue, starts: number) {
  await venue.create_event("evening", "club_evening", "Women’s Club Abend", starts, starts + 60);
  await venue.import_guests("evening", ["Booking,First name,Last name,Company,Email", "B-1,Jana,Weiß,Nordlicht,jana@nord.example", "B-2,Omar,Haddad,Hafen,omar@hafen.example"]);
  const tickets = await venue.issue_tickets("evening");
  const file = tickets.get("Jana Weiß")!;
  await page.addInitScript(camera, `data:image/${file.endsWith("svg") ? "svg+xml" : "png"};base64,${(await readFile(file)).toString("base64")}`);
  await accept(page, venue, await venue.invite("Olga Orga", "organiser"));
  await page.goto(`${venue.url}/#/events/evening`);
  await expect(page.locator("[data-test=link]")).toHaveText("verbunden");
  await page.getByRole("button", { name: "Scannen", exact: true }).tap();
}

test("A refusal that may be set aside is, and the screen stays on while she scans", async ({ page, venue }) => {
  await open_scanner(page, venue, 60);
  await expect(page.getByRole("alert")).toContainText("Jana Weiß");
  await expect(page.getByRole("alert")).toContainText("Die Türen sind noch nicht offen");
  expect((await hardware(page)).awake).toBe(1);
  const light = page.getByRole("button", { name: "Licht" });
  await light.tap();
  await expect(light).toHaveAttribute("aria-pressed", "true");
  await expect_accessible(page);
  await picture(page, "refused");
  await light.tap();
  await expect(light).toHaveAttribute("aria-pressed", "false");
  expect((await hardware(page)).torch).toEqual([true, false]);

  await page.getByRole("button", { name: "Trotzdem einlassen" }).tap();
  await expect(page.getByText("Jana Weiß ist da.")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: "Liste", exact: true }).tap();
  await expect(page.locator("[data-test=arrived]")).toContainText("1 /");
  await expect.poll(async () => (await hardware(page)).awake).toBe(0);
});

test("Where several tickets match, she chooses which", async ({ page, venue }) => {
  await page.route("**/events/evening/scans", async (route) => {
    const { guests } = await (await page.request.get(`${venue.url}/api/v1/events/evening/guests`)).json();
    const { scan } = route.request().postDataJSON();
    await route.fulfill({ json: { outcome: "refused", refusal: "ambiguous", may_set_aside: false, persons: 0, scan, step: 0, questions: [], seats_asked_back: false, source_asked: false, opens_at: 0, choices: guests, other_event: "", line: null } });
  });
  await open_scanner(page, venue, -30);
  await expect(page.getByRole("alert")).toContainText("Mehrere Tickets passen");
  await expect_accessible(page);
  await picture(page, "choices");
  await page.getByRole("button", { name: /^Omar Haddad/ }).tap();
  await expect(page.getByText("Omar Haddad ist da.")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

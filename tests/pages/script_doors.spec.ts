// No page takes a text for markup: of whoever stands at a door, of the venue, and what is handed to a guest.
import { accept_by_api, ask } from "./api";
import { expect, test } from "./fixture";
import { look_through, mark, shown } from "./script";
import { good_password } from "./venue";

test("No page at a door, or of the venue, takes a text for its own", async ({ browser, venue }) => {
  const fields = await look_through(venue, browser, ({ as, address }) => as !== "organiser" || !address.startsWith("organise/events/"));
  expect(fields).toEqual(expect.arrayContaining(["company", "consent", "door", "e-mail", "event", "found", "guest", "kiosk", "list", "message", "note", "person", "printer", "question", "table"]));
});

// It is opened from a disk, where no policy stops a script.
test("Nor does the page of all that is kept of a guest", async ({ page, venue }) => {
  await venue.create_event("dinner", "club_evening", mark("Dinner", "event"));
  await venue.import_guests("dinner", ["Code,First name,Last name,Company,E-mail,Invited by", `DINNER-1,Ada,${mark("Lovelace", "guest")},${mark("Firm", "company")},${mark("ada@firm.example", "e-mail")},${mark("Anna Berg", "list")}`]);
  const session = await accept_by_api(venue, (await venue.invite(mark("Olga Orga", "person"), "organiser")).code, good_password);
  const told = async (method: string, path: string, body?: unknown) => (await ask(venue, method, `/api/v1${path}`, { session, body })).body;
  const [line] = (await told("GET", "/events/dinner/guests")).guests;
  await told("POST", `/events/dinner/guests/${line.ticket}/notes`, { kind: "other", text: mark("Seen", "note") });
  const [found] = await told("POST", "/persons/search", { who: "ada" });
  for (const language of ["de", "en"]) {
    const kept = await told("POST", "/persons/export", { id: found.id, language });
    await page.setContent(kept.page);
    const { text, ...done } = await shown(page);
    expect(done, language).toEqual({ hit: undefined, injected: 0 });
    for (const field of ["guest", "company", "e-mail", "list", "event", "note"]) expect(text, language).toContain(`<b>${field}</b>`);
  }
});

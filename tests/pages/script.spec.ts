// No page takes a text for markup: of an event's organiser. All others: script_doors.spec.ts.
import { expect, test } from "./fixture";
import { look_through } from "./script";

test("No page of an event's organiser takes a text for its own", async ({ browser, venue }) => {
  const fields = await look_through(venue, browser, ({ as, address }) => as === "organiser" && address.startsWith("organise/events/"));
  expect(fields).toEqual(expect.arrayContaining(["column", "company", "consent", "door", "event", "file", "guest", "kiosk", "message", "organiser", "packed", "person", "question", "status", "welcome"]));
});

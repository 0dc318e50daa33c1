// What a host's tap comes to while her page is alone (assets/web/src/offline/door.ts), and the days and ids it writes.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const { buildSync } = createRequire(path("assets/web/package.json"))("esbuild");
async function script(name) {
  const { outputFiles } = buildSync({ entryPoints: [path(`assets/web/src/${name}`)], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
const { decide } = await script("offline/door.ts");
const { day_at } = await script("offline/clock.ts");
const { id_text } = await script("app/ids.ts");
const { act_of } = await script("offline/acts.ts");

const rules = { how: "host", caps: { event: true, categories: [] }, seats_are_owned: true, badges: [], day: "", day_starts: 0 };
const event = { doors: [], policy: { re_entry: "after_departure", cap: { persons: 18, kind: "hard", counts: "admitted" } } };
const owner = { ticket: "T", guest: "G", category: "guest", places: 1, status: "confirmed", owns_seat: true, inside: 0, admitted: 0 };
const walk_in = { ...owner, owns_seat: false };
const tap = (line, more = {}) => ({ line, persons: 0, day: "", now: 1_000, seats: null, ...more });
const seats = (left) => ({ lease: "L", left });

const cases = [
  ["an owner needs no lease", tap(owner), {}, { persons: 1, seat: "own", used: 0 }],
  ["a walk-in without one is refused", tap(walk_in), {}, "needs_server"],
  ["a walk-in takes a leased seat", tap(walk_in, { seats: seats(1) }), {}, { persons: 1, seat: "lease", used: 1 }],
  ["a party takes its seats from one lease, or not at all", tap({ ...walk_in, places: 3 }, { seats: seats(2) }), {}, "needs_server"],
  ["so many of a party as the host says", tap({ ...walk_in, places: 3 }, { seats: seats(2), persons: 2 }), {}, { persons: 2, seat: "lease", used: 2 }],
  ["of a party that is in partly, only the rest", tap({ ...owner, places: 3, inside: 1, admitted: 1 }), {}, { persons: 2, seat: "own", used: 0 }],
  ["who has left comes back on her seat", tap({ ...walk_in, admitted: 1 }), {}, { persons: 1, seat: "own", used: 0 }],
  ["who is in is in", tap({ ...owner, inside: 1, admitted: 1 }), {}, "already_in"],
  ["nobody comes back where re-entry is none", tap({ ...owner, admitted: 1 }), { re_entry: "none" }, "already_in"],
  ["with free re-entry all come again", tap({ ...owner, inside: 1, admitted: 1 }), { re_entry: "free" }, { persons: 1, seat: "own", used: 0 }],
  ["a released seat is owned by nobody", tap({ ...owner, owns_seat: false }), {}, "needs_server"],
  ["who waits owns no seat", tap({ ...owner, status: "waitlisted" }), {}, "needs_server"],
  ["without a cap nobody needs a seat", tap(walk_in), { caps: { event: false, categories: [] } }, { persons: 1, seat: "own", used: 0 }],
  ["a capped category needs the server", tap(walk_in, { seats: seats(5) }), { caps: { event: false, categories: ["guest"] } }, "needs_server"],
  ["where nobody owns a seat, owners need one too", tap(owner), { seats_are_owned: false }, "needs_server"],
  ["a host goes beyond a soft cap", tap({ ...walk_in, places: 3 }), { beyond: { event: true, categories: [] } }, { persons: 3, seat: "pool", used: 0 }],
  ["but takes a leased seat first", tap(walk_in, { seats: seats(1) }), { beyond: { event: true, categories: [] } }, { persons: 1, seat: "lease", used: 1 }],
  ["beyond one soft cap, not beyond a hard one", tap(walk_in), { caps: { event: true, categories: ["guest"] }, beyond: { event: true, categories: [] } }, "needs_server"],
  ["beyond a category's soft cap", tap(walk_in), { caps: { event: false, categories: ["guest"] }, beyond: { event: false, categories: ["guest"] } }, { persons: 1, seat: "pool", used: 0 }],
  ["staff keep out whom the server would", tap({ ...owner, kept_out_alone: "unpaid" }), { how: "list" }, "unpaid"],
  ["and so where everybody needs the server", tap({ ...owner, kept_out_alone: "needs_server" }), { how: "list" }, "needs_server"],
  ["a host decides that herself", tap({ ...owner, kept_out_alone: "unpaid" }), {}, { persons: 1, seat: "own", used: 0 }],
  ["a list that was kept before knows no reason", tap({ ...owner, kept_out_alone: undefined }), { how: "list" }, { persons: 1, seat: "own", used: 0 }],
  ["staff let nobody in before the doors open", tap(owner), { how: "list", doors: [{ opens: 2_000, closes: 3_000 }] }, "too_early"],
  ["nor between two days, but on the next", tap(owner), { how: "list", doors: [{ opens: 0, closes: 500 }, { opens: 2_000, closes: 3_000 }] }, "too_early"],
  ["nor after they closed", tap(owner), { how: "list", doors: [{ opens: 0, closes: 1_000 }] }, "too_late"],
  ["whose ticket is void hears that first", tap({ ...owner, kept_out_alone: "blocked" }), { how: "list", doors: [{ opens: 0, closes: 1_000 }] }, "blocked"],
  ["who has to pay hears the hour first", tap({ ...owner, kept_out_alone: "unpaid" }), { how: "list", doors: [{ opens: 0, closes: 1_000 }] }, "too_late"],
  ["while they are open she comes in", tap(owner), { how: "list", doors: [{ opens: 0, closes: 2_000 }] }, { persons: 1, seat: "own", used: 0 }],
  ["a host opens when she likes", tap(owner), { doors: [{ opens: 2_000, closes: 3_000 }] }, { persons: 1, seat: "own", used: 0 }],
  ["under a cap on who is inside, who comes back needs one", tap({ ...walk_in, admitted: 1 }), { counts: "inside" }, "needs_server"],
];

for (const [name, asked, { re_entry, counts, doors, ...other }, expected] of cases) {
  test(name, () => {
    const policy = { re_entry: re_entry ?? "after_departure", cap: { ...event.policy.cap, counts: counts ?? "admitted" } };
    const decision = decide(asked, { doors: doors ?? [], policy }, { ...rules, ...other });
    if (typeof expected === "string") return assert.deepEqual(decision, { refusal: expected });
    assert.deepEqual({ persons: decision.fact.persons, seat: decision.fact.seat.source, used: decision.seats_used }, expected);
  });
}

test("badges are due for who is in for the first time, where the category has some", () => {
  const due = (line, badges) => decide(tap(line), event, { ...rules, badges }).fact.badges_due;
  assert.equal(due({ ...owner, places: 3 }, ["guest"]), 3);
  assert.equal(due({ ...owner, places: 3, inside: 0, admitted: 3 }, ["guest"]), 0);
  assert.equal(due({ ...owner, places: 3 }, ["member"]), 0);
});

test("the venue's day goes on by itself", () => {
  const five = Date.parse("2026-11-28T04:00:00Z");
  assert.equal(day_at("2026-11-28", five, five + 60_000), "2026-11-28");
  assert.equal(day_at("2026-11-28", five, five + 24 * 3_600_000), "2026-11-29");
  assert.equal(day_at("2026-11-28", five, five - 1), "2026-11-27");
  assert.equal(day_at("2026-12-31", five, five + 86_400_000), "2027-01-01");
  assert.equal(day_at("", five, five), "");
});

// An id and its bytes as core/base writes them (docs/codes-and-keys.md, Ids).
test("ids have their 26 digits", () => {
  assert.equal(id_text(new Uint8Array(16)), "0".repeat(26));
  assert.equal(id_text(new Uint8Array(16).fill(255)), "7" + "Z".repeat(25));
  assert.equal(id_text(Uint8Array.from([...new Uint8Array(15), 33])), "0".repeat(24) + "11");
});

test("what needs the server is told from what does not", () => {
  assert.equal(act_of("POST", "/guests/T/admissions", { scan: "S" }).kind, "admit");
  assert.equal(act_of("POST", "/guests/T/decision", { scan: "S", step: 0, approved: true }).step, 1);
  assert.equal(act_of("POST", "/guests/T/decision", { scan: "S", step: 0, approved: false }).kind, "decline");
  assert.equal(act_of("DELETE", "/guests/T/admissions/S", undefined).scan, "S");
  assert.deepEqual(act_of("POST", "/guests", { ticket: "T", first_name: "Lise", last_name: "Meitner", email: "" }).fields, { first_name: "Lise", last_name: "Meitner", full_name: "Lise Meitner" });
  for (const [method, rest] of [["POST", "/guests/T/move-up"], ["POST", "/guests/T/withdrawal"], ["PATCH", "/guests/T"], ["POST", "/scans"], ["POST", "/guests/T/verdict"]]) assert.equal(act_of(method, rest, {}), null, rest);
});

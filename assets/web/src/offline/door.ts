// What a tap comes to while the page is alone: a host decides, staff let in whom the server would have them let in, and
// the page counts seats (docs/pages.md, Without a network). Pure.
import type { EventAtDoor, GuestLine } from "../app/shapes";
import type { Fact, Seat } from "./entry";
import type { DoorRules } from "./shelf";

export interface Tap {
  line: GuestLine;
  persons: number; // wished for; 0: all who are not in
  day: string;
  now: number; // venue time
  seats: { lease: string; left: number } | null; // that the page may give away
}

export type Decision = { refusal: string } | { fact: Extract<Fact, { kind: "admitted" }>; seats_used: number };

function free_places(line: GuestLine, re_entry: string): number {
  const taken = re_entry === "none" ? line.admitted : line.inside;
  const free = Math.max(0, line.places - taken);
  return free === 0 && re_entry === "free" ? line.places : free;
}

function seats_needed(line: GuestLine, event: EventAtDoor, rules: DoorRules, persons: number): number {
  const is_limited = rules.caps.event || rules.caps.categories.includes(line.category);
  const owns = rules.seats_are_owned && line.owns_seat && line.status === "confirmed";
  if (!is_limited || owns) return 0;
  const counts = event.policy.cap?.counts ?? "inside";
  const taken = counts === "admitted" ? line.admitted : line.inside;
  return Math.max(0, Math.min(taken + persons, line.places) - taken);
}

// Every cap that holds her.
function may_exceed(category: string, { caps, beyond }: DoorRules): boolean {
  const of_category = !caps.categories.includes(category) || (beyond?.categories.includes(category) ?? false);
  return of_category && (!caps.event || (beyond?.event ?? false));
}

const is_host = (rules: DoorRules) => rules.how === "host";

function outside_hours(now: number, { doors }: EventAtDoor): "" | "too_early" | "too_late" {
  if (doors.length === 0 || doors.some(({ opens, closes }) => opens <= now && now < closes)) return "";
  return doors.some(({ opens }) => now < opens) ? "too_early" : "too_late";
}

// In the order in which every door tests it (docs/product.md, Admission).
function kept_out(tap: Tap, event: EventAtDoor, rules: DoorRules): string {
  if (is_host(rules)) return "";
  const why = tap.line.kept_out_alone ?? "";
  const comes_first = ["cancelled", "blocked", "awaiting_approval", "waitlisted"].includes(why);
  return comes_first ? why : outside_hours(tap.now, event) || why;
}

const seat_of = (needed: number, lease: string | undefined): Seat =>
  needed === 0 ? { source: "own" } : lease === undefined ? { source: "pool" } : { source: "lease", lease };

export function decide(tap: Tap, event: EventAtDoor, rules: DoorRules): Decision {
  const { line, seats } = tap;
  const free = free_places(line, event.policy.re_entry);
  const persons = tap.persons > 0 ? Math.min(tap.persons, free) : free;
  if (persons === 0) return { refusal: "already_in" };
  const refusal = kept_out(tap, event, rules);
  if (refusal) return { refusal };
  const needed = seats_needed(line, event, rules, persons);
  const is_of_limited_category = rules.caps.categories.includes(line.category);
  const leased = !is_of_limited_category && seats !== null && seats.left >= needed ? seats.lease : undefined;
  if (needed > 0 && leased === undefined && !may_exceed(line.category, rules)) return { refusal: "needs_server" };
  const first_time = Math.max(0, Math.min(line.admitted + persons, line.places) - line.admitted);
  const fact = {
    kind: "admitted" as const, persons, places: line.places, badges_due: rules.badges.includes(line.category) ? first_time : 0,
    category: line.category, ...(tap.day ? { day: tap.day } : {}), re_entry: event.policy.re_entry, seat: seat_of(needed, leased), how: rules.how,
  };
  return { fact, seats_used: leased === undefined ? 0 : needed };
}

export const after_admission = (line: GuestLine, persons: number, at: number, scan: string): GuestLine => {
  const inside = Math.min(line.inside + persons, line.places);
  return { ...line, inside, admitted: Math.max(line.admitted, inside), waiting: false, arrived_at: line.arrived_at || at, prior: [scan], refused_for: "" };
};

export const after_departure = (line: GuestLine, persons: number, scan: string): GuestLine => ({ ...line, inside: Math.max(0, line.inside - persons), prior: [scan] });

// What a host's tap comes to while her page is alone: she decides, and the page counts. It refuses only where a limit on
// seats has none left for it (docs/pages.md, Without a network). Pure.
import type { EventAtDoor, GuestLine } from "../app/shapes";
import type { Fact, Seat } from "./entry";
import type { DoorRules } from "./shelf";

export interface Tap {
  line: GuestLine;
  persons: number; // wished for; 0: all who are not in
  day: string;
  seats: { lease: string; left: number } | null; // that the page may give away
}

export type Decision = { refusal: "already_in" | "needs_server" } | { fact: Extract<Fact, { kind: "admitted" }>; seats_used: number };

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

export function decide(tap: Tap, event: EventAtDoor, rules: DoorRules): Decision {
  const { line, seats } = tap;
  const free = free_places(line, event.policy.re_entry);
  const persons = tap.persons > 0 ? Math.min(tap.persons, free) : free;
  if (persons === 0) return { refusal: "already_in" };
  const needed = seats_needed(line, event, rules, persons);
  const is_of_limited_category = rules.caps.categories.includes(line.category);
  if (needed > 0 && (is_of_limited_category || seats === null || seats.left < needed)) return { refusal: "needs_server" };
  const seat: Seat = needed > 0 ? { source: "lease", lease: seats!.lease } : { source: "own" };
  const first_time = Math.max(0, Math.min(line.admitted + persons, line.places) - line.admitted);
  const fact = {
    kind: "admitted" as const, persons, places: line.places, badges_due: rules.badges.includes(line.category) ? first_time : 0,
    category: line.category, ...(tap.day ? { day: tap.day } : {}), re_entry: event.policy.re_entry, seat, how: rules.how,
  };
  return { fact, seats_used: needed };
}

export const after_admission = (line: GuestLine, persons: number, at: number, scan: string): GuestLine => {
  const inside = Math.min(line.inside + persons, line.places);
  return { ...line, inside, admitted: Math.max(line.admitted, inside), waiting: false, arrived_at: line.arrived_at || at, prior: [scan], refused_for: "" };
};

export const after_departure = (line: GuestLine, persons: number, scan: string): GuestLine => ({ ...line, inside: Math.max(0, line.inside - persons), prior: [scan] });

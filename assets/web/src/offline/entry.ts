// Entries of the facts that a host's page writes alone, and nothing else (docs/journal.md, Facts; docs/pages.md, Without
// a network). An entry of another kind, or with a field that its kind has not, is refused before it gets a number.
import { canonical } from "./canonical";
import { is_id } from "../app/ids";

export interface ScanRef {
  scan: string;
  ticket: string;
}

export type Seat = { source: "own" | "pool" } | { source: "lease"; lease: string };

export type Fact =
  | { kind: "admitted"; persons: number; places: number; badges_due: number; category: string; day?: string; re_entry: string; seat: Seat; how: string }
  | { kind: "admission_undone"; undone: ScanRef }
  | { kind: "departed"; persons: number; day?: string }
  | { kind: "host_decided"; approved: boolean; reason?: string }
  | { kind: "guest_registered"; category: string; places: number; how: string }
  | { kind: "noted"; note: string }
  | { kind: "excused"; excused: boolean }
  | { kind: "lease_returned"; lease: string; seats: number };

export interface EntryTime {
  venue: number; // Unix milliseconds
  sure: boolean;
  device_wall: number;
  boot: string;
  offset_ms: number;
  uncertainty_ms: number;
}

export interface Entry {
  format: 1;
  journal: string;
  event: string;
  sequence: number;
  place: { kiosk?: string; name: string; door?: string };
  ticket?: string;
  guest?: string;
  scan?: { id: string; step: number };
  prior: readonly ScanRef[];
  time: EntryTime;
  operator?: number;
  alone: boolean;
  fact: Fact;
  private_hash?: string;
  code_hash?: string;
  previous?: string;
}

type Check = (value: unknown) => boolean;
type Shape = { [name: string]: Check };

const flag: Check = (value) => typeof value === "boolean";
const text: Check = (value) => typeof value === "string" && value !== "";
const whole: Check = (value) => Number.isSafeInteger(value);
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const hash: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value) && !/^0+$/.test(value);
const day: Check = (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const one_of = (...words: string[]): Check => (value) => words.includes(value as string);
const optional = (check: Check): Check => (value) => value === undefined || check(value);
const number_above_0: Check = (value) => count(value) && value !== 0;

// An object with these members and no other.
const shaped = (shape: Shape): Check => (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object = value as Record<string, unknown>;
  return Object.keys(object).every((name) => name in shape) && Object.entries(shape).every(([name, check]) => check(object[name]));
};

const scan_ref = shaped({ scan: is_id, ticket: is_id });
const seat: Check = (value) => shaped({ source: one_of("own", "pool") })(value) || shaped({ source: one_of("lease"), lease: is_id })(value);
const ways_in = one_of("scan", "search", "list", "host", "walk_in", "paper", "transferred");

const facts: { [kind in Fact["kind"]]: Shape } = {
  admitted: {
    persons: whole, places: whole, badges_due: whole, category: (value) => typeof value === "string", day: optional(day),
    re_entry: one_of("none", "after_departure", "free"), seat, how: ways_in,
  },
  admission_undone: { undone: scan_ref },
  departed: { persons: whole, day: optional(day) },
  host_decided: { approved: flag, reason: optional(one_of("full", "not_invited", "category", "other")) },
  guest_registered: { category: (value) => typeof value === "string", places: whole, how: ways_in },
  noted: { note: one_of("access", "diet", "arrival", "other") },
  excused: { excused: flag },
  lease_returned: { lease: is_id, seats: whole },
};

const fact: Check = (value) => {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(facts, kind)) return false;
  return shaped({ kind: text, ...facts[kind as Fact["kind"]] })(value);
};

const entry = shaped({
  format: (value) => value === 1,
  journal: is_id,
  event: is_id,
  sequence: number_above_0,
  place: shaped({ kiosk: optional(is_id), name: (value) => typeof value === "string", door: optional(text) }),
  ticket: optional(is_id),
  guest: optional(is_id),
  scan: optional(shaped({ id: is_id, step: count })),
  prior: (value) => Array.isArray(value) && value.every(scan_ref),
  time: shaped({ venue: whole, sure: flag, device_wall: whole, boot: is_id, offset_ms: whole, uncertainty_ms: whole }),
  operator: optional(number_above_0),
  alone: flag,
  fact,
  private_hash: optional(hash),
  code_hash: optional(hash),
  previous: optional(hash),
});

// TypeError: not an entry that this page may write.
export function canonical_entry(value: Entry): string {
  if (!entry(value)) throw new TypeError("This is no entry that the page knows how to write.");
  return canonical(value as never);
}

// What the API answers to organisers, as far as this page reads it (docs/openapi.yaml). Times are Unix milliseconds of
// venue time. What a server does not know it leaves out, and the page says so.
import type { EventSummary } from "../app/shapes";

export interface Totals {
  expected_tickets: number;
  expected_persons: number;
  inside: number;
  admitted: number;
  walk_ins: number;
  counted: number;
  refused: number;
  conflicts: number;
  badges_owed: number;
  badges_printed: number;
  admitted_by_category: Record<string, number>;
}

export interface ListedEvent extends EventSummary {
  totals?: Totals;
  late_entries?: number; // since it was closed
}

export interface OverCap {
  category: string; // empty: of the whole event
  day: string;
  cap: number;
  persons: number;
}

export interface EventStatus extends EventSummary {
  organiser: string;
  guests: number;
  lacks_list: boolean;
  totals: Totals;
  parked: { journal: string; sequence: number; reason: string; place: string }[];
  over_caps: OverCap[];
  late_entries?: number;
}

export interface OpenMatters {
  conflicts: number;
  parked: number;
  badges_in_doubt: number;
  seats_out: number;
  kiosks_away: { name: string; last_seen: number }[];
}

export interface FigureRow {
  tickets: number;
  expected: number;
  admitted: number;
  no_shows: number;
  excused: number;
  walk_ins: number;
  counted: number;
}

export interface ClosingFigures extends FigureRow {
  by_category: Record<string, FigureRow>;
}

export interface ClosingAnswer {
  state: "open" | "closed" | "reopened"; // reopened: closed, and something came since
  at: number;
  by: string;
  late_entries: number;
  open: OpenMatters;
  figures: ClosingFigures;
}

export interface HouseAnswer {
  limit: number; // 0: none
  crew: number;
  inside: number;
  estimate: boolean;
  level: "" | "warning" | "full";
  events: { event: string; name: string; inside: number; counted: number; estimate: boolean }[];
}

// GET /events/{event}/arrivals: first admissions of the newest admission day.
export interface Arrivals {
  zone: string;
  now: number;
  bucket_ms: number;
  from: number; // the first bucket's time; 0: nobody has come
  buckets: { at: number; persons: number; by_category: Record<string, number> }[]; // none left out between from and now
  expected: number; // persons who were expected on that day, whether they have come or not
  per_minute: number[]; // of the last thirty whole minutes, the newest last
  labels: { needed: number; left: number | null } | null; // null: nothing is printed; left: null: no printer tells
}

export interface PrinterState {
  name: string;
  state: string; // ready | attention | down
  reasons: string[];
  labels_left: number | null;
}

export interface Kiosk {
  id: string;
  name: string;
  door: string;
  event: string | null; // key
  revoked: boolean;
  paired: number;
  last_seen: number | null;
  connected?: boolean;
  clock_off_ms?: number | null;
  sync_lag_ms?: number | null; // age of the oldest entry that the server has not got
  pending?: number | null; // entries that it still has to send
  parked?: { event: string; reason: string; entries: number }[];
  printers?: PrinterState[] | null;
  version?: string | null;
}

export interface VenueStatus {
  time: number;
  clock_off_ms: number;
  events: EventSummary[];
  kiosks: Kiosk[];
}

export interface Pairing {
  name: string;
  code: string;
  readable: string;
  expires: number;
  qr: string[];
}

export interface Person {
  number: number;
  name: string;
  role: string;
  events: string[]; // keys; none: all
  lists: string[];
  sign_in: string; // empty: never invited
  has_password: boolean;
}

export interface PersonInvited {
  number: number;
  name: string;
  sign_in: string;
  expires: number;
  link: string;
  qr: string[];
}

export interface WithPin {
  number: number;
  name: string;
  pin: string;
}

export interface AuditLine {
  sequence: number;
  at: number;
  number: number | null; // by whom; null: nobody known, or the command line
  name: string | null;
  address: string;
  act: string;
  event: string | null; // key
  subject: number | null;
  subject_name: string | null;
}

export interface ImportReport {
  written: boolean;
  encoding: string;
  delimiter: string;
  columns: { header: string; target: string; used: boolean }[];
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  withdrawn: number;
  missing: number;
  waitlisted: number;
  without_code: number;
  refused: { line: number; reason: string; problem?: string; other_line?: number }[];
  cancelled_lines: number[];
  checked_in_lines: number[];
  email_lines: number[];
  rounded_lines: number[];
  short_code_lines: number[];
  unmatched_types: Record<string, number>;
  unknown_statuses: Record<string, number>;
  unknown_payments: Record<string, number>;
}

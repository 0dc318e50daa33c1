// What the API answers to organisers, as far as this page reads it (docs/openapi.yaml). Times are Unix milliseconds of
// venue time. What a server does not know it leaves out, and the page says so.
import type { Admission, EventSummary, GuestLine, Labels } from "../app/shapes";

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
  lists?: string[]; // whose
  totals: Totals;
  parked: { journal: string; sequence: number; reason: string; place: string }[];
  over_caps: OverCap[];
  late_entries?: number;
  systems: SystemsTrouble;
}

// What of the systems around the server a person has to see to.
export interface SystemsTrouble {
  stopped: string[]; // targets
  unreached: { target: string; since: number }[]; // have taken nothing for a while, and are tried again
  refused: number; // rows
  failing: { connector: string; since: number | null }[]; // null: no pull ever came to its end
  warnings: { connector: string; words: string }[]; // why a pull may fail soon, and what to do
}

export interface DeviceAway {
  name: string; // of the kiosk, or of whose phone it is; empty: she was let go
  last_seen: number;
}

export interface OpenMatters {
  conflicts: number;
  parked: number;
  parked_at_kiosks: number; // entries that kiosks put aside, which are not here
  badges_in_doubt: number;
  seats_out: number;
  kiosks_away: DeviceAway[];
  kiosks_moved: DeviceAway[]; // to another event, which they have not taken yet
  kiosks_behind: { name: string; entries: number }[]; // that are there, and have entries to hand over
  phones_away: DeviceAway[];
  packed_away: PackedAway | null;
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
  inside: number; // persons in the house by the journal
  open: OpenMatters;
  figures: ClosingFigures;
}

export interface HouseAnswer {
  limit: number; // 0: none
  crew: number;
  inside: number;
  estimate: boolean;
  level: "" | "warning" | "full";
  events: { event: string; name: string; inside: number; counted: number; estimate: boolean; closed: boolean }[];
}

// GET /events/{event}/arrivals: first admissions of the newest admission day.
interface ArrivalsBucket {
  at: number;
  persons: number;
  by_category: Record<string, number>;
}

export interface Arrivals {
  zone: string;
  now: number;
  bucket_ms: number;
  from: number; // the first bucket's time; 0: nobody has come
  buckets: ArrivalsBucket[]; // none left out between from and now
  expected: number; // persons who were expected on that day, whether they have come or not
  minutes: ArrivalsBucket[]; // the last thirty whole ones, none left out, the newest last
  // null: nothing is printed; left: null where no printer tells; uncounted: printers of which nobody has said
  labels: { needed: number; left: number | null; uncounted: number } | null;
  lanes: {
    advice: string; // none | open_one | close_one
    per_minute: number;
    could_do: number;
    in_use: { kiosk: string; door: string; per_minute: number; seconds_each: number; load: number }[];
    unused: string[];
  };
}

export interface KioskMessage {
  de: string;
  en: string;
  until: number;
}

export interface PrinterState {
  name: string;
  trouble: string; // a word of printer_words.ts; empty: none
  labels_left: number | null; // null: nobody has said
}

export interface Kiosk {
  id: string;
  name: string;
  door: string;
  event: string | null; // key
  revoked: boolean;
  paired: number;
  last_seen: number | null;
  connected: boolean;
  version?: string;
  // What it says of itself, where it has since the server started.
  reported?: number;
  stale?: boolean; // that is how it was, not how it is
  clock_off_ms?: number | null; // null: nobody vouches for its time
  sync_lag_ms?: number; // for how long it has had entries that the server has not got
  pending?: number; // so many
  badges_waiting?: number;
  font_set?: string;
  printers?: PrinterState[];
  parked?: { event: string; reason: string; entries: number }[];
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
  shown: number | null; // persons, where the act is a look at them
}

// A packed event, as a file.
export interface Packed {
  event: string;
  name: string;
  content: string; // base64url
  entries: number;
  guests: number; // tickets
  bytes: number;
  seats_held: number;
}

export interface Unpacked {
  event: string; // key
  name: string;
  is_new: boolean;
  entries: number; // that were new here
  put_aside: number;
  guests: number; // tickets that were new or changed here
  differing: number; // that were changed on both servers
  beyond_cap: number; // persons too many for a hard cap
  settings_differ: boolean;
  closed_there: boolean; // each server closes and reopens for itself
  closed_here: boolean;
  people_left_out: number[];
  people_without_pin: number[];
}

export interface PackHistory {
  came_packed: boolean;
  away: boolean; // it was packed here, and nothing has come back since
  packed: { at: number; by: number; label: string }[]; // oldest first, as are those below
  unpacked: { at: number; by: number; packed: number; label: string; entries: number; guests: number; is_from_here: boolean }[];
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
  refused: { line: number; reason: string; problem?: string; other_line?: number; ticket?: string }[];
  over_quota: { list: string; persons: number; quota: number }[];
  not_admitted_lines: number[];
  many_plus_ones_lines: number[];
  cancelled_lines: number[];
  checked_in_lines: number[];
  unclear: string[];
  email_lines: number[];
  rounded_lines: number[];
  short_code_lines: number[];
  unmatched_types: Record<string, number>;
  unknown_statuses: Record<string, number>;
  unknown_payments: Record<string, number>;
}

// GET /events/{event}/details
export interface EventDetails {
  organiser: string;
  privacy_url: string;
  welcome: Labels;
  categories: Record<string, Labels>;
  pictures: { name: string; size: number }[];
  preset: Record<string, unknown> | null; // its policy; null: it was removed
}

export interface KnownPreset {
  name: string;
  description: Labels;
  own: boolean; // saved here, not packaged
}

export interface PaperLists {
  lists: { number: number; printed: number; rows: number }[]; // the newest first
  from: string; // local: when guests came who were ticked, as far as the server can say
  until: string;
}

export interface PaperRow {
  row: number;
  code: string; // as printed
  line: GuestLine;
}

export type PaperEntry = Admission & { row: number; repeated: boolean };

export interface PaperDeparture {
  scan: string;
  persons: number;
  row: number;
  repeated: boolean;
  line: GuestLine;
}

export interface BadgeLooks {
  prints: boolean;
  template: string;
  category_templates: Record<string, string>;
  category_colours: Record<string, string>;
  images: string[];
  image_fields: string[];
  packaged: { name: string; document: string }[];
  categories: Record<string, Labels>;
}

export interface BadgeShown {
  ticket: string;
  name: string;
  category: string;
  why: string; // chosen | longest_name | longest_company | other_script | least | no_photo | category
  png: string; // base64url; empty: nothing could be drawn
  width_mm: number;
  height_mm: number;
  overflows: string[];
  glyphs: string[];
  empty: string[];
  contrast: string[];
  problem: string;
}

export interface BadgeFindings {
  checked: number;
  badges: { ticket: string; place: number; name: string; category: string; finding: string; field: string; text: string; characters: string[] }[];
  templates: { template: string; finding: string; field: string; text: string; badges: { name: string }[] }[];
  empty: Record<string, { name: string }[]>;
}

// --- privacy ----------------------------------------------------------------------------------------------------------

export interface RetentionStep {
  days: number;
  due: number | null; // null: the event is not closed
  announced: number | null;
  done: number | null;
}

export interface PackedCopy {
  event: string;
  at: number;
  label: string;
}

export interface EventRetention {
  event: string;
  is_own: boolean;
  closed: boolean;
  left_open: boolean; // over, and its guests are kept as nobody closes it
  figures_kept: boolean;
  unfinished: boolean;
  refusals: RetentionStep;
  persons: RetentionStep;
  packed: PackedCopy[];
}

export interface RetentionAnswer {
  refusals_days: number;
  persons_days: number;
  events: EventRetention[];
}

export interface BackupCopy {
  folder: string;
  made: number;
}

export interface ErasedCopies {
  rewritten: BackupCopy[];
  out_of_reach: BackupCopy[];
  unlisted: { from: number; until: number } | null;
  packed: PackedCopy[];
  unfinished: boolean;
}

export interface Purged extends ErasedCopies {
  event: string;
  was_done: boolean;
}

export interface ErasedPersons extends ErasedCopies {
  erased: number;
}

export interface FoundPerson {
  id: string;
  name: string;
  company: string;
  email: string;
  events: { event: string; name: string; starts: number; id: string }[];
}

export interface ExportedPerson {
  name: string;
  document: string;
  page: string;
}

// --- CRM --------------------------------------------------------------------------------------------------------------

export interface CrmCounts {
  due: number;
  sent: number; // without an answer yet
  settled: number;
  parked: number; // refused for good
  waiting: number; // for a person
  not_there: number; // the target has nobody whom it could be said of
}

// It was packed for another server, and nothing has come back since.
export interface PackedAway {
  label: string;
  at: number;
}

// Why nothing went there at the last try, which is made again by itself.
export interface CrmTrouble {
  words: string;
  since: number;
}

export interface CrmOutlet {
  event: string;
  target: string;
  place: string;
  enabled: boolean; // written, and not taken back
  stopped: string; // why nothing goes there; empty: it is not stopped
  packed_away: PackedAway | null;
  counts: CrmCounts;
  next_try: number | null;
  trouble: CrmTrouble | null;
  parked: { ticket: string; person: string; words: string }[];
}

export interface CrmTarget {
  target: string; // name of the connector
  kind: "pimcore" | "pretix" | "campaign_monitor";
  needs_place: boolean;
  place: string; // what the target calls the event
  outlet: CrmOutlet | null; // null: nothing was written
}

export interface CrmRow {
  ticket: string;
  guest: string;
  day: string | null;
  kind: "attended" | "excused" | "represented" | "no_show" | "undone"; // undone: an admission that the target does not take back
  walk_in: boolean;
  new_person: boolean; // a walk-in whom no connector knows
  name: string;
  company: string;
  category: string;
  changed: { field: string; here: string; listed: string }[]; // on site, so that it differs from her source
  first_in: number | null;
  same_as: { ticket: string; name: string; by: "name" | "email"; walk_in: boolean }[]; // of a walk-in: others who may be her
  membership: string; // empty: none that is known
  no_member: boolean; // it is known that she is none
  person: string; // as the target calls her; empty: nobody knows
  proposal: "" | "write" | "unknown_person" | "ambiguous" | "objects"; // empty: the target is told nothing of it
  state: "" | "due" | "sent" | "settled" | "parked" | "waiting" | "not_there"; // empty: there is no record
  left_out: boolean;
  words: string; // of the target
}

// Guests, or persons of the CRM; "refused": tickets that cannot be read.
export interface PullFigures {
  came: number;
  changed: number;
  went: number;
  refused: number;
}

export interface CrmPull {
  connector: string;
  event: string; // key; empty: the connector's persons
  remote: string; // what the connector calls the event
  list: string; // whose guests they are; empty: nobody's in particular
  finished: number | null;
  full_finished: number | null;
  tried: number | null;
  figures: PullFigures | null; // of the last one that came to its end, and what none could read so far
  trouble: string; // why the last one did not; empty: it did
  warning: string; // why one of the next may not, and what to do; empty: it need not
  under_way: boolean;
  half_done: boolean; // one was cut off; the next one goes on there
}

export interface CrmPulled {
  connector: string;
  event: string;
  full: boolean;
  under_way: boolean; // it goes on in the background; what follows is not known yet
  tickets: number;
  figures: PullFigures;
  guests: { change: "came" | "changed" | "went"; name: string; company: string; fields: string[] }[]; // the first 500
  import: ImportReport | null; // null: there was nothing
  persons: CrmPersonsLook | null; // of a look at persons
}

export interface CrmPersonsLook {
  read: number;
  fields: { field: string; said: number; changed: number }[]; // said: how many have it there
  examples: { change: "came" | "changed" | "went"; person: string; name: string; organisation: string; fields: { field: string; before: string; after: string }[] }[]; // the first 20 of each
}

export interface CrmMatch {
  guest: string;
  name: string;
  company: string;
  email: string; // her own; empty: not known
  connector: string;
  person: string; // as the connector calls her
  person_name: string; // empty: she is gone there
  organisation: string;
  person_email: string;
  by: "id" | "email" | "name" | "person"; // person: somebody said so
  state: "matched" | "proposed" | "confirmed" | "rejected";
}

// The first twenty that a search found.
export interface CrmPersons {
  persons: { connector: string; person: string; name: string; organisation: string; email: string }[];
  more: boolean;
}

export interface CrmDiff {
  target: string;
  place: string;
  enabled: boolean;
  stopped: string;
  packed_away: PackedAway | null;
  counts: CrmCounts;
  trouble: CrmTrouble | null;
  rows: CrmRow[];
}

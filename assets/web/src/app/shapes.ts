// What the API answers, as far as the pages read it (docs/openapi.yaml).

export type Labels = Record<string, string>;

export interface EventSummary {
  id: string;
  key: string;
  name: string;
  preset: string;
  starts: string;
  ends: string;
  doors_open: string;
  time_zone: string;
  closed: boolean;
  rehearsal?: boolean;
  left_open?: boolean; // it ended a week ago, and nobody closed it
  problem?: string;
}

export interface GuestLine {
  ticket: string;
  guest: string;
  name: string;
  company: string;
  category: string;
  places: number;
  list_owner: string;
  instead_of: string;
  status: "confirmed" | "awaiting_approval" | "waitlisted" | "cancelled" | "blocked";
  approved: boolean;
  declined: boolean;
  excused: boolean;
  no_show: boolean;
  seat_released: boolean;
  owns_seat: boolean;
  walk_in: boolean;
  waiting: boolean;
  inside: number;
  admitted: number;
  badge_owed: boolean;
  in_conflict: boolean;
  kept_out_alone: string; // why staff do not let her in without the server, whatever the hour and however many seats are left
  refused_for: string;
  notes: string[];
  arrived_at: number;
  prior: string[]; // scans that the next attendance entry of the ticket names
  last_admission: { scan: string; persons: number } | null; // what an undo takes back
  comes_with: string; // ticket of the guest whose companion or plus-one she is; empty: nobody's
  invited_by: string;
}

export interface Question {
  id: string;
  text: Labels;
  required: boolean;
  consent: boolean;
}

export interface Quota {
  list: string;
  most: number;
  left: number;
}

// Of whose arrival she wants to be told, and who came since she last looked.
export interface Notices {
  all: boolean;
  categories: string[];
  tickets: string[];
  arrived: GuestLine[];
}

export interface Figures {
  tickets: number;
  expected: number;
  inside: number;
  admitted: number;
  waiting: number;
  waitlisted: number;
  excused: number;
  no_shows: number;
  counted?: number;
}

export interface Seats {
  persons: number;
  left: number;
  hard: boolean;
  held: number; // that kiosks and pages may give away alone
}

export interface EventAtDoor {
  id: string;
  key: string;
  name: string;
  organiser: string;
  starts: number;
  ends: number;
  doors: { opens: number; closes: number }[];
  time_zone: string;
  now: number;
  rehearsal: boolean; // a copy to try things out with
  categories: Record<string, Labels>;
  policy: { preset: string; admit_by: string; walk_in: string; transfer: string; discreet: boolean; re_entry: string; alone: string; cap: { persons: number; kind: string; counts: string } | null; release_unclaimed_after_minutes: number | null; questions: Question[]; companions: { categories: string[]; per_guest: number }; plus_ones: number | null };
}

export interface GuestList {
  event: EventAtDoor;
  you: { role: string; lists: string[]; may: string[] };
  guests: GuestLine[];
  more: boolean;
  cursor: string;
  totals: Figures;
  others: Figures;
  seats: Seats | null;
  quotas: Quota[];
}

export interface GuestChanges {
  all: boolean;
  guests: GuestLine[];
  cursor: string;
  totals: Figures;
  others: Figures;
  seats: Seats | null;
  quotas: Quota[];
}

export interface Admission {
  outcome: "admitted" | "refused" | "announced";
  refusal: string;
  may_set_aside: boolean;
  persons: number;
  scan: string;
  step: number;
  questions: string[];
  seats_asked_back: boolean; // nothing was decided: kiosks give seats back, and the same is to be asked again
  source_asked: boolean; // nothing was decided: where the ticket was sold is asked, and the same is to be asked again
  opens_at: number;
  choices: GuestLine[];
  other_event: string;
  line: GuestLine | null;
}

export interface Moment {
  kind: string;
  word: string;
  persons: number;
  scan: string;
  step: number;
  undone: boolean;
  place: string;
  door: string;
  at: number;
  by: string;
}

export interface GuestSheet {
  line: GuestLine;
  first_name: string;
  last_name: string;
  email: string;
  language: string;
  table: string;
  extra: Record<string, string>;
  notes: { kind: string; text: string; at: number; by: number }[];
  order: { ticket: string; name: string }[];
  history: Moment[];
  refusal: { scan: string; step: number; word: string; at: number; may_set_aside: boolean } | null;
  unpaid: boolean; // who has to pay is not let in before that is settled
  answered: string[];
  consents: { question: string; yes: boolean }[];
}

export interface Waiting {
  ticket: string;
  name: string;
  company: string;
  refused_for: string;
  may_set_aside: boolean;
  scan: string;
  step: number;
  kiosk: string;
  door: string;
  since: number;
  reaches_you: number; // from when it is hers to decide
}

export interface HelpCall {
  scan: string;
  kiosk: string;
  door: string;
  at: number;
}

interface DoubtfulAdmission {
  scan: string;
  at: number;
  by: string; // who let her in; empty: nobody did by hand
}

export interface DoorNews {
  now: number; // venue time of this answer
  calls: (HelpCall & { reaches_you: number; loud: number })[]; // from when it is hers to go, and everybody's
  in_hand: (HelpCall & { answered: number; by: string })[]; // answered in the last minutes; by: name, or empty
  waiting: Waiting[];
  others_waiting: number;
  unknown: { count: number; kiosk: string; door: string; at: number | null }; // codes that nobody knows; where and when the last was shown
  conflicts: { ticket: string; name: string; stands: DoubtfulAdmission; disputed: DoubtfulAdmission; first_place: string; second_place: string }[];
  others_conflicts: number;
  notices: Notices;
}

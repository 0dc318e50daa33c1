// How many will come when: most come shortly before an event starts, and how many have come so far says whether fewer or
// more come than were expected. A rule of thumb to place people by, told as "about".
import type { Arrivals } from "./shapes";

export interface Bucket {
  at: number;
  persons: number;
}

export interface Hours {
  starts: number;
  opens: number; // the doors
}

const minute = 60_000;
const middle_before_start = 10 * minute;
const spread = 14 * minute;

// Share of all who have come by a time: logistic, which is near enough to the normal distribution.
const share_by = (at: number, { starts }: Hours) => 1 / (1 + Math.exp((-1.702 * (at - (starts - middle_before_start))) / spread));

// Fewer than this share tell nothing yet.
const telling_share = 0.08;

function pace(arrived: number, expected: number, share: number) {
  if (share < telling_share || expected === 0) return 1;
  return Math.min(1.3, Math.max(0.3, arrived / (expected * share)));
}

// Buckets from now until an hour after the start; empty where nothing is to come.
export function forecast(arrivals: Arrivals, hours: Hours): Bucket[] {
  const { expected, bucket_ms, now } = arrivals;
  const arrived = arrivals.buckets.reduce((sum, bucket) => sum + bucket.persons, 0);
  const first = Math.max(Math.floor(now / bucket_ms) * bucket_ms, Math.floor(hours.opens / bucket_ms) * bucket_ms);
  const last = hours.starts + 60 * minute;
  // Whoever waits until the doors open comes in with the first.
  const begun = (at: number) => (at <= hours.opens ? 0 : share_by(at, hours));
  const scale = expected * pace(arrived, expected, begun(now));
  let left = Math.max(0, expected - arrived);
  const buckets: Bucket[] = [];
  for (let at = first; at < last && left >= 1; at += bucket_ms) {
    const from = Math.max(at, now);
    const persons = Math.min(left, scale * (begun(at + bucket_ms) - begun(from)));
    left -= persons;
    buckets.push({ at, persons });
  }
  return buckets;
}

export interface Peak extends Bucket {
  is_past: boolean;
  is_now: boolean; // its bucket is the one that runs
}

// The busiest bucket of those that were and those to come; nothing where nobody comes.
export function peak_of(arrivals: Arrivals, coming: Bucket[]): Peak | undefined {
  const is_now = (at: number) => at <= arrivals.now && arrivals.now < at + arrivals.bucket_ms;
  const past = arrivals.buckets.map(({ at, persons }) => ({ at, persons, is_past: true, is_now: is_now(at) }));
  const open = past.at(-1)?.at;
  const joined = coming.map(({ at, persons }) => ({ at, persons: persons + (at === open ? (past.at(-1)?.persons ?? 0) : 0), is_past: false, is_now: is_now(at) }));
  const all: Peak[] = [...past, ...joined];
  const peak = all.reduce<Peak | undefined>((most, each) => (most && most.persons >= each.persons ? most : each), undefined);
  return peak && peak.persons >= 1 ? peak : undefined;
}

// Persons per minute, of the last five whole minutes.
export function rate_now(arrivals: Arrivals): number {
  const last = arrivals.minutes.slice(-5);
  return last.length === 0 ? 0 : last.reduce((sum, { persons }) => sum + persons, 0) / last.length;
}

// When the labels that printers are known to have are used up by who is to come; nothing: they will do, or nobody knows.
// Not all who come get one, such as where badges lie ready: what is needed is shared out evenly.
export function labels_end({ labels }: Pick<Arrivals, "labels">, coming: Bucket[]): number | undefined {
  if (!labels || labels.left === null || labels.uncounted > 0 || labels.left >= labels.needed) return undefined;
  const persons = coming.reduce((sum, bucket) => sum + bucket.persons, 0);
  if (persons === 0) return undefined;
  let left = labels.left;
  for (const { at, persons: come } of coming) {
    left -= (come / persons) * Math.min(labels.needed, persons);
    if (left < 0) return at;
  }
  return undefined;
}

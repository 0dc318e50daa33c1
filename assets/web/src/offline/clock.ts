// Venue time on this phone: the server's clock at the last exchange plus the time since (docs/journal.md, Time).
import { new_id } from "../app/ids";
import type { EntryTime } from "./entry";

// Each run of the page is a boot: a browser tells nobody whether the phone was started in between.
export const boot = new_id();

const tolerated_ms = 2000; // as much as the two clocks of a phone may disagree by before one of them was stopped or set
const drift = 10_000; // 1 ms in 10 s

interface Anchor {
  venue: number;
  run: number; // performance.now() then
  wall: number;
  uncertainty: number;
}

export class VenueClock {
  private anchor: Anchor | null = null;
  private ahead: number;

  // `ahead`: venue time less the phone's clock, and `newest` the newest venue time, as an earlier run knew them.
  constructor(ahead: number, private newest: number) {
    this.ahead = ahead;
  }

  // The server's clock said `venue` in an answer to a request that was sent at `sent` of performance.now().
  met(venue: number, sent: number) {
    const run = performance.now();
    const half = (run - sent) / 2;
    this.anchor = { venue: venue + half, run, wall: Date.now(), uncertainty: Math.ceil(half) };
    this.ahead = Math.round(this.anchor.venue - this.anchor.wall);
  }

  get clock_ahead() {
    return this.ahead;
  }

  // The monotonic clock of some phones stands still while they sleep; then only their wall clock knows, and nothing is
  // sure until the server is met.
  now(): EntryTime {
    const wall = Date.now();
    const anchor = this.anchor;
    const since = anchor === null ? 0 : performance.now() - anchor.run;
    const sure = anchor !== null && Math.abs(wall - anchor.wall - since) <= tolerated_ms;
    const venue = Math.max(Math.round(sure ? anchor.venue + since : wall + this.ahead), this.newest);
    this.newest = venue;
    return { venue, sure, device_wall: wall, boot, offset_ms: venue - wall, uncertainty_ms: anchor === null ? 0 : anchor.uncertainty + Math.ceil(since / drift) };
  }
}

// The venue's day of `at`, counted on from one that the server named. Empty: an admission counts for the whole event.
export function day_at(day: string, day_starts: number, at: number): string {
  if (day === "") return "";
  const days = Math.floor((at - day_starts) / 86_400_000);
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

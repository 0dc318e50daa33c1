// Local times of an event's place as the server writes them, without a zone: "2026-11-23T18:00".
import { moment_text, say, say_many, time_text } from "../app/text";

const parsed = (local: string) => new Date(`${local.slice(0, 16)}Z`);

const written = (local: string, as: (ms: number, zone: string) => string) =>
  Number.isNaN(parsed(local).getTime()) ? local : as(parsed(local).getTime(), "UTC");

export const span_text = (starts: string, ends: string) =>
  say("{from} to {until}", { from: written(starts, moment_text), until: written(ends, starts.slice(0, 10) === ends.slice(0, 10) ? time_text : moment_text) });

// A venue has no zone of its own; where all its events have the same, it is that. Else the browser's.
export function shared_zone(events: { time_zone?: string }[]): string | undefined {
  const zones = new Set(events.flatMap(({ time_zone }) => time_zone ?? []));
  return zones.size === 1 ? [...zones][0] : undefined;
}

export const later = (local: string, minutes: number) => new Date(parsed(local).getTime() + minutes * 60_000).toISOString().slice(0, 16);

// The same of an instant in that place, and back. Where clocks are set back, the earlier of both.
export const local_at = (ms: number, zone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(ms).replace(" ", "T");
export function instant_of(local: string, zone: string): number {
  const wall = parsed(local).getTime();
  const offset_at = (ms: number) => parsed(local_at(ms, zone)).getTime() - ms;
  return Number.isNaN(wall) ? Number.NaN : wall - offset_at(wall - offset_at(wall));
}

// Of this device's clock, as none of the event's place is at hand; it parts past from future by the day only.
export const today = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

export function duration_text(ms: number): string {
  if (ms < minute) return say_many("{count} second", "{count} seconds", Math.round(ms / second));
  if (ms < hour) return say_many("{count} minute", "{count} minutes", Math.round(ms / minute));
  return say_many("{count} hour", "{count} hours", Math.round(ms / hour));
}

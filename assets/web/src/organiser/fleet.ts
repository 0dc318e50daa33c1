// What of the fleet needs somebody. Pure.
import type { Kiosk, PrinterState } from "./shapes";

// From here on a clock shows the wrong minute, or a kiosk's entries come late.
export const much_off_ms = 5000;
export const much_lag_ms = 30_000;

export const parked_in = (kiosk: Kiosk) => kiosk.parked?.reduce((sum, each) => sum + each.entries, 0) ?? 0;

export const needs_hand = (printer: PrinterState) => printer.trouble !== "";

// What most of the kiosks that work have, so that a row can say that it differs; of two equal halves the higher one.
function usual(kiosks: Kiosk[], value_of: (kiosk: Kiosk) => string | undefined): string | undefined {
  const counts = new Map<string, number>();
  for (const kiosk of kiosks) {
    const value = kiosk.revoked ? undefined : value_of(kiosk);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([one, first], [other, second]) => second - first || other.localeCompare(one, "en", { numeric: true }))[0]?.[0];
}

export interface Usual {
  version?: string;
  font_set?: string;
}

export const usual_of = (kiosks: Kiosk[]): Usual => ({
  version: usual(kiosks, (kiosk) => kiosk.version),
  font_set: usual(kiosks, (kiosk) => kiosk.font_set),
});

export const differs = (value: string | undefined, usual: string | undefined) => value !== undefined && usual !== undefined && value !== usual;

// How much a kiosk needs somebody: the highest first. What it said before it went away counts no more than that it did.
export function trouble(kiosk: Kiosk, usual: Usual): number {
  if (kiosk.revoked) return -1;
  if (!kiosk.connected) return 32;
  const clock = kiosk.clock_off_ms === null || Math.abs(kiosk.clock_off_ms ?? 0) >= much_off_ms;
  return (
    (kiosk.stale ? 20 : 0) +
    (parked_in(kiosk) > 0 ? 16 : 0) +
    (kiosk.printers?.some(needs_hand) ? 8 : 0) +
    ((kiosk.sync_lag_ms ?? 0) >= much_lag_ms ? 4 : 0) +
    (clock ? 2 : 0) +
    (differs(kiosk.version, usual.version) || differs(kiosk.font_set, usual.font_set) ? 1 : 0)
  );
}

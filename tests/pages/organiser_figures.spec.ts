// What the organiser's page works out by itself: a forecast of arrivals, and an event's key from its name.
import { forecast, peak_of, rate_now } from "../../assets/web/src/organiser/forecast";
import { is_key, key_of } from "../../assets/web/src/organiser/event_key";
import { expect, test } from "../../assets/web/node_modules/@playwright/test/index.mjs";

const minute = 60_000;
const starts = Date.UTC(2026, 10, 27, 17, 0);
const hours = { starts, opens: starts - 60 * minute };

const buckets_of = (came: number[], minutes: number) => came.map((persons, index) => ({ at: hours.opens + index * minutes * minute, persons, by_category: { guest: persons } }));

// `came`: persons per five minutes since the doors opened.
function arrivals(minutes_to_start: number, came: number[], expected = 400) {
  const buckets = buckets_of(came, 5);
  const lanes = { advice: "none", per_minute: 0, could_do: 0, in_use: [], unused: [] };
  return { lanes, zone: "UTC", now: starts - minutes_to_start * minute, bucket_ms: 5 * minute, from: hours.opens, buckets, expected, minutes: buckets_of([9, 9, 1, 2, 3, 4, 5], 1), labels: null };
}
const all = (buckets: { persons: number }[]) => buckets.reduce((sum, { persons }) => sum + persons, 0);

test.describe("The forecast of arrivals", () => {
  for (const [name, now, came] of [
    ["days before", 3 * 24 * 60, []],
    ["when the doors open", 60, []],
    ["in the middle of it", 20, [2, 3, 6, 10, 19, 30, 42, 50]],
    ["after many came early", 30, [40, 60, 80, 90, 60, 50]],
    ["at the start", 0, [2, 3, 6, 10, 19, 30, 42, 50, 60, 55, 45, 30]],
  ] as [string, number, number[]][]) {
    test(`${name}: nobody comes before now, before the doors open, or twice`, () => {
      const given = arrivals(now, came);
      const coming = forecast(given, hours);
      expect(coming.length).toBeGreaterThan(0);
      expect(all(came.map((persons) => ({ persons }))) + all(coming)).toBeLessThanOrEqual(400 + 1e-6);
      for (const { at, persons } of coming) {
        expect(persons).toBeGreaterThanOrEqual(0);
        expect(at + 5 * minute).toBeGreaterThan(given.now);
        expect(at).toBeGreaterThanOrEqual(hours.opens);
      }
    });
  }

  test("days before, nearly everybody is in it, and the peak is shortly before the start", () => {
    const given = arrivals(3 * 24 * 60, []);
    const coming = forecast(given, hours);
    expect(all(coming)).toBeGreaterThan(380);
    const peak = peak_of(given, coming)!;
    expect(peak.is_past).toBe(false);
    expect(peak.at).toBeGreaterThanOrEqual(starts - 20 * minute);
    expect(peak.at).toBeLessThan(starts);
  });

  test("fewer are to come where fewer have come than usual", () => {
    const few = all(forecast(arrivals(15, [1, 1, 2, 4, 6, 9, 12, 14, 15]), hours));
    const many = all(forecast(arrivals(15, [3, 5, 9, 12, 15, 20, 30, 40, 50]), hours));
    expect(few).toBeLessThan(many);
  });

  test("nothing is to come once all are there, or an hour after the start", () => {
    expect(forecast(arrivals(10, [400]), hours)).toEqual([]);
    expect(forecast(arrivals(-60, [100]), hours)).toEqual([]);
    expect(peak_of(arrivals(-60, [10, 100, 20]), [])).toMatchObject({ persons: 100, is_past: true });
    expect(peak_of(arrivals(-60, []), [])).toBeUndefined();
  });

  test("a peak whose bucket still runs is now", () => {
    expect(peak_of(arrivals(58, [400]), [])).toMatchObject({ at: hours.opens, is_now: true });
    expect(peak_of(arrivals(50, [400]), [])).toMatchObject({ at: hours.opens, is_now: false });
  });

  test("the rate is that of the last five minutes", () => {
    expect(rate_now(arrivals(10, []))).toBe(3);
  });
});

test.describe("An event's key", () => {
  for (const [name, taken, key] of [
    ["Future Summit 2026", [], "future-summit-2026"],
    ["Café Größe & Übermut!", [], "cafe-groesse-and-uebermut"],
    ["Lunch", ["lunch", "lunch-2"], "lunch-3"],
    ["  –  ", [], ""],
  ] as [string, string[], string][]) {
    test(`of "${name}" is "${key}"`, () => {
      expect(key_of(name, taken)).toBe(key);
      expect(is_key(key)).toBe(key !== "");
    });
  }

  test("is one that the server takes, also of a long name that another event has", () => {
    const long = "Donaudampfschifffahrtsgesellschaft ".repeat(5);
    const first = key_of(long, []);
    expect(is_key(first)).toBe(true);
    expect(is_key(key_of(long, [first]))).toBe(true);
  });
});

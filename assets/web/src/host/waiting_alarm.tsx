// Guests who wait at a door, once they reach whoever holds this phone: shown above whatever part of the page is open, with a
// sound and a vibration, and again while somebody has waited for long.
import { useEffect, useRef } from "preact/hooks";
import type { DoorNews } from "../app/shapes";
import { say, say_many } from "../app/text";
import { arrival, ring } from "../parts/bell";
import { waited_text, where_text } from "../parts/call_alarm";
import { Icon } from "../parts/icon";
import { useVenueNow } from "../parts/venue_clock";
import { name_of } from "./door_tab";

const long_ms = 30_000;
const again_ms = 15_000;

// `quiet`: they are in view, so that they need no second place.
export function WaitingAlarm({ news, quiet, to_door }: { news: DoorNews | null; quiet: boolean; to_door: () => void }) {
  const now = useVenueNow(news);
  const waiting = news?.waiting.filter((guest) => guest.reaches_you <= now) ?? [];
  const long = waiting.some((guest) => now - guest.since >= long_ms);
  const rung = useRef(new Set<string>());
  const scans = waiting.map((guest) => guest.scan).join();
  useEffect(() => {
    const fresh = waiting.filter((guest) => !rung.current.has(guest.scan));
    for (const guest of fresh) rung.current.add(guest.scan);
    if (fresh.length > 0) ring(arrival);
  }, [scans]);
  useEffect(() => {
    if (!long) return;
    const again = setInterval(() => ring(arrival), again_ms);
    return () => clearInterval(again);
  }, [long]);
  const first = waiting[0];
  if (quiet || !first) return null;
  return (
    <div class="alarm" role="alert">
      <Icon name="door" />
      <div class="grow">
        <strong>{say("{name} is waiting at the door", { name: name_of(first) })}</strong>
        <span class="block">
          {[first.company, where_text(first)].filter(Boolean).join(" · ")}
          <span aria-hidden="true">{` · ${waited_text(first.since, now)}`}{waiting.length > 1 && ` · ${say_many("{count} more person is waiting", "{count} more people are waiting", waiting.length - 1)}`}</span>
        </span>
      </div>
      <button class="button main" onClick={to_door}>{say("To the door")}</button>
    </div>
  );
}

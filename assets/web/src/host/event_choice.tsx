// Which event: for who has one only, that one at once.
import { useEffect, useState } from "preact/hooks";
import { address_of, replace } from "../app/address";
import { call } from "../app/api";
import { me, sign_out } from "../app/session";
import type { EventSummary } from "../app/shapes";
import { moment_text, say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Corner } from "../parts/corner";
import { Notice } from "../parts/notice";
import { useTitle } from "../parts/title";

// The server writes the time at the event's place, and how far that is from UTC; a device may be elsewhere.
const day_of = (local: string) => moment_text(Date.parse(`${local.slice(0, 16)}Z`), "UTC");

export function EventChoice() {
  const [events, set_events] = useState<EventSummary[]>();
  const { busy, problem, run } = useBusy();
  useTitle(say("Your events"));
  useEffect(() => {
    let is_here = true; // who has gone elsewhere meanwhile is not called back, nor who is just going
    const address = location.hash;
    run(async () => {
      const known = (await call<EventSummary[]>("GET", "/events")).filter((event) => !event.problem);
      set_events(known);
      if (is_here && location.hash === address && known.length === 1 && known[0] && me.value?.role !== "organiser") replace("events", known[0].key);
    });
    return () => void (is_here = false);
  }, []);
  return (
    <div class="door">
      <Corner />
      <main>
        <h1>{say("Your events")}</h1>
        {problem && <Notice kind="danger">{problem}</Notice>}
        {events?.length === 0 && <p class="quiet-text">{say("There is no event for you yet. Please ask the organiser.")}</p>}
        {events && events.length > 0 && (
          <ul class="stack">
            {events.map((event) => (
              <li key={event.id}>
                <a class="button wide" href={address_of("events", event.key)}>
                  <span class="grow">
                    {event.name}
                    <br />
                    <span class="small quiet-text">{day_of(event.starts)}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
        <button class="button quiet" disabled={busy} onClick={() => run(sign_out)}>{say("Sign out")} ({me.value?.name})</button>
      </main>
    </div>
  );
}

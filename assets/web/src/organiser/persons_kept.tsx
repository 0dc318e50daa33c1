// How long an event's personal data is kept after it was closed, and its removal.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { is_of_venue } from "../app/session";
import { date_text, moment_text, say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useAfterChanges } from "../parts/after_changes";
import { useAnswer } from "../parts/answer";
import { Confirm } from "../parts/confirm";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import type { EventWatch, Watched } from "./event_watch";
import { RetentionDays } from "./retention_days";
import type { EventRetention, Purged, RetentionAnswer, RetentionStep } from "./shapes";
import { StillHeld } from "./still_held";

const patience_ms = 300_000;

function step_text(step: RetentionStep, zone: string): string {
  if (step.done !== null) return say("Erased on {date}", { date: date_text(step.done, zone) });
  if (step.due === null) return say_many("{count} day after closing", "{count} days after closing", step.days);
  return say("On {date}", { date: date_text(step.due, zone) });
}

function Dates({ event, zone }: { event: EventRetention; zone: string }) {
  return (
    <table>
      <thead><tr><th scope="col">{say("Data")}</th><th scope="col">{say("Erasure")}</th></tr></thead>
      <tbody>
        <tr><th scope="row">{say("Reasons typed at refusals")}</th><td>{step_text(event.refusals, zone)}</td></tr>
        <tr><th scope="row">{say("Names, e-mail addresses and all else that is personal")}</th><td>{step_text(event.persons, zone)}</td></tr>
        <tr><th scope="row">{say("Figures")}</th><td>{say("never")}</td></tr>
      </tbody>
    </table>
  );
}

function State({ event, zone }: { event: EventRetention; zone: string }) {
  const { persons } = event;
  if (persons.done !== null) {
    return (
      <Notice kind="success">
        {say("All guest data of this event was erased on {date}. The figures of the event are kept.", { date: date_text(persons.done, zone) })}
        {event.unfinished && <> {say("Files and backups are still being rewritten.")}</>}
      </Notice>
    );
  }
  if (persons.announced === null || persons.due === null) return null;
  return <Notice kind="attention">{say("All guest data of this event is erased on {date}, for ever. Export before what you still need, or lengthen the time below.", { date: date_text(persons.due, zone) })}</Notice>;
}

function PackedFiles({ event, zone }: { event: EventRetention; zone: string }) {
  if (event.packed.length === 0) return null;
  return (
    <Notice kind="attention">
      {say("These packed files hold everybody as they were then. Destroy them by hand:")}
      <ul class="bullets">{event.packed.map(({ at, label }) => <li key={at}>{label ? `${moment_text(at, zone)} · ${label}` : moment_text(at, zone)}</li>)}</ul>
    </Notice>
  );
}

function Removal({ event, name, zone, done }: { event: EventRetention; name: string; zone: string; done: (answer: Purged) => Promise<void> }) {
  const [asking, set_asking] = useState(false);
  const may = event.closed && event.figures_kept;
  const again = event.persons.done !== null;
  const purge = () => call<Purged>("POST", `/events/${encodeURIComponent(event.event)}/purge`, { confirm: true }, patience_ms).then(done);
  return (
    <section class="panel stack" aria-labelledby="removal">
      <h2 id="removal">{again ? say("Erase what is left") : say("Erase all guest data now")}</h2>
      <p class="quiet-text">{again
        ? say("Backups that were put back in their place since are rewritten, too.")
        : say("Names, addresses, answers, notes and codes of everybody, here, at kiosks and in backups. How many came, when and in which category stays.")}</p>
      {!may && <p>{say("Close the event first: its figures are kept then.")}</p>}
      <PackedFiles event={event} zone={zone} />
      <div><button class={`button ${again ? "" : "danger"}`} disabled={!may} onClick={() => set_asking(true)}>{again ? say("Erase again") : say("Erase all guest data…")}</button></div>
      {asking && (
        <Confirm title={say("Erase all guest data of {event}?", { event: name })} act={say("Erase for ever")} work={purge} close={() => set_asking(false)}>
          <p>{say("Nobody can take that back, no backup brings it again, and the event cannot be reopened.")}</p>
          <p>{say("The figures of the event and the journal of what happened are kept without names.")}</p>
          {event.persons.due !== null && !again && <p>{say("By itself it would happen on {date}.", { date: date_text(event.persons.due, zone) })}</p>}
        </Confirm>
      )}
    </section>
  );
}

export function PersonsKept({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const path = `/events/${encodeURIComponent(watched.status.key)}/retention`;
  const { answer, failure, again } = useAnswer<RetentionAnswer>(path);
  useAfterChanges(watch.changes, again);
  const [purged, set_purged] = useState<Purged>();
  const zone = watched.at_door.time_zone;
  const event = answer?.events[0];
  const after = async (given: Purged) => {
    set_purged(given);
    await Promise.all([again(), watch.refresh()]);
    tell(say("All guest data of this event is erased."));
  };
  if (!event) return failure === undefined ? <Loading lines={4} /> : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  return (
    <div class="stack roomy">
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      <State event={event} zone={zone} />
      {purged && <StillHeld erased={purged} zone={zone} may_repeat={is_of_venue()} />}
      <section class="panel stack" aria-labelledby="kept">
        <h2 id="kept">{say("How long personal data is kept")}</h2>
        <Dates event={event} zone={zone} />
        <p class="small quiet-text">{say("Kiosks forget all guests 24 hours after the end of the event. Erasures are announced here two weeks before; while the server’s clock is wrong, they wait.")}</p>
        {is_of_venue() && event.persons.done === null && (
          <RetentionDays key={`${event.persons.days} ${event.refusals.days}`} path={path} persons_days={event.persons.days} refusals_days={event.refusals.days} may_reset={event.is_own} saved={again} />
        )}
      </section>
      {is_of_venue() && <Removal event={event} name={watched.at_door.name} zone={zone} done={after} />}
    </div>
  );
}

// How long an event's persons are kept after it was closed, and their removal.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { is_of_venue } from "../app/session";
import { date_text, say, say_many } from "../app/text";
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
      <thead><tr><th scope="col">{say("What goes")}</th><th scope="col">{say("When")}</th></tr></thead>
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
        {say("All persons of this event were erased on {date}. Its figures are kept.", { date: date_text(persons.done, zone) })}
        {event.unfinished && <> {say("Backups are still being rewritten.")}</>}
      </Notice>
    );
  }
  if (persons.announced === null || persons.due === null) return null;
  return <Notice kind="attention">{say("All persons of this event are erased on {date}, for ever. Export before what you still need, or choose a later day below.", { date: date_text(persons.due, zone) })}</Notice>;
}

function Removal({ event, zone, done }: { event: EventRetention; zone: string; done: (answer: Purged) => Promise<void> }) {
  const [asking, set_asking] = useState(false);
  const may = event.closed && event.figures_kept;
  const again = event.persons.done !== null;
  const purge = () => call<Purged>("POST", `/events/${encodeURIComponent(event.event)}/purge`, { confirm: true }, patience_ms).then(done);
  return (
    <section class="panel stack" aria-labelledby="removal">
      <h2 id="removal">{again ? say("Erase what is left") : say("Erase all persons now")}</h2>
      <p class="quiet-text">{again
        ? say("Backups that were put back in their place since are rewritten, too.")
        : say("Names, addresses, answers, notes and codes of everybody, here, at kiosks and in backups. How many came, when and in which category stays.")}</p>
      {!may && <p>{say("Close the event first: its figures are kept then.")}</p>}
      {event.packed.length > 0 && <p>{say_many("{count} packed file holds them as they were then and has to be destroyed by hand.", "{count} packed files hold them as they were then and have to be destroyed by hand.", event.packed.length)}</p>}
      <div><button class={`button ${again ? "" : "danger"}`} disabled={!may} onClick={() => set_asking(true)}>{again ? say("Erase again") : say("Erase all persons…")}</button></div>
      {asking && (
        <Confirm title={say("Erase all persons of this event?")} act={say("Erase for ever")} work={purge} close={() => set_asking(false)}>
          {say("Nobody can take that back, no backup brings them again, and the event cannot be reopened. Its figures and the journal of what happened are kept without names.")}
          {event.persons.due !== null && !again && <><br />{say("By itself it would happen on {date}.", { date: date_text(event.persons.due, zone) })}</>}
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
    tell(say("All persons of this event are erased."));
  };
  if (!event) return failure === undefined ? <Loading lines={4} /> : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  return (
    <div class="stack roomy">
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      <State event={event} zone={zone} />
      {purged && <StillHeld erased={purged} zone={zone} />}
      <section class="panel stack" aria-labelledby="kept">
        <h2 id="kept">{say("How long persons are kept")}</h2>
        <Dates event={event} zone={zone} />
        <p class="small quiet-text">{say("Kiosks forget all guests 24 hours after the end of the event. What is due is announced here two weeks before, and waits while the server's clock is in doubt.")}</p>
        {is_of_venue() && event.persons.done === null && (
          <RetentionDays key={`${event.persons.days} ${event.refusals.days}`} path={path} persons_days={event.persons.days} refusals_days={event.refusals.days} may_reset={event.is_own} saved={again} />
        )}
      </section>
      {is_of_venue() && <Removal event={event} zone={zone} done={after} />}
    </div>
  );
}

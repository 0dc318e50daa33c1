// Rehearsing an event (docs/rehearsal.md): a copy to try doors and people out with, and arrivals that are played.
import { useState } from "preact/hooks";
import { call } from "../../app/api";
import { me } from "../../app/session";
import { sentence_of } from "../../app/sentences";
import { say } from "../../app/text";
import { tell } from "../../host/toast";
import { useAnswer } from "../../parts/answer";
import { useBusy } from "../../parts/busy";
import { Confirm } from "../../parts/confirm";
import { Icon } from "../../parts/icon";
import { Notice } from "../../parts/notice";
import type { Watched } from "../event_watch";
import { go_to, place } from "../places";
import type { EventStatus, ListedEvent } from "../shapes";
import { Arrivals } from "./arrivals";

const path_of = (event: string) => `/events/${encodeURIComponent(event)}/rehearsal`;
const patience_ms = 60_000;

type Question = "drop" | "anew";

function CopyActs({ source, copy, changed }: { source: string; copy: ListedEvent; changed: () => Promise<void> }) {
  const [question, set_question] = useState<Question>();
  const drop = async () => {
    await call("DELETE", path_of(copy.key), undefined, patience_ms);
    tell(say("The rehearsal is dropped."));
    await changed();
  };
  const anew = async () => {
    await call("DELETE", path_of(copy.key), undefined, patience_ms);
    await call("POST", path_of(source), {}, patience_ms);
    tell(say("The rehearsal begins anew."));
    await changed();
  };
  return (
    <>
      <p><span class="tag rehearsal">{say("REHEARSAL")}</span> <a href={place("events", copy.key)}>{copy.name}</a> {copy.totals && <span class="quiet-text">· {say("{count} let in so far", { count: copy.totals.admitted })}</span>}</p>
      <div class="acts">
        <a class="button" href={place("kiosks")}><Icon name="kiosk" />{say("Assign kiosks to it")}</a>
        <button class="button" onClick={() => set_question("anew")}><Icon name="undo" />{say("Begin anew")}</button>
        <button class="button danger" onClick={() => set_question("drop")}>{say("Drop the rehearsal")}</button>
      </div>
      {question === "drop" && <Confirm title={say("Drop the rehearsal?")} act={say("Drop the rehearsal")} work={drop} close={() => set_question(undefined)}>{say("The copy and all that was recorded in it is gone for ever, here and on its kiosks. The event itself stays as it is.")}</Confirm>}
      {question === "anew" && <Confirm title={say("Begin the rehearsal anew?")} act={say("Begin anew")} work={anew} close={() => set_question(undefined)}>{say("All that was recorded in the copy is gone, and it takes guests and policy of the event as they are now. Kiosks have to be assigned to it again.")}</Confirm>}
    </>
  );
}

// Made under the key of its event (rehearsal_handlers.cpp); one that was made under another key is among the events.
const copy_of = (events: ListedEvent[] | undefined, key: string) => events?.find((event) => event.rehearsal && event.key.startsWith(`${key}-rehearsal`));

function Copy({ status }: { status: EventStatus }) {
  const { answer: events, failure, again } = useAnswer<ListedEvent[]>("/events");
  const { busy, problem, run } = useBusy();
  const copy = copy_of(events, status.key);
  const make = () =>
    run(async () => {
      await call("POST", path_of(status.key), {}, patience_ms);
      await again();
      tell(say("The rehearsal is ready."));
    });
  return (
    <section class="panel stack" aria-labelledby="copy">
      <h2 id="copy">{say("Try it out with a copy")}</h2>
      <p class="quiet-text">{say("The copy has the guests, tickets, policy and badges of the event. Real tickets work in it; every screen and badge says REHEARSAL, and nothing done there reaches the event.")}</p>
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {copy ? <CopyActs source={status.key} copy={copy} changed={again} /> : (
        <div class="row wraps"><button class="button main" disabled={busy || !events} onClick={make}>{busy ? say("The guest list is being copied…") : say("Make a copy")}</button></div>
      )}
    </section>
  );
}

function OfCopy({ status }: { status: EventStatus }) {
  const [asked, set_asked] = useState(false);
  const drop = async () => {
    await call("DELETE", path_of(status.key), undefined, patience_ms);
    go_to("events");
  };
  return (
    <section class="panel stack" aria-labelledby="copy">
      <h2 id="copy">{say("This is the copy")}</h2>
      <p>{say("Admit, print and undo here as you like. To begin anew, open the rehearsal of the event itself.")}</p>
      <div class="row wraps"><button class="button danger" onClick={() => set_asked(true)}>{say("Drop the rehearsal")}</button></div>
      {asked && <Confirm title={say("Drop the rehearsal?")} act={say("Drop the rehearsal")} work={drop} close={() => set_asked(false)}>{say("The copy and all that was recorded in it is gone for ever, here and on its kiosks. The event itself stays as it is.")}</Confirm>}
    </section>
  );
}

export function RehearsalSection({ watched }: { watched: Watched }) {
  const { status } = watched;
  if (me.value?.events.length !== 0) return <Notice kind="attention">{say("Only organisers of the whole venue rehearse. Please ask one.")}</Notice>;
  return (
    <div class="stack roomy">
      {status.rehearsal ? <OfCopy status={status} /> : <Copy status={status} />}
      <Arrivals event={status.key} guests={status.guests} />
    </div>
  );
}

// All events: those to come first, then those that have been.
import { useState } from "preact/hooks";
import { sentence_of } from "../app/sentences";
import { number_text, say, say_many } from "../app/text";
import { useAnswer } from "../parts/answer";
import { Icon } from "../parts/icon";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { Heading } from "./heading";
import { place } from "./places";
import { preset_name } from "./presets";
import type { ListedEvent, Totals } from "./shapes";
import { span_text, today } from "./times";
import { UnpackSheet } from "./unpack";
import { YearFigures } from "./year_figures";

export function EventTags({ event }: { event: ListedEvent }) {
  return (
    <>
      {event.rehearsal && <span class="tag rehearsal">{say("REHEARSAL")}</span>}
      {event.left_open && <span class="tag attention">{say("Not closed, so its guest data is never erased")}</span>}
      {event.closed && !event.late_entries && <span class="tag">{say("Closed")}</span>}
      {event.closed && Boolean(event.late_entries) && <span class="tag attention">{say_many("Reopened by late entries: {count} since closing", "Reopened by late entries: {count} since closing", event.late_entries ?? 0)}</span>}
    </>
  );
}

function Attendance({ totals }: { totals: Totals }) {
  if (totals.admitted === 0 && totals.expected_persons === 0) return <span class="quiet-text">{say("no guests yet")}</span>;
  return (
    <>
      <strong>{number_text(totals.admitted)}</strong><span class="quiet-text"> / {number_text(totals.expected_persons)} {say("arrived")}</span>
      {totals.inside > 0 && <span class="second">{say("{count} inside", { count: number_text(totals.inside) })}</span>}
    </>
  );
}

function EventRow({ event }: { event: ListedEvent }) {
  if (event.problem) {
    return (
      <li class="event">
        <div class="who">
          <strong>{event.key}</strong>
          <span class="attention-text">{say("The file of this event cannot be read. Restore it from a backup; the server’s log says more.")}</span>
        </div>
      </li>
    );
  }
  const { totals } = event;
  return (
    <li class="event">
      <a class="who" href={place("events", event.key)}>
        <span class="row wraps"><strong>{event.name}</strong><EventTags event={event} /></span>
        <span class="small quiet-text">{[span_text(event.starts, event.ends), preset_name(event.preset)].join(" · ")}</span>
      </a>
      <p class="attendance">{totals ? <Attendance totals={totals} /> : ""}</p>
    </li>
  );
}

function EventGroup({ title, events }: { title: string; events: ListedEvent[] }) {
  if (events.length === 0) return null;
  return (
    <section class="stack" aria-label={title}>
      <h2>{title}</h2>
      <ul class="events">{events.map((event) => <EventRow key={event.id} event={event} />)}</ul>
    </section>
  );
}

// After all dates: events whose file cannot be read have none.
const last = "9999";

export function Events({ may_add }: { may_add: boolean }) {
  const { answer, failure, again } = useAnswer<ListedEvent[]>("/events", 30_000);
  const [unpacking, set_unpacking] = useState(false);
  const close = () => {
    set_unpacking(false);
    void again();
  };
  const by_start = (one: ListedEvent, other: ListedEvent) => (one.starts ?? last).localeCompare(other.starts ?? last);
  const is_over = (event: ListedEvent) => !event.problem && (event.closed || event.ends.slice(0, 10) < today());
  const events = [...(answer ?? [])].sort(by_start);
  return (
    <>
      <Heading title={say("Events")}>
        {may_add && <button class="button" onClick={() => set_unpacking(true)}>{say("Unpack an event…")}</button>}
        {may_add && answer?.length !== 0 && <a class="button main" href={place("new-event")}><Icon name="plus" />{say("New event")}</a>}
      </Heading>
      {unpacking && <UnpackSheet close={close} />}
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {!answer && failure === undefined && <Loading lines={5} />}
      {answer?.length === 0 && (
        <div class="empty">
          <p>{may_add ? say("There is no event yet. A new one takes a name, a day and a preset; guests can be imported afterwards.") : say("There is no event for you yet. The organiser can give you one.")}</p>
          {may_add && <a class="button main" href={place("new-event")}><Icon name="plus" />{say("New event")}</a>}
        </div>
      )}
      <EventGroup title={say("Now and upcoming")} events={events.filter((event) => !is_over(event))} />
      <EventGroup title={say("Over")} events={events.filter(is_over).reverse()} />
      {may_add && <YearFigures events={events} />}
    </>
  );
}

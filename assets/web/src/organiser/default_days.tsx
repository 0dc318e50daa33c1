// How long personal data is kept at events that have no times of their own.
import { sentence_of } from "../app/sentences";
import { date_text, say } from "../app/text";
import { useAnswer } from "../parts/answer";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { place } from "./places";
import { RetentionDays } from "./retention_days";
import type { ListedEvent, RetentionAnswer } from "./shapes";

interface Known {
  answer: RetentionAnswer;
  name_of: (key: string) => string;
}

// What goes by itself before long.
function Announced({ answer, name_of }: Known) {
  const soon = answer.events.filter(({ persons }) => persons.announced !== null && persons.due !== null);
  if (soon.length === 0) return null;
  return (
    <Notice kind="attention">
      {say("At these events all personal data is erased soon:")}
      <ul class="bullets">
        {soon.map(({ event, persons }) => <li key={event}><a href={place("events", event, "privacy")}>{say("{event} on {date}", { event: name_of(event), date: date_text(persons.due!) })}</a></li>)}
      </ul>
    </Notice>
  );
}

// What never goes, as it is counted from a closing that nobody does.
function LeftOpen({ answer, name_of }: Known) {
  const left_open = answer.events.filter((event) => event.left_open);
  if (left_open.length === 0) return null;
  return (
    <Notice kind="attention">
      {say("These events are over, but their guest data is never erased, as nobody has closed them. Close them:")}
      <ul class="bullets">
        {left_open.map(({ event }) => <li key={event}><a href={place("events", event, "closing")}>{name_of(event)}</a></li>)}
      </ul>
    </Notice>
  );
}

export function DefaultDays() {
  const { answer, failure, again } = useAnswer<RetentionAnswer>("/retention");
  const { answer: events } = useAnswer<ListedEvent[]>("/events");
  const name_of = (key: string) => events?.find((event) => event.key === key)?.name || key;
  return (
    <section class="panel stack" aria-labelledby="default-days">
      <h2 id="default-days">{say("How long personal data is kept")}</h2>
      <p class="quiet-text">{say("At all events that have no times of their own, counted from the closing. Figures are kept for ever, the audit trail for 90 days.")}</p>
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {!answer && failure === undefined && <Loading lines={2} />}
      {answer && <LeftOpen answer={answer} name_of={name_of} />}
      {answer && <Announced answer={answer} name_of={name_of} />}
      {answer && <RetentionDays path="/retention" persons_days={answer.persons_days} refusals_days={answer.refusals_days} saved={again} key={`${answer.persons_days} ${answer.refusals_days}`} />}
    </section>
  );
}

// How long persons are kept at events that have no times of their own.
import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { date_text, say } from "../app/text";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { place } from "./places";
import type { RetentionAnswer } from "./shapes";

function Days({ answer, saved }: { answer: RetentionAnswer; saved: () => Promise<void> }) {
  const [persons, set_persons] = useState(String(answer.persons_days));
  const [refusals, set_refusals] = useState(String(answer.refusals_days));
  const { busy, problem, run } = useBusy();
  const save = async () => {
    const done = await run(() => call("PUT", "/retention", { persons_days: Number(persons), refusals_days: Number(refusals) }).then(saved));
    if (done) tell(say("The times are saved."));
  };
  return (
    <Form on_send={save}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Field label={say("Persons, days after closing")} value={persons} on_input={set_persons} type="number" required />
      <Field label={say("Reasons of refusals, days after closing")} value={refusals} on_input={set_refusals} type="number" required />
      <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Save")}</button>
    </Form>
  );
}

// What goes by itself before long.
function Announced({ answer }: { answer: RetentionAnswer }) {
  const soon = answer.events.filter(({ persons }) => persons.announced !== null && persons.due !== null);
  if (soon.length === 0) return null;
  return (
    <Notice kind="attention">
      {say("These events lose all their persons soon, for ever:")}{" "}
      {soon.map(({ event, persons }, index) => (
        <Fragment key={event}>{index > 0 && ", "}<a href={place("events", event, "privacy")}>{say("{event} on {date}", { event, date: date_text(persons.due!) })}</a></Fragment>
      ))}
    </Notice>
  );
}

export function DefaultDays() {
  const { answer, failure, again } = useAnswer<RetentionAnswer>("/retention");
  return (
    <section class="panel stack" aria-labelledby="default-days">
      <h2 id="default-days">{say("How long persons are kept")}</h2>
      <p class="quiet-text">{say("At all events that have no times of their own, counted from the closing. Figures are kept for ever, the audit trail for 90 days.")}</p>
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {!answer && failure === undefined && <Loading lines={2} />}
      {answer && <Announced answer={answer} />}
      {answer && <Days answer={answer} saved={again} key={`${answer.persons_days} ${answer.refusals_days}`} />}
    </section>
  );
}

// Who is in the house: all events under way at once, and the crew, against what the house may hold.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { number_text, say } from "../app/text";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { RollCallButton } from "../roll_call/start_button";
import { Heading } from "./heading";
import { place } from "./places";
import type { HouseAnswer } from "./shapes";

export function HouseWarning({ house }: { house: HouseAnswer }) {
  if (house.level === "full") return <Notice kind="danger">{say("The house is full: {inside} people are in, and it holds {limit}.", { inside: number_text(house.inside), limit: number_text(house.limit) })}</Notice>;
  if (house.level === "warning") return <Notice kind="attention">{say("The house is nearly full: {inside} people are in, and it holds {limit}.", { inside: number_text(house.inside), limit: number_text(house.limit) })}</Notice>;
  return null;
}

function Rules({ house, changed }: { house: HouseAnswer; changed: () => Promise<void> }) {
  const [limit, set_limit] = useState(house.limit > 0 ? String(house.limit) : "");
  const [crew, set_crew] = useState(String(house.crew));
  const { busy, problem, run } = useBusy();
  const save = async () => {
    const done = await run(() => call("PUT", "/house", { limit: Number(limit || 0), crew: Number(crew || 0) }).then(changed));
    if (done) tell(say("The house is saved."));
  };
  return (
    <section class="panel stack" aria-labelledby="house-rules">
      <h2 id="house-rules">{say("Capacity")}</h2>
      <Form on_send={save}>
        {problem && <Notice kind="danger">{problem}</Notice>}
        <Field label={say("Most people allowed")} value={limit} on_input={set_limit} type="number" hint={say("As its permit says, crew included. Empty: no warning.")} />
        <Field label={say("Crew")} value={crew} on_input={set_crew} type="number" hint={say("Everybody who works in the house and is no guest, counted by hand.")} />
        <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Save")}</button>
      </Form>
    </section>
  );
}

function Inside({ house }: { house: HouseAnswer }) {
  const total = house.limit > 0 ? say("{inside} of {limit}", { inside: number_text(house.inside), limit: number_text(house.limit) }) : number_text(house.inside);
  return (
    <section class="panel stack" aria-labelledby="house-inside">
      <h2 id="house-inside">{say("In the house now")}</h2>
      <div class="figures"><div><strong data-test="inside">{total}</strong><span class="small quiet-text">{say("people, crew included")}</span></div></div>
      {house.limit > 0 && <div class={`bar ${house.level}`} role="img" aria-label={total}><i style={{ width: `${Math.min(100, (100 * house.inside) / house.limit)}%` }} /></div>}
      {house.estimate && <p class="small quiet-text">{say("This is an estimate: departures are not scanned everywhere. Some who are counted may have left already.")}</p>}
      <table>
        <thead><tr><th scope="col">{say("Event")}</th><th scope="col" class="figure">{say("inside")}</th></tr></thead>
        <tbody>
          {house.events.map((event) => (
            <tr key={event.event}>
              <th scope="row"><a href={place("events", event.event)}>{event.name}</a>{(event.estimate || event.closed) && <span class="second">{[event.closed && say("closed"), event.estimate && say("estimate")].filter(Boolean).join(" · ")}</span>}</th>
              <td class="figure">{number_text(event.inside + event.counted)}</td>
            </tr>
          ))}
          <tr><th scope="row">{say("Crew")}</th><td class="figure">{number_text(house.crew)}</td></tr>
        </tbody>
      </table>
      <p class="small quiet-text">{say("An event counts from the day on which its doors open until the day of its end is over. Its guests still count after it is closed, until that day is over.")}</p>
    </section>
  );
}

export function House() {
  const { answer, failure, again } = useAnswer<HouseAnswer>("/house", 5000);
  return (
    <>
      <Heading title={say("The house")}><RollCallButton /></Heading>
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {!answer && failure === undefined && <Loading lines={5} />}
      {answer && (
        <>
          <HouseWarning house={answer} />
          <div class="columns">
            <Inside house={answer} />
            <Rules house={answer} changed={again} />
          </div>
        </>
      )}
    </>
  );
}

// Arrivals that are played with the event's own guests: the packaged scenario, or with figures changed.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { arrivals, desks, kiosks, minutes, printers } from "../../../../rehearsals/summit-peak.json";
import { ApiError, call } from "../../app/api";
import { sentence_of } from "../../app/sentences";
import { language, say, say_many } from "../../app/text";
import { useBusy } from "../../parts/busy";
import { Field, Form } from "../../parts/field";
import { Icon } from "../../parts/icon";
import { Notice } from "../../parts/notice";
import { save_file } from "../../parts/save_file";
import { Report } from "./report";
import type { RunAnswer } from "./report_shapes";

const patience_ms = 600_000;
const packaged: Record<string, number> = { arrivals, minutes, kiosks, printers, desks };

// The last run of each event outlasts a look at another part of the page.
const runs = signal<Record<string, RunAnswer>>({});

const names = (): [string, string][] => [
  ["arrivals", say("Arrivals")],
  ["minutes", say("Period (minutes)")],
  ["kiosks", say("Kiosks")],
  ["printers", say("Printers")],
  ["desks", say("Desks of the team")],
];

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 400 ? say("These figures do not fit together. Please check them.") : sentence_of(error);

function Elapsed() {
  const [seconds, set_seconds] = useState(0);
  useEffect(() => {
    const clock = setInterval(() => set_seconds((before) => before + 1), 1000);
    return () => clearInterval(clock);
  }, []);
  return (
    <div class="stack" role="status">
      <div class="working"><i /></div>
      <p>{say("The arrivals are played, several times where something is missing.")} <span aria-hidden="true">{say_many("{count} second", "{count} seconds", seconds)}</span></p>
    </div>
  );
}

export function Arrivals({ event, guests }: { event: string; guests: number }) {
  const [figures, set_figures] = useState<Record<string, string>>(() => Object.fromEntries(Object.entries(packaged).map(([name, count]) => [name, String(count)])));
  const { busy, problem, run } = useBusy();
  const done = runs.value[event];
  const wrong = (name: string) => (/^[1-9][0-9]{0,5}$/.test(figures[name]!.trim()) || (name !== "arrivals" && name !== "minutes" && figures[name]!.trim() === "0") ? undefined : say("A whole number, please."));
  const is_wrong = names().some(([name]) => wrong(name));
  const changed = Object.entries(packaged).some(([name, count]) => figures[name] !== String(count));
  const play = async () => {
    if (is_wrong) return;
    const asked = Object.fromEntries(Object.entries(figures).map(([name, text]) => [name, Number(text)]));
    await run(async () => {
      const answer = await call<RunAnswer>("POST", `/events/${encodeURIComponent(event)}/rehearsal/runs`, asked, patience_ms);
      runs.value = { ...runs.value, [event]: answer };
    }, explain);
  };
  const save = () => done && save_file(`${event}-rehearsal.txt`, done.text[language.value], "text/plain");
  return (
    <section class="panel stack roomy" aria-labelledby="arrivals-played">
      <div class="stack">
        <h2 id="arrivals-played">{say("Will the arrivals go well?")}</h2>
        <p class="quiet-text">{say("Arrivals are played with the guests and the policy of this event, with what goes wrong on an evening: unknown codes, forgotten tickets, a printer that jams, kiosks without the network. Nothing of it is recorded.")}</p>
      </div>
      {guests === 0 && <Notice kind="attention">{say("Nobody is on the list yet. Import the guests first, then what is played is like the evening.")}</Notice>}
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Form on_send={play}>
        <div class="numbers">
          {names().map(([name, label]) => <Field key={name} label={label} type="number" value={figures[name]!} on_input={(text) => set_figures({ ...figures, [name]: text })} wrong={wrong(name)} />)}
        </div>
        <div class="row wraps">
          <button class="button main" disabled={busy || is_wrong}>{busy ? say("One moment…") : say("Play the arrivals")}</button>
          {changed && !busy && <button type="button" class="button quiet" onClick={() => set_figures(Object.fromEntries(Object.entries(packaged).map(([name, count]) => [name, String(count)])))}>{say("Reset")}</button>}
          {done && !busy && <button type="button" class="button quiet" onClick={save}><Icon name="save" />{say("Save the report")}</button>}
        </div>
      </Form>
      {busy && <Elapsed />}
      {done && !busy && <Report report={done.report} />}
    </section>
  );
}

// An evening on paper: the list that is printed before the doors open, and what was ticked on it, typed back.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { date_text, language, say, say_many, time_text } from "../app/text";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Choice } from "../parts/field";
import { Icon } from "../parts/icon";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { save_pdf } from "../parts/save_file";
import type { EventWatch, Watched } from "./event_watch";
import { PaperEntries } from "./paper_entries";
import type { PaperLists } from "./shapes";

const patience_ms = 120_000;

function Printing({ event, zone, known, printed }: { event: string; zone: string; known: PaperLists; printed: () => void }) {
  const { busy, problem, run } = useBusy();
  const [tongue, set_tongue] = useState<string>();
  const [saved, set_saved] = useState("");
  const print = () =>
    run(async () => {
      set_saved("");
      const list = await call<{ number: number; rows: number; content: string }>("POST", `/events/${encodeURIComponent(event)}/emergency-list`, { language: tongue ?? language.value }, patience_ms);
      save_pdf(`${event}-list-${list.number}.pdf`, list.content);
      set_saved(say_many("List {number} with {count} guest is saved. Print it and lock it away.", "List {number} with {count} guests is saved. Print it and lock it away.", list.rows, { number: list.number }));
      printed();
    });
  return (
    <section class="panel stack" aria-labelledby="emergency-list">
      <h2 id="emergency-list">{say("Print the emergency list")}</h2>
      <p class="quiet-text">{say("All who may come in, by family name, with boxes to tick: for an evening without power, network or server. Print it when the list is final. The list holds names: collect all sheets afterwards and destroy them.")}</p>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {saved && <Notice kind="success">{saved}</Notice>}
      <div class="row wraps ends">
        <Choice label={say("Language of the list")} value={tongue ?? language.value} options={[["de", "Deutsch"], ["en", "English"]]} on_choose={set_tongue} />
        <button class="button main" disabled={busy} onClick={print}><Icon name="save" />{busy ? say("One moment…") : say("Save as PDF")}</button>
      </div>
      {known.lists.length > 0 && (
        <ul class="small quiet-text">
          {known.lists.map(({ number, printed: at, rows }) => (
            <li key={number}>{say_many("List {number}: {count} row, {date}, {time}", "List {number}: {count} rows, {date}, {time}", rows, { number, date: date_text(at, zone), time: time_text(at, zone) })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function PaperSection({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const { key, time_zone } = watched.status;
  const { answer: known, failure, again } = useAnswer<PaperLists>(`/events/${encodeURIComponent(key)}/paper`);
  if (!known) return failure === undefined ? <Loading lines={6} /> : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  return (
    <div class="stack roomy">
      <Printing event={key} zone={time_zone} known={known} printed={() => void again()} />
      <PaperEntries event={key} zone={time_zone} known={known} entered={() => void watch.refresh()} />
    </div>
  );
}

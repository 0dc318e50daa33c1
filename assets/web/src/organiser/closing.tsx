// Closing an event: what is still open, the figures that are kept, and what came afterwards.
import { useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { in_language, moment_text, number_text, say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useAfterChanges } from "../parts/after_changes";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { away_text } from "./away_text";
import type { EventWatch, Watched } from "./event_watch";
import type { ClosingAnswer, ClosingFigures, DeviceAway, OpenMatters } from "./shapes";

const patience_ms = 60_000;

// Of one person several phones may be meant: each with the time at which it was heard last.
const phone_text = ({ name, last_seen }: DeviceAway, zone: string) => `${name || say("somebody who is no longer here")} (${moment_text(last_seen, zone)})`;

function open_texts(open: OpenMatters, zone: string): string[] {
  const phones = open.phones_away.map((phone) => phone_text(phone, zone)).join("; ");
  return [
    open.conflicts > 0 && say_many("{count} doubtful admission is waiting for a decision.", "{count} doubtful admissions are waiting for a decision.", open.conflicts),
    open.parked > 0 && say_many("{count} entry was put aside.", "{count} entries were put aside.", open.parked),
    open.parked_at_kiosks > 0 && say_many("A kiosk has put {count} entry aside that is not here yet.", "Kiosks have put {count} entries aside that are not here yet.", open.parked_at_kiosks),
    open.badges_in_doubt > 0 && say_many("{count} badge is in doubt: nobody knows whether it came out.", "{count} badges are in doubt: nobody knows whether they came out.", open.badges_in_doubt),
    ...open.kiosks_away.map(({ name, last_seen }) => say("{name} is not connected, last seen {when}: it may have entries that it has not handed over.", { name, when: moment_text(last_seen, zone) })),
    ...open.kiosks_moved.map(({ name, last_seen }) => say("{name} is to serve another event and has not taken it yet, last seen {when}: it may have entries of this one.", { name, when: moment_text(last_seen, zone) })),
    ...open.kiosks_behind.map(({ name, entries }) => say_many("{name} has {count} entry to hand over.", "{name} has {count} entries to hand over.", entries, { name })),
    open.packed_away && away_text(open.packed_away, zone),
    open.phones_away.length > 0 && say_many("{count} phone was not heard of lately and may have entries. Open the list there once more, in the network: {phones}.", "{count} phones were not heard of lately and may have entries. Open the list there once more, in the network: {phones}.", open.phones_away.length, { phones }),
    open.seats_out > 0 && say_many("{count} seat is still with a kiosk or a phone, which may have used it.", "{count} seats are still with kiosks or phones, which may have used them.", open.seats_out),
  ].filter((text): text is string => Boolean(text));
}

const is_refused = (error: unknown) => error instanceof ApiError && error.failure.kind === "refused";
const explain = (error: unknown) => (is_refused(error) ? say("Something is open that was not before. Please look at the list, and decide again.") : sentence_of(error));

// It stands in nobody's way: where departures are not scanned, they always are.
const inside_text = (inside: number) => inside > 0 && say_many("According to the entries {count} person is still inside, and counts in the house until the day is over.", "According to the entries {count} people are still inside, and count in the house until the day is over.", inside);

function Figures({ figures, categories, is_closed }: { figures: ClosingFigures; categories: Watched["at_door"]["categories"]; is_closed: boolean }) {
  const columns: [keyof Omit<ClosingFigures, "by_category">, string][] = [
    ["expected", say("on the list")],
    ["admitted", say("arrived")],
    ["no_shows", is_closed ? say("no-shows (tickets)") : say("not here yet (tickets)")],
    ["excused", say("excused (tickets)")],
    ["walk_ins", say("walk-ins")],
    ["counted", say("counted")],
  ];
  const rows = Object.entries(figures.by_category).map(([key, row]) => ({ name: in_language(categories[key]) || key || say("without category"), row }));
  return (
    <section class="panel stack" aria-labelledby="closing-figures">
      <h2 id="closing-figures">{is_closed ? say("Figures at closing") : say("Figures now")}</h2>
      <div class="scrolls" tabIndex={0} role="group" aria-labelledby="closing-figures">
        <table class="sums">
          <thead><tr><th scope="col">{say("Category")}</th>{columns.map(([key, name]) => <th scope="col" class="figure" key={key}>{name}</th>)}</tr></thead>
          <tbody>
            {rows.map(({ name: category, row }) => <tr key={category}><th scope="row">{category}</th>{columns.map(([key, name]) => <td class="figure" key={key} data-label={name}>{number_text(row[key])}</td>)}</tr>)}
            <tr><th scope="row">{say("All")}</th>{columns.map(([key, name]) => <td class="figure" key={key} data-label={name}><strong>{number_text(figures[key])}</strong></td>)}</tr>
          </tbody>
        </table>
      </div>
      <p class="small quiet-text">{say("On the list: people of the guest list whose ticket was good, also those who were excused. Figures are people, where no tickets are named.")}</p>
    </section>
  );
}

function OpenList({ texts }: { texts: string[] }) {
  if (texts.length === 0) return <Notice kind="success">{say("Nothing is open: no doubtful admission, no entry put aside, and no kiosk or phone that may have more.")}</Notice>;
  return (
    <section class="panel stack" aria-labelledby="closing-open">
      <h2 id="closing-open">{say("Still open")}</h2>
      <ul class="bullets">{texts.map((text) => <li key={text}>{text}</li>)}</ul>
    </section>
  );
}

function StateText({ closing, zone }: { closing: ClosingAnswer; zone: string }) {
  const when = moment_text(closing.at, zone);
  if (closing.state === "open") return <p>{say("The event is open. Once it is closed, kiosks let nobody in any more, and these figures are kept when names are erased.")}</p>;
  if (closing.at === 0) return <Notice kind="attention">{say("The event is closed. Its figures were not kept; below are those of now.")}</Notice>;
  const closed = closing.by ? say("Closed on {when} by {name}.", { when, name: closing.by }) : say("Closed on {when}.", { when });
  if (closing.state === "closed") return <Notice kind="success">{closed}</Notice>;
  const late = say_many("After that {count} entry came; it is taken in, but missing from the figures below. Close the event again to count it.", "After that {count} entries came; they are taken in, but missing from the figures below. Close the event again to count them.", closing.late_entries);
  return <Notice kind="attention">{closed} {late}</Notice>;
}

export function ClosingSection({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const path = `/events/${encodeURIComponent(watched.status.key)}/closing`;
  const { answer, failure, again } = useAnswer<ClosingAnswer>(path);
  useAfterChanges(watch.changes, again);
  const { busy, run } = useBusy();
  const [asking, set_asking] = useState<"close" | "reopen">();
  const after = async (said: string) => {
    await Promise.all([again(), watch.refresh()]);
    tell(said);
  };
  // What is open is asked for once more: kiosks come and go without a change of the event.
  const ask_to_close = () => run(() => again().then(() => set_asking("close")));
  // Her word is for what she was shown: where that was nothing, the server says whether it still is.
  const close_it = async () => {
    await call("POST", path, texts.length > 0 ? { confirm: true } : {}, patience_ms).catch(async (error) => {
      if (is_refused(error)) await again();
      throw error;
    });
    await after(say("The event is closed."));
  };
  const reopen = () => call("DELETE", path).then(() => after(say("The event is open again.")));
  if (!answer) return failure === undefined ? <Loading lines={4} /> : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  const zone = watched.at_door.time_zone;
  const texts = open_texts(answer.open, zone);
  const inside = inside_text(answer.inside);
  const is_closed = answer.state !== "open";
  return (
    <div class="stack roomy">
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      <StateText closing={answer} zone={zone} />
      <OpenList texts={texts} />
      {inside && <Notice kind="attention">{inside}</Notice>}
      <Figures figures={answer.figures} categories={watched.at_door.categories} is_closed={is_closed} />
      <div class="row wraps">
        {answer.state !== "closed" && <button class="button main" disabled={busy} onClick={ask_to_close}>{is_closed ? say("Close it again") : say("Close the event")}</button>}
        {is_closed && <button class="button" onClick={() => set_asking("reopen")}>{say("Reopen the event")}</button>}
      </div>
      {asking === "close" && (
        <Confirm title={say("Close the event?")} act={texts.length > 0 ? say("Close all the same") : say("Close the event")} work={close_it} close={() => set_asking(undefined)} mild={texts.length === 0} explain={explain}>
          {texts.length > 0 ? <><strong>{say("This is still open:")}</strong><ul class="bullets">{texts.map((text) => <li key={text}>{text}</li>)}</ul><p>{say("What arrives later is taken in, and the event shows it.")}</p></> : say("Kiosks let nobody in any more. What arrives later is taken in, and the event shows it.")}
          {inside && <p>{inside}</p>}
        </Confirm>
      )}
      {asking === "reopen" && (
        <Confirm title={say("Reopen the event?")} act={say("Reopen")} work={reopen} close={() => set_asking(undefined)} mild>
          {say("Its doors have their hours as before.")}
        </Confirm>
      )}
    </div>
  );
}

// Ticks of a printed list, typed back or read by the camera: a row, Enter, the next. What was understood is shown before and
// after.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { address_of } from "../app/address";
import { new_id } from "../app/ids";
import { sentence_of } from "../app/sentences";
import type { GuestLine } from "../app/shapes";
import { date_text, say, say_many, time_text } from "../app/text";
import { guest_name } from "../host/acts";
import { folded } from "../host/find";
import { persons_text, refusal_text, state_text } from "../host/words";
import { useBusy } from "../parts/busy";
import { Choice, Field } from "../parts/field";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { all_guests, found_in } from "./guest_search";
import { PaperCamera, type ReadRow } from "./paper_camera";
import { typed_row } from "./paper_row";
import type { PaperEntry, PaperLists, PaperRow } from "./shapes";

const most_found = 6;

interface Hours {
  from: string;
  until: string;
}

// What is about to be entered.
interface Meant {
  line: GuestLine;
  row: PaperRow | undefined; // nothing: looked up by name
  persons: number; // 0: not said
}

interface Entered {
  id: string;
  meant: Meant;
  answer: PaperEntry;
  taken_back: boolean;
}

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.kind === "invalid_input"
    ? say("That was not entered. Please look at the row's last digit, and at both times: they must be over.")
    : sentence_of(error);

const is_name = (typed: string) => folded(typed).length >= 2 && !/^\d/.test(typed.trim());

function outcome_text({ answer, taken_back }: Entered): string {
  if (taken_back) return say("taken back");
  if (answer.outcome !== "admitted") return say("not entered: {reason}", { reason: refusal_text(answer.refusal) });
  return answer.repeated ? say("was entered before, counts once") : say("entered, {persons}", { persons: persons_text(answer.persons) });
}

function Line({ entry, take_back, all_the_same, busy }: { entry: Entered; take_back: () => void; all_the_same: () => void; busy: boolean }) {
  const { meant, answer, taken_back } = entry;
  const is_in = answer.outcome === "admitted" && !taken_back;
  return (
    <li class="entered">
      <span class="code">{meant.row?.code ?? "–"}</span>
      <span class="grow">
        <strong>{guest_name(meant.line)}</strong>
        <span class={answer.outcome === "admitted" ? "second" : "second attention-text"}>{outcome_text(entry)}</span>
      </span>
      {is_in && <button class="button small" disabled={busy} onClick={take_back}><Icon name="undo" />{say("Take back")}<span class="only-read-aloud">: {guest_name(meant.line)}</span></button>}
      {answer.may_set_aside && !is_in && !taken_back && <button class="button small" disabled={busy} onClick={all_the_same}>{say("Was let in all the same")}<span class="only-read-aloud">: {guest_name(meant.line)}</span></button>}
    </li>
  );
}

function Understood({ meant, typed, is_row, no_list, reads }: { meant: Meant | undefined; typed: string; is_row: boolean; no_list: boolean; reads: boolean }) {
  if (meant) {
    const { line } = meant;
    const about = [line.company, state_text(line), line.places > 1 ? say_many("ticket for {count} person", "ticket for {count} persons", line.places) : ""].filter(Boolean).join(" · ");
    return <><strong>{guest_name(line)}</strong>{about && <span class="second">{about}</span>}</>;
  }
  if (is_row) return <span class="attention-text">{no_list ? say("No list was printed here.") : say("No row of this list. Compare the last digit and the number of the list.")}</span>;
  if (reads && !typed) return <span class="quiet-text">{say("Hold the small code beside a ticked row into the frame, a hand away. Then look whether it is who was ticked.")}</span>;
  return <span class="quiet-text">{typed ? "" : say("Type a row such as 147-8 and press Enter; 147-8x2 for two persons. Or type a name.")}</span>;
}

export function PaperEntries({ event: key, zone, known, entered }: { event: string; zone: string; known: PaperLists; entered: () => void }) {
  const event = encodeURIComponent(key);
  const input = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const [list, set_list] = useState(known.lists[0]?.number ?? 0);
  const [rows, set_rows] = useState<PaperRow[]>([]);
  const [guests, set_guests] = useState<GuestLine[]>();
  const [hours, set_hours] = useState<Hours>({ from: known.from, until: known.until });
  const [typed, set_typed] = useState("");
  const [persons, set_persons] = useState("");
  const [entries, set_entries] = useState<Entered[]>([]);
  const [reads, set_reads] = useState(false); // by the camera
  const asked_about = useRef(""); // the party that was read, of whom she saw how many are meant
  const { busy, problem, run, set_problem } = useBusy();

  const newest = known.lists[0]?.number ?? 0;
  useEffect(() => set_list(newest), [newest]);
  useEffect(() => {
    set_rows([]);
    if (list > 0) void run(async () => set_rows((await call<{ rows: PaperRow[] }>("GET", `/events/${event}/paper/${list}`)).rows));
  }, [list]);
  const searches = is_name(typed);
  const reading = useRef<Promise<GuestLine[]> | undefined>(undefined); // asked once, and waited for by whoever types faster than it comes
  const read_guests = () => (reading.current ??= all_guests(event));
  useEffect(() => {
    if (!searches || guests) return;
    read_guests().then(set_guests, (error: unknown) => {
      reading.current = undefined;
      set_problem(sentence_of(error));
    });
  }, [searches]);

  const as_row = typed_row(list, typed);
  const row = as_row && rows.find((each) => each.row === as_row.row);
  const found = searches && guests ? found_in(guests, typed) : [];
  const only = found.length === 1 ? found[0] : undefined;
  const meant: Meant | undefined = row ? { line: row.line, row, persons: as_row.persons } : only ? { line: only, row: undefined, persons: 0 } : undefined;

  const send = (one: Meant, scan: string) =>
    call<PaperEntry>("POST", `/events/${event}/paper`, {
      ...(one.row ? { list, row: one.row.code } : { ticket: one.line.ticket, scan }),
      ...(one.persons > 0 ? { persons: one.persons } : {}),
      ...hours,
    });
  const enter = async (one: Meant) => {
    const scan = new_id();
    const done = await run(async () => {
      const answer = await send(one, scan);
      set_entries((before) => [{ id: scan, meant: one, answer, taken_back: false }, ...before]);
    }, explain);
    if (!done) return;
    set_typed("");
    set_persons("");
    entered();
  };
  const change = (entry: Entered, by: Partial<Entered>) => set_entries((all) => all.map((each) => (each.id === entry.id ? { ...each, ...by } : each)));
  const take_back = (entry: Entered) =>
    run(async () => {
      await call("DELETE", `/events/${event}/guests/${entry.meant.line.ticket}/admissions/${entry.answer.scan}`);
      set_entries((all) => all.map((each) => (each.answer.scan === entry.answer.scan ? { ...each, taken_back: true } : each)));
      entered();
    }).then(() => to_next());
  // Nobody can be kept out any more who was in; why she was let in, whoever types need not know.
  const all_the_same = (entry: Entered) =>
    run(async () => {
      await call("POST", `/events/${event}/scans/${entry.answer.scan}/override`, { reason: "other", typed_reason: entry.meant.row ? `paper list ${list}` : "paper" });
      change(entry, { answer: await send(entry.meant, entry.answer.scan) });
      entered();
    }).then(() => to_next());

  const read = (row: ReadRow) => {
    const is_known = known.lists.some(({ number }) => number === row.list);
    set_problem(is_known ? "" : say("That row is of a list that is not known here: look at its head."));
    if (!is_known) return;
    set_list(row.list);
    set_typed(row.code);
    set_persons("");
    asked_about.current = "";
  };
  const put_aside = () => {
    set_typed("");
    set_persons("");
    set_problem("");
  };
  // On a phone the keyboard would cover the camera's picture.
  const to_next = () => (reads ? undefined : input.current?.focus());

  const found_later = async (): Promise<Meant | undefined> => {
    const [line, another] = searches ? found_in(await read_guests().catch(() => []), typed) : [];
    return line && !another ? { line, row: undefined, persons: 0 } : undefined;
  };
  const go_on = async () => {
    const one = meant ?? (await found_later());
    if (!one) return to_next();
    const how_many = form.current?.querySelector<HTMLInputElement>("input[type=number]");
    const is_unseen = reads ? asked_about.current !== typed : document.activeElement === input.current;
    asked_about.current = typed;
    if (how_many && !one.persons && persons === "" && is_unseen) return how_many.select(); // of a party not all may have come
    await enter({ ...one, persons: Number(persons) || one.persons });
    to_next();
  };
  const counted = entries.filter(({ answer, taken_back }) => answer.outcome === "admitted" && !answer.repeated && !taken_back);
  return (
    <section class="panel stack" aria-labelledby="paper-entries">
      <h2 id="paper-entries">{say("Type back what was ticked")}</h2>
      <p class="quiet-text">{say("Each row becomes an admission marked “paper”. A row that is typed twice counts once, and who came in at a kiosk as well stays one person.")}</p>
      <div class="thirds">
        {known.lists.length > 0 && (
          <Choice label={say("List")} value={String(list)} on_choose={(number) => set_list(Number(number))}
            options={known.lists.map(({ number, printed }) => [String(number), say("List {number}, {date}, {time}", { number, date: date_text(printed, zone), time: time_text(printed, zone) })])} />
        )}
        <Field label={say("Came between")} type="datetime-local" value={hours.from} on_input={(from) => set_hours({ ...hours, from })} />
        <Field label={say("and")} type="datetime-local" value={hours.until} on_input={(until) => set_hours({ ...hours, until })} />
      </div>
      {known.lists.length > 0 && <button class="button start" aria-expanded={reads} onClick={() => set_reads(!reads)}><Icon name="camera" />{reads ? say("Stop the camera") : say("Read rows with the camera")}</button>}
      <div class={reads ? "beside-camera" : "stack"}>
        {reads && <PaperCamera waits={typed !== "" || busy} read={read} />}
        <div class="stack">
          <form class="typing" ref={form} onSubmit={(event) => { event.preventDefault(); void go_on(); }}>
            <div class="field">
              <label for={id}>{say("Row or name")}</label>
              <input id={id} ref={input} value={typed} autocomplete="off" autocapitalize="off" spellcheck={false} aria-describedby={`${id}-understood`} onInput={(event) => set_typed(event.currentTarget.value)} />
            </div>
            {meant && meant.line.places > 1 && <Field label={say("Persons")} type="number" value={persons || String(meant.persons || meant.line.places)} on_input={set_persons} />}
            <button class="button main" disabled={busy || (!meant && !searches)}>{say("Enter")}</button>
            {reads && typed !== "" && <button class="button" type="button" disabled={busy} onClick={put_aside}>{say("Not this row")}</button>}
          </form>
          <p class="understood" id={`${id}-understood`} role="status"><Understood meant={meant} typed={typed} is_row={as_row !== undefined && typed !== "" && (list === 0 || rows.length > 0)} no_list={list === 0} reads={reads} /></p>
        </div>
      </div>
      {searches && !only && guests && (
        <div class="stack">
          {found.length === 0 && <p class="attention-text">{say("Nobody is called so. Who was written in by hand is added under “Guests at the door” first.")} <a href={address_of("events", key)}>{say("Guests at the door")}</a></p>}
          <ul class="found">
            {found.slice(0, most_found).map((line) => (
              <li key={line.ticket}><button class="button" disabled={busy} onClick={() => void enter({ line, row: undefined, persons: 0 }).then(() => input.current?.focus())}>{guest_name(line)}{line.company && ` · ${line.company}`}</button></li>
            ))}
          </ul>
          {found.length > most_found && <p class="quiet-text">{say("{count} guests match; type more of the name.", { count: found.length })}</p>}
        </div>
      )}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {entries.length > 0 && (
        <>
          <h3>{say_many("{count} row entered here", "{count} rows entered here", counted.length)}</h3>
          <ol class="entries" reversed>
            {entries.map((entry) => <Line key={entry.id} entry={entry} busy={busy} take_back={() => void take_back(entry)} all_the_same={() => void all_the_same(entry)} />)}
          </ol>
          <p class="only-read-aloud" role="status">{`${guest_name(entries[0]!.meant.line)}: ${outcome_text(entries[0]!)}`}</p>
        </>
      )}
    </section>
  );
}

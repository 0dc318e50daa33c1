// What was written on a printed list, typed back or read by the camera: a row, Enter, the next. What was understood is shown
// before and after.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { address_of } from "../app/address";
import { new_id } from "../app/ids";
import { sentence_of } from "../app/sentences";
import type { GuestLine } from "../app/shapes";
import { date_text, say, say_many, time_text } from "../app/text";
import { guest_name } from "../host/acts";
import { folded } from "../host/find";
import { state_text } from "../host/words";
import { useBusy } from "../parts/busy";
import { Choice, Field } from "../parts/field";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { all_guests, found_in } from "./guest_search";
import { EnteredLine, is_entered, outcome_text, type Answered, type Entered, type Meant } from "./paper_entered";
import { PaperCamera, type ReadRow } from "./paper_camera";
import { moment_after, typed_row } from "./paper_row";
import type { PaperDeparture, PaperEntry, PaperLists, PaperRow } from "./shapes";

const most_found = 6;

interface Hours {
  from: string;
  until: string;
}

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.kind === "invalid_input"
    ? say("That was not entered. Please look at the row’s last digit, and at both times: they must be over.")
    : sentence_of(error);

function explain_departure(error: unknown): string {
  const kind = error instanceof ApiError ? error.failure.kind : "";
  if (kind === "not_found") return say("Nobody of this row was inside then. Enter first that they came.");
  if (kind === "invalid_input") return say("That was not entered. Please look at the row’s last digit, and at the time: it must be over, and later than the guest came.");
  return sentence_of(error);
}

const is_name = (typed: string) => folded(typed).length >= 2 && !/^\d/.test(typed.trim());

function Understood({ meant, typed, is_row, no_list, reads, leaves, left_at }: { meant: Meant | undefined; typed: string; leaves: boolean; left_at: string; is_row: boolean; no_list: boolean; reads: boolean }) {
  if (meant) {
    const { line } = meant;
    const about = [left_at && say("left at {time}", { time: left_at }), line.company, state_text(line), line.places > 1 ? say_many("ticket for {count} person", "ticket for {count} persons", line.places) : ""].filter(Boolean).join(" · ");
    return <><strong>{guest_name(line)}</strong>{about && <span class="second">{about}</span>}</>;
  }
  if (is_row) return <span class="attention-text">{no_list ? say("No list was printed here.") : say("No row of this list. Compare the last digit and the number of the list.")}</span>;
  if (reads && !typed) return <span class="quiet-text">{say("Hold the small code beside a ticked row into the frame, a hand away. Then look whether it is who was ticked.")}</span>;
  if (typed) return null;
  if (no_list) return <span class="quiet-text">{say("No list is printed yet; type names.")}</span>;
  if (leaves) return <span class="quiet-text">{say("Type the number at the beginning of the row and the time, such as 147-8 22:10, and press Enter. Or type a name.")}</span>;
  return <span class="quiet-text">{say("Type the number at the beginning of the row, such as 147-8, and press Enter; 147-8x2 for two persons. Or type a name.")}</span>;
}

export function PaperEntries({ event: key, zone, known, entered }: { event: string; zone: string; known: PaperLists; entered: () => void }) {
  const event = encodeURIComponent(key);
  const input = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const [chosen, set_chosen] = useState(0); // 0: none yet, so that it is the newest one
  const [rows, set_rows] = useState<PaperRow[]>([]);
  const [guests, set_guests] = useState<GuestLine[]>();
  const [hours, set_hours] = useState<Hours>({ from: known.from, until: known.until });
  const [leaves, set_leaves] = useState(false); // departures are typed
  const [left_at, set_left_at] = useState("");
  const [typed, set_typed] = useState("");
  const [persons, set_persons] = useState("");
  const [entries, set_entries] = useState<Entered[]>([]);
  const [reads, set_reads] = useState(false); // by the camera
  const asked_about = useRef(""); // the party that was read, of whom she saw how many are meant
  const { busy, problem, run, set_problem } = useBusy();

  const coming = useRef<Promise<PaperRow[]>>(Promise.resolve([])); // rows, for whoever types faster than they come
  const list = chosen || (known.lists[0]?.number ?? 0);
  useEffect(() => {
    let is_left = false; // an answer that comes late is of another list
    set_rows([]);
    // Beside all else that is under way: another list is chosen while the first one still comes.
    coming.current = list > 0 ? call<{ rows: PaperRow[] }>("GET", `/events/${event}/paper/${list}`).then((answer) => answer.rows) : Promise.resolve([]);
    coming.current.then((of_it) => is_left || set_rows(of_it), (error: unknown) => is_left || set_problem(sentence_of(error)));
    return () => void (is_left = true);
  }, [list, leaves]);
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
  const meant: Meant | undefined = row ? { line: row.line, row, list, persons: as_row.persons } : only ? { line: only, row: undefined, list, persons: 0 } : undefined;

  const time = as_row?.at ?? left_at;
  const departs = leaves || as_row?.at !== undefined; // a row with a time is who left

  const about = (one: Meant, scan: string) => ({
    ...(one.row ? { list: one.list, row: one.row.code } : { ticket: one.line.ticket, scan }),
    ...(one.persons > 0 ? { persons: one.persons } : {}),
  });
  const send_admission = (one: Meant, scan: string, all_the_same = false) =>
    call<PaperEntry>("POST", `/events/${event}/paper`, { ...about(one, scan), ...(all_the_same ? { all_the_same } : {}), ...hours });
  const send_departure = async (one: Meant, scan: string): Promise<Answered> => {
    const answer = await call<PaperDeparture>("POST", `/events/${event}/paper/departures`, { ...about(one, scan), at: moment_after(known.from, time) });
    return { ...answer, outcome: "left", at: time, may_set_aside: false };
  };
  const typing = useRef({ typed, persons, left_at });
  typing.current = { typed, persons, left_at };
  // The next row may be typed while the answer is on its way; what was refused comes back where nothing was.
  const enter = async (one: Meant) => {
    const scan = new_id();
    const before = { typed, persons, left_at };
    set_typed("");
    set_persons("");
    set_left_at("");
    const done = await run(async () => {
      const answer = await (departs ? send_departure(one, scan) : send_admission(one, scan));
      set_entries((before) => [{ id: scan, meant: one, answer, taken_back: false }, ...before]);
    }, departs ? explain_departure : explain);
    if (done) return entered();
    if (Object.values(typing.current).some(Boolean)) return;
    set_typed(before.typed);
    set_persons(before.persons);
    set_left_at(before.left_at);
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
      if ("refusal" in entry.answer && entry.answer.refusal === "unpaid") await call("POST", `/events/${event}/guests/${entry.meant.line.ticket}/settlement`, { settlement: "invoice_follows" });
      change(entry, { answer: await send_admission(entry.meant, entry.answer.scan, true) });
      entered();
    }).then(() => to_next());

  const read = (row: ReadRow) => {
    const is_known = known.lists.some(({ number }) => number === row.list);
    set_problem(is_known ? "" : say("That row is of a list that is not known here: look at its head."));
    if (!is_known) return;
    set_chosen(row.list);
    set_typed(row.code);
    set_persons("");
    asked_about.current = "";
  };
  const put_aside = () => {
    set_typed("");
    set_persons("");
    set_left_at("");
    set_problem("");
  };
  // On a phone the keyboard would cover the camera's picture.
  const to_next = () => (reads ? undefined : input.current?.focus());

  const ask_time = () => form.current?.querySelector<HTMLInputElement>("input[type=time]")?.focus();

  const found_later = async (): Promise<Meant | undefined> => {
    if (as_row) {
      const late = (await coming.current.catch(() => [])).find((each) => each.row === as_row.row);
      return late && { line: late.line, row: late, list, persons: as_row.persons };
    }
    const [line, another] = searches ? found_in(await read_guests().catch(() => []), typed) : [];
    return line && !another ? { line, row: undefined, list, persons: 0 } : undefined;
  };
  const go_on = async () => {
    const one = meant ?? (await found_later());
    if (!one) return to_next();
    const how_many = form.current?.querySelector<HTMLInputElement>("input[type=number]");
    const is_unseen = reads ? asked_about.current !== typed : document.activeElement === input.current;
    asked_about.current = typed;
    if (how_many && !one.persons && persons === "" && is_unseen) return how_many.select(); // of a party not all may have come
    if (leaves && !time) return ask_time();
    await enter({ ...one, persons: Number(persons) || one.persons });
    to_next();
  };
  const choose = async (line: GuestLine) => {
    if (leaves && !time) return ask_time();
    await enter({ line, row: undefined, list, persons: 0 });
    to_next();
  };
  const counted = entries.filter((entry) => is_entered(entry) && !entry.answer.repeated);
  return (
    <section class="panel stack" aria-labelledby="paper-entries">
      <h2 id="paper-entries">{say("Enter what was ticked")}</h2>
      <p class="quiet-text">{say("Each row becomes an admission marked “paper”. A row that is typed twice counts once, and who came in at a kiosk as well stays one person.")}</p>
      <div class="thirds">
        {known.lists.length > 0 && (
          <Choice label={say("List")} value={String(list)} on_choose={(number) => set_chosen(Number(number))}
            options={known.lists.map(({ number, printed }) => [String(number), say("List {number}, {date}, {time}", { number, date: date_text(printed, zone), time: time_text(printed, zone) })])} />
        )}
        <Choice label={say("The list shows")} value={leaves ? "left" : "came"} on_choose={(what) => set_leaves(what === "left")} options={[["came", say("tick = came")], ["left", say("time = left")]]} />
        {!leaves && <Field label={say("Came between")} type="datetime-local" value={hours.from} on_input={(from) => set_hours({ ...hours, from })} />}
        {!leaves && <Field label={say("and")} type="datetime-local" value={hours.until} on_input={(until) => set_hours({ ...hours, until })} />}
      </div>
      {known.lists.length > 0 && <button class="button start" aria-expanded={reads} onClick={() => set_reads(!reads)}><Icon name="camera" />{reads ? say("Stop the camera") : say("Read rows with the camera")}</button>}
      <div class={reads ? "beside-camera" : "stack"}>
        {reads && <PaperCamera waits={typed !== "" || busy} read={read} />}
        <div class="stack">
          <form class="typing of-rows" ref={form} onSubmit={(event) => { event.preventDefault(); void go_on(); }}>
            <div class="field">
              <label for={id}>{say("Row or name")}</label>
              <input id={id} ref={input} value={typed} autocomplete="off" autocapitalize="off" spellcheck={false} aria-describedby={`${id}-understood`} onInput={(event) => { set_typed(event.currentTarget.value); set_problem(""); }} />
            </div>
            {meant && meant.line.places > 1 && <Field label={say("Persons")} type="number" value={persons || String(meant.persons || meant.line.places)} on_input={set_persons} />}
            {leaves && <Field label={say("Left at")} type="time" value={time} on_input={set_left_at} />}
            <button class="button main" disabled={busy || (!meant && !searches)}>{say("Enter")}</button>
            {reads && typed !== "" && <button class="button" type="button" disabled={busy} onClick={put_aside}>{say("Not this row")}</button>}
          </form>
          <p class="understood" id={`${id}-understood`} role="status"><Understood meant={meant} typed={typed} leaves={leaves} left_at={departs ? time : ""} is_row={as_row !== undefined && typed !== "" && (list === 0 || rows.length > 0)} no_list={list === 0} reads={reads} /></p>
        </div>
      </div>
      {searches && !only && guests && (
        <div class="stack">
          {found.length === 0 && <p class="attention-text">{say("Nobody is called so. Who was written in by hand is added under “Guests at the door” first.")} <a href={address_of("events", key)}>{say("Guests at the door")}</a></p>}
          <ul class="found">
            {found.slice(0, most_found).map((line) => (
              <li key={line.ticket}><button class="button" disabled={busy} onClick={() => void choose(line)}>{guest_name(line)}{line.company && ` · ${line.company}`}</button></li>
            ))}
          </ul>
          {found.length > most_found && <p class="quiet-text">{say("{shown} of {count} matching guests. Type more of the name.", { shown: most_found, count: found.length })}</p>}
        </div>
      )}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {entries.length > 0 && (
        <>
          <h3>{counted.length > 0 ? say_many("{count} row entered here", "{count} rows entered here", counted.length) : say("Last rows")}</h3>
          <ol class="entries" reversed>
            {entries.map((entry) => <EnteredLine key={entry.id} entry={entry} busy={busy} take_back={() => void take_back(entry)} all_the_same={() => void all_the_same(entry)} />)}
          </ol>
          <p class="only-read-aloud" role="status">{`${guest_name(entries[0]!.meant.line)}: ${outcome_text(entries[0]!)}`}</p>
        </>
      )}
    </section>
  );
}

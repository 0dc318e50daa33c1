// Everything of one guest, and what can be done for her.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { is_offline } from "../app/api";
import { sentence_of } from "../app/sentences";
import type { GuestLine, GuestSheet } from "../app/shapes";
import { in_language, say, time_text } from "../app/text";
import { useBusy } from "../parts/busy";
import { Choice, Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { admit, guest_name, refusal_sentence, undo } from "./acts";
import { coming_along } from "./coming_along";
import type { HostGuests } from "./guest_list";
import { HandOnForm } from "./hand_on";
import { GuestWish } from "./notices";
import { open_guest } from "./open_guest";
import { asked } from "./questions_asked";
import { moment_text, note_kind_text, persons_text, place_text, state_text } from "./words";

const PartButton = ({ name, is_open, turn }: { name: string; is_open: boolean; turn: (open: boolean) => void }) => (
  <button class={`button ${is_open ? "" : "quiet"}`} aria-expanded={is_open} onClick={() => turn(!is_open)}>{name}</button>
);

// It opens below what the sheet shows of itself.
function Part({ title, children }: { title: string; children: ComponentChildren }) {
  const part = useRef<HTMLElement>(null);
  useEffect(() => part.current?.scrollIntoView({ block: "nearest" }), [title]);
  return <section class="stack" ref={part}><h3>{title}</h3>{children}</section>;
}

// Most kinds say enough by themselves.
function NoteForm({ save }: { save: (kind: string, text: string) => Promise<unknown> }) {
  const [kind, set_kind] = useState("access");
  const [text, set_text] = useState("");
  const { busy, problem, run } = useBusy();
  return (
    <Form on_send={() => run(() => save(kind, text.trim()).then(() => set_text("")))}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Choice label={say("What the note is about")} value={kind} on_choose={set_kind} options={["access", "diet", "arrival", "other"].map((each) => [each, note_kind_text(each)])} />
      <Field label={say("Note")} value={text} on_input={set_text} lines={2} hint={kind === "other" ? say("The guest gets to read this note on request.") : say("May be left empty. The guest gets to read this note on request.")} />
      <button class="button main" disabled={busy || (kind === "other" && text.trim() === "")}>{say("Save the note")}</button>
    </Form>
  );
}

function NameForm({ sheet, save }: { sheet: GuestSheet; save: (fields: Record<string, string>) => Promise<unknown> }) {
  const [first_name, set_first] = useState(sheet.first_name);
  const [last_name, set_last] = useState(sheet.last_name);
  const [company, set_company] = useState(sheet.line.company);
  const { busy, problem, run } = useBusy();
  return (
    <Form on_send={() => run(() => save({ first_name, last_name, company, full_name: `${first_name} ${last_name}`.trim() }))}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Field label={say("First name")} value={first_name} on_input={set_first} autocomplete="off" />
      <Field label={say("Last name")} value={last_name} on_input={set_last} autocomplete="off" />
      <Field label={say("Company")} value={company} on_input={set_company} autocomplete="off" />
      <button class="button main" disabled={busy}>{say("Save")}</button>
    </Form>
  );
}

// Who has to pay is let in once somebody says how that is settled; then the door stands open at once.
function Payment({ settle }: { settle: (settlement: string, reference: string) => Promise<unknown> }) {
  const [reference, set_reference] = useState("");
  const [typing, set_typing] = useState(false);
  const { busy, problem, run } = useBusy();
  return (
    <section class="notice attention stack" aria-labelledby="payment">
      <strong id="payment">{say("The payment is open")}</strong>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {typing ? (
        <Form on_send={() => run(() => settle("reference", reference.trim()))}>
          <Field label={say("Receipt or reference")} value={reference} on_input={set_reference} autocomplete="off" hint={say("What finds the payment again; may be left empty.")} />
          <button class="button main" disabled={busy}>{say("Paid elsewhere")}</button>
        </Form>
      ) : (
        <div class="acts">
          <button class="button" disabled={busy} onClick={() => set_typing(true)}>{say("Paid elsewhere …")}</button>
          <button class="button" disabled={busy} onClick={() => run(() => settle("invoice_follows", ""))}>{say("Invoice follows")}</button>
        </div>
      )}
    </section>
  );
}

// Who came with her, and with whom she came.
function Company({ guests, line }: { guests: HostGuests; line: GuestLine }) {
  const all = guests.lines.value;
  const host = all.get(line.comes_with);
  const company = [...all.values()].filter((each) => each.comes_with === line.ticket && each.status !== "cancelled");
  const { event } = guests.overview.value!;
  const link = (each: GuestLine) => <button class="button quiet" onClick={() => (open_guest.value = each.ticket)}>{guest_name(each)}</button>;
  return (
    <>
      {host && <div class="row"><span class="quiet-text">{say("Comes with")}</span>{link(host)}</div>}
      {company.map((each) => (
        <div class="row" key={each.ticket}>
          <span class="quiet-text">{in_language(event.categories[each.category]) || each.category}</span>
          {link(each)}
          {each.inside > 0 && <span class="tag success">{say("inside")}</span>}
        </div>
      ))}
    </>
  );
}

function AlongButtons({ guests, line, close }: { guests: HostGuests; line: GuestLine; close: () => void }) {
  const { event, you } = guests.overview.value!;
  const { companions, plus_ones } = event.policy;
  const is_companion = (each: GuestLine) => companions.categories.includes(each.category);
  const along = [...guests.lines.value.values()].filter((each) => each.comes_with === line.ticket && each.status !== "cancelled");
  const brought = line.places - 1 + along.filter((each) => !is_companion(each)).reduce((all, each) => all + each.places, 0);
  if (line.status === "cancelled" || line.status === "blocked" || line.declined || line.comes_with !== "") return null;
  const has_companions = Object.keys(event.categories).some((category) => companions.categories.includes(category));
  const more_companions = has_companions && along.filter(is_companion).length < companions.per_guest;
  const more_plus_ones = you.may.includes("guest.add") && (plus_ones === null || brought < plus_ones || you.role === "organiser");
  const add = (companion: boolean) => {
    coming_along.value = { with: line, companion };
    close();
  };
  return (
    <>
      {more_companions && you.may.includes("guest.admit") && <button class="button quiet" onClick={() => add(true)}>{say("Add a companion")}</button>}
      {more_plus_ones && <button class="button quiet" onClick={() => add(false)}>{say("Add a plus-one")}</button>}
    </>
  );
}

// The texts of notes are with the server; of which kinds there are some, the list knows.
function Notes({ line, sheet }: { line: GuestLine; sheet: GuestSheet | undefined }) {
  const unread = line.notes.filter((kind) => !sheet?.notes.some((note) => note.kind === kind)).map((kind) => ({ kind, text: "", at: 0 }));
  return (
    <>
      {[...(sheet?.notes ?? []), ...unread].map((note) => (
        <p class="notice attention" key={`${note.kind} ${note.at}`}><span><strong>{note_kind_text(note.kind)}{note.text && ":"}</strong> {note.text}</span></p>
      ))}
    </>
  );
}

function History({ sheet, zone }: { sheet: GuestSheet; zone: string }) {
  if (sheet.history.length === 0) return null;
  return (
    <ul class="stack small">
      {sheet.history.map((moment, index) => (
        <li key={index} class={moment.undone ? "quiet-text" : ""}>
          <strong>{time_text(moment.at, zone)}</strong> {moment_text(moment)}
          <span class="quiet-text">{[place_text(moment.place), moment.door].filter(Boolean).map((each) => ` · ${each}`).join("")}</span>
        </li>
      ))}
    </ul>
  );
}

// What the page can do without the server (offline/acts.ts).
const works_alone = ["guest.admit", "guest.undo", "guest.depart", "guest.excuse", "guest.note", "guest.add"];

export function GuestSheetView({ guests, ticket, close }: { guests: HostGuests; ticket: string; close: () => void }) {
  const line = guests.lines.value.get(ticket);
  const { event, you } = guests.overview.value!;
  const [sheet, set_sheet] = useState<GuestSheet>();
  const [part, set_part] = useState<"" | "note" | "name" | "hand on">("");
  const { busy, problem, run, set_problem } = useBusy();
  const alone = guests.offline.alone.value;
  const may = (command: string) => you.may.includes(command) && (!alone || works_alone.includes(command));
  const read = () =>
    guests.ask<GuestSheet>("GET", `/guests/${ticket}`).then(set_sheet, (error) => (is_offline(error) ? guests.offline.missed() : set_problem(sentence_of(error))));
  useEffect(() => {
    if (!alone) void read();
  }, [ticket, line, alone]);
  if (!line) return null;

  const path = `/guests/${ticket}`;
  const change = (method: string, rest: string, body: unknown) => run(() => guests.change(method, path + rest, body));
  const let_in = (persons?: number) =>
    run(async () => {
      const answer = await admit(guests, line, persons);
      if (asked.value) return close();
      if (answer.outcome === "refused") set_problem(refusal_sentence(answer));
    });
  const handed_on = sheet?.history.filter((moment) => moment.kind === "ticket_transferred" && !moment.undone).at(-1);
  const to_undo = line.last_admission ?? (alone ? undefined : handed_on);
  const missing = line.places - line.admitted;
  const state = state_text(line);
  const may_withdraw = line.admitted === 0 && may("guest.withdraw");
  const waits = (line.status === "waitlisted" || line.status === "awaiting_approval") && !line.approved;
  return (
    <Sheet title={guest_name(line)} on_close={close}>
      <div class="row" style={{ flexWrap: "wrap" }}>
        <span class="tag">{in_language(event.categories[line.category]) || line.category}</span>
        {line.places > 1 && <span class="tag">{persons_text(line.places)}</span>}
        {line.inside > 0 && <span class="tag success">{say("{count} inside", { count: line.inside })}</span>}
        {state && <span class="tag attention">{state}</span>}
        {line.instead_of && <span class="tag">{say("instead of {name}", { name: line.instead_of })}</span>}
      </div>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {sheet?.unpaid && may("guest.settle") && <Payment settle={(settlement, reference) => guests.change("POST", `${path}/settlement`, { settlement, ...(reference ? { reference } : {}) }).then(() => set_problem(""))} />}
      <div class="acts">
        {missing > 0 && !waits && !sheet?.unpaid && may("guest.admit") && (
          <button class="button main" disabled={busy} onClick={() => let_in()}>{missing > 1 ? say("Let in {count}", { count: missing }) : say("Let in")}</button>
        )}
        {missing > 1 && !sheet?.unpaid && may("guest.admit") && <button class="button" disabled={busy} onClick={() => let_in(1)}>{say("Let one in")}</button>}
        {to_undo && may("guest.undo") && <button class="button" disabled={busy} onClick={() => run(() => undo(guests, ticket, to_undo.scan))}>{line.last_admission ? say("Undo the admission") : say("Comes in person after all")}</button>}
        {line.inside > 0 && may("guest.depart") && <button class="button" disabled={busy} onClick={() => change("POST", "/departures", {})}>{say("Has left")}</button>}
        {waits && may("guest.move_up") && <button class="button main" disabled={busy} onClick={() => change("POST", "/move-up", {})}>{say("Give a seat")}</button>}
        {line.admitted === 0 && may("guest.excuse") && (
          <button class="button" disabled={busy} onClick={() => change("PUT", "/excuse", { excused: !line.excused })}>{line.excused ? say("Comes after all") : say("Mark as excused")}</button>
        )}
        {may_withdraw && line.status === "cancelled" && <button class="button" disabled={busy} onClick={() => change("POST", "/withdrawal", { back: true })}>{say("Back on the list")}</button>}
      </div>
      <dl class="facts">
        {line.company && <><dt>{say("Company")}</dt><dd>{line.company}</dd></>}
        {sheet?.email && <><dt>{say("E-mail")}</dt><dd>{sheet.email}</dd></>}
        {sheet?.table && <><dt>{say("Table")}</dt><dd>{sheet.table}</dd></>}
        {line.list_owner && <><dt>{say("On the list of")}</dt><dd>{line.list_owner}</dd></>}
        {line.invited_by && line.invited_by !== line.list_owner && <><dt>{say("Invited by")}</dt><dd>{line.invited_by}</dd></>}
      </dl>
      <Company guests={guests} line={line} />
      {line.admitted === 0 && may("notice.ask") && <GuestWish guests={guests} line={line} />}
      <Notes line={line} sheet={sheet} />
      {sheet && <History sheet={sheet} zone={event.time_zone} />}
      {alone && <p class="quiet-text small">{say("The history, and what only the server can do, come when the network is back.")}</p>}
      <div class="acts">
        {may("guest.note") && <PartButton name={say("Take a note")} is_open={part === "note"} turn={(open) => set_part(open ? "note" : "")} />}
        <AlongButtons guests={guests} line={line} close={close} />
        {event.policy.questions.length > 0 && may("guest.answer") && <button class="button quiet" onClick={() => { asked.value = { ticket }; close(); }}>{say("Questions")}</button>}
        {line.admitted === 0 && may("guest.hand_on") && <PartButton name={say("Somebody else comes")} is_open={part === "hand on"} turn={(open) => set_part(open ? "hand on" : "")} />}
        {sheet && may("guest.amend") && <PartButton name={say("Correct the name")} is_open={part === "name"} turn={(open) => set_part(open ? "name" : "")} />}
        {may_withdraw && line.status !== "cancelled" && <button class="button danger" disabled={busy} onClick={() => change("POST", "/withdrawal", { back: false })}>{say("Take off the list")}</button>}
      </div>
      {part === "note" && <Part title={say("Take a note")}><NoteForm save={(kind, text) => guests.change("POST", `${path}/notes`, { kind, text }).then(() => set_part(""))} /></Part>}
      {part === "hand on" && may("guest.hand_on") && <Part title={say("Who comes instead of {name}?", { name: guest_name(line) })}><HandOnForm line={line} hand_on={(instead) => guests.change("POST", `${path}/transfers`, instead).then(() => set_part(""))} /></Part>}
      {sheet && part === "name" && may("guest.amend") && <Part title={say("Correct the name or company")}><NameForm sheet={sheet} save={(fields) => guests.change("PATCH", path, { fields }).then(() => set_part(""))} /></Part>}
    </Sheet>
  );
}

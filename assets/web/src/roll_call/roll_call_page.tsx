// The roll call on a phone at the assembly point: who is missing, ticked off with one thumb.
import { useEffect, useMemo, useState } from "preact/hooks";
import { go } from "../app/address";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { me } from "../app/session";
import { language, say, say_many, time_text } from "../app/text";
import { folded } from "../host/find";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { Corner, LanguageButton, ThemeButton } from "../parts/corner";
import { Field, Form } from "../parts/field";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { save_pdf } from "../parts/save_file";
import { Sheet } from "../parts/sheet";
import { useTitle } from "../parts/title";
import { RollCall, wanted as is_wanted, type RollLine } from "./roll_call";
import { RollCallButton } from "./start_button";

function line_name(line: RollLine) {
  if (line.kind === "crew") return say("Crew");
  if (line.kind === "counted") return say("Counted without a name");
  return line.name || say("Guest without a name");
}

// Was let in by mistake: nobody is looked for, and who is found all the same counts.
const taken_back_text = (line: RollLine) => (line.taken_back === 0 ? "" : is_wanted(line) === 0 ? say("admission taken back") : say("taken back: {count}", { count: line.taken_back }));

const under = (line: RollLine) => [line.company, line.event_name, line.kind === "added" ? say("was not on the list") : "", taken_back_text(line)].filter(Boolean).join(" · ");

function Party({ roll, line }: { roll: RollCall; line: RollLine }) {
  const name = line_name(line);
  return (
    <div class="roll-party">
      <button class="button" disabled={line.found === 0} onClick={() => roll.mark(line.line, line.found - 1)} aria-label={say("One less of {name}", { name })}>−</button>
      <span class="figure" aria-live="polite">{say_many("{found} of {count} person", "{found} of {count} people", is_wanted(line), { found: line.found })}</span>
      <button class="button" disabled={line.found === line.persons} onClick={() => roll.mark(line.line, line.found + 1)} aria-label={say("One more of {name}", { name })}>+</button>
    </div>
  );
}

// One tap ticks all persons of a line, another takes that back.
function Line({ roll, line }: { roll: RollCall; line: RollLine }) {
  const expected = is_wanted(line);
  const all = line.found > 0 && line.found === expected;
  return (
    <li class={`roll-line ${line.found === expected ? "found" : ""}`}>
      <label>
        <input type="checkbox" checked={all} onChange={() => roll.mark(line.line, all ? 0 : expected || line.persons)} />
        <span class="grow">
          <strong class="name">{line_name(line)}</strong>
          <span class="second">{under(line)}</span>
        </span>
      </label>
      {line.persons > 1 && <Party roll={roll} line={line} />}
    </li>
  );
}

function AddSheet({ roll, close }: { roll: RollCall; close: () => void }) {
  const [name, set_name] = useState("");
  const [persons, set_persons] = useState("1");
  const [wrong, set_wrong] = useState("");
  const add = () => {
    const count = Number(persons);
    if (name.trim() === "" || name.trim().length > 100) return set_wrong(say("Please type a name, or what you see."));
    roll.add(name.trim(), Number.isInteger(count) && count >= 1 && count <= 1000 ? count : 1);
    close();
  };
  return (
    <Sheet title={say("Found, not on the list")} on_close={close}>
      <Form on_send={add}>
        <Field label={say("Name")} value={name} on_input={set_name} hint={say("Or what you see: “two waiters”.")} wrong={wrong} autofocus autocomplete="off" />
        <Field label={say("Persons")} value={persons} on_input={set_persons} type="number" />
        <button class="button main">{say("Add as found")}</button>
      </Form>
    </Sheet>
  );
}

function State({ roll }: { roll: RollCall }) {
  const waiting = roll.waiting.value;
  if (roll.connected.value) return null;
  return (
    <Notice kind="danger">
      {say("No connection. The list stays usable: keep this page open. Ticks are handed over as soon as the connection is back.")}{" "}
      {waiting > 0 && say_many("{count} tick stays on this phone until the server answers; others do not see it yet.", "{count} ticks stay on this phone until the server answers; others do not see them yet.", waiting)}
    </Notice>
  );
}

// What she ticked and does not count, until she has read it.
function NotCounted({ roll }: { roll: RollCall }) {
  const [is_new, lost, refused] = [roll.is_new.value, roll.lost.value, roll.refused.value];
  if (!is_new && lost === 0 && refused.length === 0) return null;
  return (
    <Notice kind="danger">
      <div class="stack">
        {is_new && <p>{say("Another roll call has begun: everybody on this list is to be looked for anew.")}</p>}
        {lost > 0 && <p>{say_many("{count} tick of the one before was not handed over, and does not count.", "{count} ticks of the one before were not handed over, and do not count.", lost)}</p>}
        {refused.length > 0 && <p>{say("The server did not take these. Please look at each of them again:")}</p>}
        {refused.length > 0 && <ul class="bullets">{refused.map((line) => <li key={line.line}><bdi>{line_name(line)}</bdi></li>)}</ul>}
        <button class="button" onClick={roll.hush}>{say("Understood")}</button>
      </div>
    </Notice>
  );
}

function PrintButton() {
  const { busy, problem, run } = useBusy();
  const print = () =>
    run(async () => {
      const { name, content } = await call<{ name: string; content: string }>("POST", "/roll-call/paper", { language: language.value }, 60_000);
      save_pdf(name, content);
    });
  return (
    <>
      <button class="button" disabled={busy} onClick={print}><Icon name="save" />{say("List to print (PDF)")}</button>
      {problem && <Notice kind="danger">{problem}</Notice>}
    </>
  );
}

function EndQuestion({ roll, close }: { roll: RollCall; close: () => void }) {
  const missing = roll.persons.value - roll.found.value;
  return (
    <Confirm title={say("End the roll call?")} act={say("End it")} work={() => roll.end()} close={close}>
      <p><strong>{missing === 0 ? say("Everybody is found.") : say_many("{count} person is still missing.", "{count} people are still missing.", missing)}</strong></p>
      <p>{say("The list and all ticks are removed for everybody. Print it before, if you need it.")}</p>
      {me.value?.role !== "helper" && <PrintButton />}
    </Confirm>
  );
}

function Acts({ roll }: { roll: RollCall }) {
  const [ending, set_ending] = useState(false);
  return (
    <>
      <div class="acts">
        {me.value?.role !== "helper" && <PrintButton />}
        {roll.about.value?.may_end && <button class="button danger" onClick={() => set_ending(true)}>{say("End the roll call")}</button>}
        <button class="button quiet" onClick={() => go()}>{say("Leave this page")}</button>
      </div>
      {ending && <EndQuestion roll={roll} close={() => set_ending(false)} />}
    </>
  );
}

function Figures({ roll }: { roll: RollCall }) {
  const missing = roll.persons.value - roll.found.value;
  return (
    <div class="figures" role="status">
      <div class={missing === 0 ? "roll-done" : "roll-missing"}>
        <strong data-test="missing">{missing}</strong>
        <span class="small">{say("missing")}</span>
      </div>
      <div>
        <strong data-test="found">{roll.found.value}<span class="quiet-text"> / {roll.persons.value}</span></strong>
        <span class="small quiet-text">{say("found")}</span>
      </div>
    </div>
  );
}

function Lines({ roll }: { roll: RollCall }) {
  const [words, set_words] = useState("");
  const [all, set_all] = useState(false);
  const [adding, set_adding] = useState(false);
  const lines = roll.lines.value;
  const wanted = folded(words).split(" ").filter((word) => word !== "");
  const missing = lines.filter((line) => line.found < is_wanted(line));
  const shown = (all || wanted.length > 0 ? lines : missing).filter((line) => {
    const known = folded(`${line_name(line)} ${line.company}`);
    return wanted.every((word) => known.includes(word));
  });
  return (
    <>
      <div class="roll-find">
        <div class="row apart padded">
          <Figures roll={roll} />
          <button class="button" onClick={() => set_adding(true)}><Icon name="plus" />{say("Found, not on the list")}</button>
        </div>
        <div class="find"><input type="search" value={words} placeholder={say("Find a name")} aria-label={say("Find a name")} onInput={(e) => set_words(e.currentTarget.value)} /></div>
      </div>
      {adding && <AddSheet roll={roll} close={() => set_adding(false)} />}
      <div class="chips" role="group" aria-label={say("Which lines")}>
        <button class="chip" aria-pressed={!all} onClick={() => set_all(false)}>{say("Missing")} {missing.reduce((sum, line) => sum + is_wanted(line) - line.found, 0)}</button>
        <button class="chip" aria-pressed={all} onClick={() => set_all(true)}>{say("All")} {roll.persons.value}</button>
      </div>
      {shown.length === 0
        ? <p class="empty">{wanted.length > 0 ? say("Nobody has that name. Whoever was found can be added above.") : say("Everybody is found.")}</p>
        : <ul class="guests">{shown.map((line) => <Line key={line.line} roll={roll} line={line} />)}</ul>}
    </>
  );
}

function Over({ roll }: { roll: RollCall }) {
  return (
    <div class="door">
      <Corner />
      <main>
        <h1>{say("Roll call")}</h1>
        <p>{roll.was_shown.value ? say("The roll call has ended.") : say("No roll call is under way.")}</p>
        <NotCounted roll={roll} />
        {me.value?.role !== "helper" && <RollCallButton wide another={roll.was_shown.value} />}
        <button class="button quiet" onClick={() => go()}>{say("Back")}</button>
      </main>
    </div>
  );
}

export function RollCallPage() {
  const roll = useMemo(() => new RollCall(), []);
  useEffect(() => () => roll.close(), [roll]);
  useTitle(say("Roll call"));
  if (roll.is_over.value) return <Over roll={roll} />;
  const about = roll.about.value;
  if (!about) return <div class="door" aria-busy={roll.failure.value === null}>{roll.failure.value !== null && <main><Notice kind="attention">{sentence_of(roll.failure.value)}</Notice><button class="button main" onClick={() => void roll.look()}>{say("Try again")}</button></main>}</div>;
  return (
    <div class="host roll-call">
      <header>
        <div class="row apart">
          <h1 class="grow">{say("Roll call")}</h1>
          <LanguageButton />
          <ThemeButton />
        </div>
        <p class="small quiet-text">{about.started_by ? say("Started at {time} by {name}", { time: time_text(about.started), name: about.started_by }) : say("Started at {time}", { time: time_text(about.started) })}</p>
        <State roll={roll} />
        <NotCounted roll={roll} />
        {about.estimate && <Notice kind="attention">{say("This is an estimate: departures are not scanned everywhere. Some who stand here may have left already.")}</Notice>}
      </header>
      <main class="stack">
        {roll.failure.value !== null && <div class="padded"><Notice kind="attention">{sentence_of(roll.failure.value)}</Notice></div>}
        <Lines roll={roll} />
        <div class="padded stack"><Acts roll={roll} /></div>
      </main>
    </div>
  );
}

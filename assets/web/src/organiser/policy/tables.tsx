// Fields of several rows: limits by category, lists, hours, questions, hand-outs, pick-up desks.
import type { ComponentChildren } from "preact";
import { new_id } from "../../app/ids";
import type { Labels } from "../../app/shapes";
import { moment_text, say } from "../../app/text";
import { Icon } from "../../parts/icon";
import { instant_of, local_at } from "../times";
import { number_in, number_out } from "./controls";
import type { Cap, DoorHours, PickUp, Question } from "./policy";
import { cap_counts, cap_kinds, category_names, type Surroundings } from "./value_text";

const Options = ({ options }: { options: [string, string][] }) => <>{options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}</>;

const Remove = ({ what, act }: { what: string; act: () => void }) => (
  <button type="button" class="button quiet remove" aria-label={say("Remove {name}", { name: what })} onClick={act}><Icon name="close" /></button>
);

const Add = ({ text, act }: { text: string; act: () => void }) => (
  <button type="button" class="button small add" onClick={act}><Icon name="plus" />{text}</button>
);

const Rows = ({ children }: { children: ComponentChildren }) => <div class="rows">{children}</div>;

const replaced = <Item,>(items: Item[], index: number, item: Item) => items.map((each, at) => (at === index ? item : each));
const removed = <Item,>(items: Item[], index: number) => items.filter((_, at) => at !== index);

interface CapProps {
  value: Cap | null;
  change: (cap: Cap | null) => void;
  name: string;
  wrong?: boolean;
}

export function CapInput({ value, change, name, wrong }: CapProps) {
  const cap = value ?? { persons: Number.NaN, kind: "soft", counts: "admitted" };
  const set_persons = (text: string) => {
    const persons = number_in(text);
    change(persons === null ? null : { ...cap, persons });
  };
  return (
    <div class="inline cap">
      <label>
        <span class="small quiet-text">{say("Number of persons")}</span>
        <input type="number" inputMode="numeric" min={0} aria-label={say("{name}: number of persons", { name })} placeholder={say("no limit")} aria-invalid={wrong ? true : undefined} value={number_out(value?.persons)} onInput={(event) => set_persons(event.currentTarget.value)} />
      </label>
      {value && (
        <>
          <label>
            <span class="small quiet-text">{say("Soft or hard")}</span>
            <select aria-label={say("{name}: soft or hard", { name })} value={cap.kind} onChange={(event) => change({ ...cap, kind: event.currentTarget.value })}><Options options={cap_kinds()} /></select>
          </label>
          <label>
            <span class="small quiet-text">{say("Who is counted")}</span>
            <select aria-label={say("{name}: who is counted", { name })} value={cap.counts} onChange={(event) => change({ ...cap, counts: event.currentTarget.value })}><Options options={cap_counts()} /></select>
          </label>
        </>
      )}
    </div>
  );
}

export function CapsInput({ value, change, around }: { value: Record<string, Cap>; change: (caps: Record<string, Cap>) => void; around: Surroundings }) {
  const names = category_names(around.categories);
  const free = Object.keys(names).filter((key) => !(key in value));
  return (
    <Rows>
      {Object.entries(value).map(([key, cap]) => (
        <div class="row-part" key={key}>
          <strong>{names[key] ?? key}</strong>
          <div class="inline">
            <CapInput value={cap} name={names[key] ?? key} change={(next) => change({ ...value, [key]: next ?? { ...cap, persons: 0 } })} />
            <Remove what={names[key] ?? key} act={() => change(Object.fromEntries(Object.entries(value).filter(([each]) => each !== key)))} />
          </div>
        </div>
      ))}
      {free.length > 0 && (
        <select aria-label={say("Add a limit for a category")} value="" onChange={(event) => event.currentTarget.value && change({ ...value, [event.currentTarget.value]: { persons: 10, kind: "soft", counts: "admitted" } })}>
          <option value="">{say("Add a category…")}</option>
          {free.map((key) => <option key={key} value={key}>{names[key]}</option>)}
        </select>
      )}
    </Rows>
  );
}

export function ListsInput({ value, change, wrong }: { value: Record<string, number>; change: (lists: Record<string, number>) => void; wrong: boolean }) {
  const rows = Object.entries(value);
  const set = (next: [string, number][]) => change(Object.fromEntries(next));
  return (
    <Rows>
      {rows.map(([owner, count], index) => (
        <div class="inline" key={index}>
          <input class="grow" aria-label={say("List of")} placeholder={say("Whose list")} aria-invalid={wrong && !owner.trim() ? true : undefined} value={owner} onChange={(event) => set(replaced(rows, index, [event.currentTarget.value.trim(), count]))} />
          <input type="number" inputMode="numeric" min={0} aria-label={say("Persons on the list of {name}", { name: owner })} value={number_out(count)} onInput={(event) => set(replaced(rows, index, [owner, number_in(event.currentTarget.value) ?? Number.NaN]))} />
          <Remove what={owner || say("this list")} act={() => set(removed(rows, index))} />
        </div>
      ))}
      {!("" in value) && <Add text={say("Add a list")} act={() => set([...rows, ["", 10]])} />}
    </Rows>
  );
}

export function HoursInput({ value, change, around, wrong }: { value: DoorHours[]; change: (hours: DoorHours[]) => void; around: Surroundings; wrong: boolean }) {
  const time = (name: "opens" | "closes", index: number) => (
    <label class="grow">
      <span class="small quiet-text">{name === "opens" ? say("open") : say("close")}{Number.isFinite(value[index]![name]) && <span aria-hidden="true"> · {moment_text(value[index]![name], around.zone)}</span>}</span>
      <input type="datetime-local" aria-invalid={wrong ? true : undefined} value={Number.isFinite(value[index]![name]) ? local_at(value[index]![name], around.zone) : ""} onChange={(event) => change(replaced(value, index, { ...value[index]!, [name]: instant_of(event.currentTarget.value, around.zone) }))} />
    </label>
  );
  const day = 24 * 60 * 60_000;
  const next = (): DoorHours => {
    const last = value.at(-1);
    const now = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
    return last ? { opens: last.opens + day, closes: last.closes + day } : { opens: now, closes: now + 3 * 3_600_000 };
  };
  return (
    <Rows>
      {value.map((_, index) => (
        <div class="inline hours" key={index}>
          {time("opens", index)}
          {time("closes", index)}
          <Remove what={say("these hours")} act={() => change(removed(value, index))} />
        </div>
      ))}
      <Add text={value.length > 0 ? say("Add a day") : say("Add hours")} act={() => change([...value, next()])} />
    </Rows>
  );
}

const Texts = ({ texts, change, what, wrong }: { texts: Labels; change: (texts: Labels) => void; what: string; wrong?: boolean }) => (
  <>
    <input aria-label={say("{name}, in German", { name: what })} placeholder={say("German")} lang="de" aria-invalid={wrong ? true : undefined} value={texts.de ?? ""} onChange={(event) => change({ ...texts, de: event.currentTarget.value })} />
    <input aria-label={say("{name}, in English", { name: what })} placeholder={say("English")} lang="en" value={texts.en ?? ""} onChange={(event) => change({ ...texts, en: event.currentTarget.value })} />
  </>
);

const kind_of = ({ consent, required }: Question) => (consent ? "consent" : required ? "required" : "voluntary");

export function QuestionsInput({ value, change, wrong }: { value: Question[]; change: (questions: Question[]) => void; wrong: boolean }) {
  // Never one that was used before: what was answered to that stays on record.
  const free_id = () => `question-${new_id().slice(0, 8)}`;
  // What was agreed to names the version of its text.
  const set_text = (index: number, text: Labels) => change(replaced(value, index, { ...value[index]!, text, text_version: value[index]!.text_version + 1 }));
  return (
    <Rows>
      {value.map((question, index) => (
        <div class="row-part" key={question.id}>
          <Texts texts={question.text} what={say("Question {number}", { number: index + 1 })} change={(text) => set_text(index, text)} wrong={wrong && !Object.values(question.text).some((each) => each.trim())} />
          <div class="inline">
            <select class="grow" aria-label={say("Kind of question {number}", { number: index + 1 })} value={kind_of(question)} onChange={(event) => change(replaced(value, index, { ...question, consent: event.currentTarget.value === "consent", required: event.currentTarget.value === "required" }))}>
              <option value="consent">{say("consent: yes or no, either lets in")}</option>
              <option value="required">{say("required: has to be answered")}</option>
              <option value="voluntary">{say("voluntary")}</option>
            </select>
            <Remove what={say("Question {number}", { number: index + 1 })} act={() => change(removed(value, index))} />
          </div>
        </div>
      ))}
      <Add text={say("Add a question")} act={() => change([...value, { id: free_id(), text: { de: "", en: "" }, required: false, consent: false, text_version: 1 }])} />
    </Rows>
  );
}

export function HandoutsInput({ value, change, around }: { value: Record<string, Labels>; change: (handouts: Record<string, Labels>) => void; around: Surroundings }) {
  const names = category_names(around.categories);
  const free = Object.keys(names).filter((key) => !(key in value));
  return (
    <Rows>
      {Object.entries(value).map(([key, texts]) => (
        <div class="row-part" key={key}>
          <div class="inline"><strong class="grow">{names[key] ?? key}</strong><Remove what={names[key] ?? key} act={() => change(Object.fromEntries(Object.entries(value).filter(([each]) => each !== key)))} /></div>
          <Texts texts={texts} what={names[key] ?? key} change={(next) => change({ ...value, [key]: next })} />
        </div>
      ))}
      {free.length > 0 && (
        <select aria-label={say("Add a hand-out for a category")} value="" onChange={(event) => event.currentTarget.value && change({ ...value, [event.currentTarget.value]: { de: "", en: "" } })}>
          <option value="">{say("Add a category…")}</option>
          {free.map((key) => <option key={key} value={key}>{names[key]}</option>)}
        </select>
      )}
    </Rows>
  );
}

export function PickUpInput({ value, change, wrong }: { value: PickUp[]; change: (rows: PickUp[]) => void; wrong: boolean }) {
  return (
    <Rows>
      {value.map((row, index) => (
        <div class="row-part" key={index}>
          <div class="inline">
            <input class="letters" aria-label={say("Family names from")} placeholder="A" value={row.from ?? ""} onChange={(event) => change(replaced(value, index, { ...row, from: event.currentTarget.value.trim() }))} />
            <input class="letters" aria-label={say("Family names to")} placeholder="Z" value={row.to ?? ""} onChange={(event) => change(replaced(value, index, { ...row, to: event.currentTarget.value.trim() }))} />
            <span class="grow" />
            <Remove what={say("this desk")} act={() => change(removed(value, index))} />
          </div>
          <Texts texts={row.desk} what={say("Desk")} change={(desk) => change(replaced(value, index, { ...row, desk }))} wrong={wrong && !Object.values(row.desk).some((each) => each.trim())} />
        </div>
      ))}
      <Add text={say("Add a desk")} act={() => change([...value, { from: "", to: "", desk: { de: "", en: "" } }])} />
    </Rows>
  );
}

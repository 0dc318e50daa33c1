// The input of each kind of field. `ids` say what a screen reader reads with it.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { say } from "../../app/text";
import type { PolicyField } from "./fields";
import { CapInput, CapsInput, HandoutsInput, HoursInput, ListsInput, PickUpInput, QuestionsInput } from "./tables";
import type { Cap, DoorHours, PickUp, Question, Value } from "./policy";
import { category_names, time_of_day, type Surroundings } from "./value_text";

export interface ControlProps {
  field: PolicyField;
  value: Value;
  change: (value: Value) => void;
  around: Surroundings;
  fixed: boolean; // cannot change any more
  ids: { control: string; label: string; about: string };
  wrong: boolean;
}

export const number_in = (text: string) => (text.trim() === "" ? null : Number(text));
export const number_out = (value: unknown) => (value === null || value === undefined || Number.isNaN(value) ? "" : String(value));

function Categories({ chosen, change, around, disabled }: { chosen: string[]; change: (keys: string[]) => void; around: Surroundings; disabled: boolean }) {
  const id = useId();
  const names = category_names(around.categories);
  for (const key of chosen) names[key] ??= key;
  const toggle = (key: string) => change(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]);
  return (
    <div class="checks tight">
      {Object.entries(names).map(([key, name]) => (
        <div class="check" key={key}>
          <input type="checkbox" id={`${id}-${key}`} checked={chosen.includes(key)} disabled={disabled} onChange={() => toggle(key)} />
          <label for={`${id}-${key}`}>{name}</label>
        </div>
      ))}
    </div>
  );
}

function Reprints({ value, change, ids }: { value: { by: string; most?: number | null }; change: (value: Value) => void; ids: ControlProps["ids"] }) {
  return (
    <div class="inline">
      <select id={ids.control} aria-describedby={ids.about} value={value.by} onChange={(event) => change({ by: event.currentTarget.value, most: event.currentTarget.value === "host" ? null : (value.most ?? null) })}>
        <option value="staff">{say("by the team")}</option>
        <option value="host">{say("by hosts only")}</option>
      </select>
      {value.by === "staff" && (
        <input type="number" min={0} aria-label={say("How often the team prints one badge again; empty: any number")} placeholder={say("any number")} value={number_out(value.most)} onInput={(event) => change({ by: "staff", most: number_in(event.currentTarget.value) })} />
      )}
    </div>
  );
}

function Colours({ value, change, around }: { value: Record<string, string>; change: (value: Value) => void; around: Surroundings }) {
  const names = category_names(around.categories);
  const keys = [...new Set([...Object.keys(around.categories), ...Object.keys(value)])];
  const without = (key: string) => Object.fromEntries(Object.entries(value).filter(([each]) => each !== key));
  return (
    <div class="rows">
      {keys.map((key) => (
        <div class="inline" key={key}>
          <span class="grow">{names[key] ?? key}</span>
          <input type="color" class={value[key] ? "" : "unset"} aria-label={say("Colour of {name}", { name: names[key] ?? key })} value={value[key] ?? "#808080"} onInput={(event) => change({ ...value, [key]: event.currentTarget.value.toLowerCase() })} />
          {value[key] ? <button type="button" class="button quiet small" onClick={() => change(without(key))} aria-label={say("No colour for {name}", { name: names[key] ?? key })}>{say("none")}</button> : <span class="quiet-text small no-colour">{say("no colour")}</span>}
        </div>
      ))}
    </div>
  );
}

// What has inputs of its own is a group with the field's name.
const Grouped = ({ ids, children }: { ids: ControlProps["ids"]; children: ComponentChildren }) => (
  <div role="group" aria-labelledby={ids.label} aria-describedby={ids.about}>{children}</div>
);

export const has_one_input = (field: PolicyField) => ["choice", "switch", "number", "time", "texts", "reprints"].includes(field.kind);

export function Control(props: ControlProps) {
  const { field, value, change, around, fixed, ids, wrong } = props;
  const shared = { id: ids.control, disabled: fixed, "aria-describedby": ids.about, "aria-invalid": wrong ? true : undefined };
  switch (field.kind) {
    case "choice":
      return <select {...shared} value={String(value)} onChange={(event) => change(event.currentTarget.value)}>{field.options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}</select>;
    case "switch":
      return <input {...shared} type="checkbox" role="switch" class="switch" checked={Boolean(value)} onChange={(event) => change(event.currentTarget.checked)} />;
    case "number": {
      const input = <input {...shared} type="number" inputMode="numeric" min={field.least} max={field.most} placeholder={field.none} value={number_out(value)} onInput={(event) => change(number_in(event.currentTarget.value))} />;
      return field.beside ? <div class="inline">{input}<span>{field.beside}</span></div> : input;
    }
    case "time":
      return <input {...shared} type="time" value={time_of_day(value as number)} onInput={(event) => { const [hours, minutes] = event.currentTarget.value.split(":").map(Number); if (hours !== undefined && minutes !== undefined) change(hours * 60 + minutes); }} />;
    case "texts":
      return <textarea {...shared} rows={2} value={(value as string[]).join("\n")} onChange={(event) => change([...new Set(event.currentTarget.value.split("\n").map((line) => line.trim()).filter(Boolean))])} />;
    case "categories":
      return <Grouped ids={ids}><Categories chosen={value as string[]} change={change} around={around} disabled={fixed} /></Grouped>;
    case "cap":
      return <Grouped ids={ids}><CapInput value={value as Cap | null} change={change} name={field.label} wrong={wrong} /></Grouped>;
    case "caps":
      return <Grouped ids={ids}><CapsInput value={value as Record<string, Cap>} change={change} around={around} /></Grouped>;
    case "lists":
      return <Grouped ids={ids}><ListsInput value={value as Record<string, number>} change={change} wrong={wrong} /></Grouped>;
    case "hours":
      return <Grouped ids={ids}><HoursInput value={value as DoorHours[]} change={change} around={around} wrong={wrong} /></Grouped>;
    case "questions":
      return <Grouped ids={ids}><QuestionsInput value={value as Question[]} change={change} wrong={wrong} /></Grouped>;
    case "handouts":
      return <Grouped ids={ids}><HandoutsInput value={value as Record<string, Record<string, string>>} change={change} around={around} /></Grouped>;
    case "reprints":
      return <Reprints value={value as { by: string }} change={change} ids={ids} />;
    case "pick_up":
      return <Grouped ids={ids}><PickUpInput value={value as PickUp[]} change={change} wrong={wrong} /></Grouped>;
    case "colours":
      return <Grouped ids={ids}><Colours value={value as Record<string, string>} change={change} around={around} /></Grouped>;
  }
}

// Role, events and lists: asked alike of a new person and of one who is known.
import { useId } from "preact/hooks";
import { say } from "../app/text";
import { Field } from "../parts/field";
import { roles } from "./role_words";
import type { ListedEvent } from "./shapes";

export interface Rights {
  role: string;
  events: string[];
  lists: string; // one per line
}

export const lists_in = (text: string) => [...new Set(text.split("\n").map((line) => line.trim()).filter((line) => line !== ""))];

function RoleChoices({ value, choose }: { value: string; choose: (role: string) => void }) {
  const id = useId();
  return (
    <fieldset class="plain stack">
      <legend>{say("Role")}</legend>
      {roles().map(({ key, name, about }) => (
        <div class="check" key={key}>
          <input type="radio" name={id} id={`${id}-${key}`} checked={value === key} onChange={() => choose(key)} aria-describedby={`${id}-${key}-about`} />
          <label for={`${id}-${key}`}>{name}</label>
          <span class="small quiet-text" id={`${id}-${key}-about`}>{about}</span>
        </div>
      ))}
    </fieldset>
  );
}

function EventChoices({ events, chosen, choose }: { events: ListedEvent[]; chosen: string[]; choose: (events: string[]) => void }) {
  const id = useId();
  const toggle = (key: string) => choose(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]);
  return (
    <fieldset class="plain stack">
      <legend>{say("Events")}</legend>
      <p class="small quiet-text">{say("None chosen: all events, also those to come.")}</p>
      <div class="checks">
        {events.map(({ key, name, rehearsal }) => (
          <div class="check" key={key}>
            <input type="checkbox" id={`${id}-${key}`} checked={chosen.includes(key)} onChange={() => toggle(key)} />
            <label for={`${id}-${key}`}>{name}{rehearsal && <span class="quiet-text"> ({say("REHEARSAL")})</span>}</label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

// Events only where they can be chosen.
export function RightsFields({ rights, change, events }: { rights: Rights; change: (rights: Rights) => void; events: ListedEvent[] }) {
  return (
    <>
      <RoleChoices value={rights.role} choose={(role) => change({ ...rights, role })} />
      {events.length > 0 && <EventChoices events={events} chosen={rights.events} choose={(chosen) => change({ ...rights, events: chosen })} />}
      {rights.role === "host" && (
        <Field label={say("Own lists")} value={rights.lists} on_input={(lists) => change({ ...rights, lists })} lines={3} hint={say("One per line, as the guest list names them.")} />
      )}
    </>
  );
}

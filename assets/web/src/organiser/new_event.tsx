// A new event from a preset. What the preset says of admission can be changed later; the key cannot.
import { useId, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import type { EventSummary } from "../app/shapes";
import { in_language, say } from "../app/text";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { tell } from "../host/toast";
import { is_key, key_of } from "./event_key";
import { Heading } from "./heading";
import { go_to, place } from "./places";
import { presets } from "./presets";
import type { KnownPreset } from "./shapes";
import { later } from "./times";

function PresetChoice({ chosen, choose }: { chosen: string; choose: (key: string) => void }) {
  const id = useId();
  const { answer } = useAnswer<KnownPreset[]>("/presets");
  const own = (answer ?? []).filter((preset) => preset.own).map(({ name, description }) => ({ key: name, name, about: in_language(description) || say("A preset of your own.") }));
  return (
    <fieldset class="presets">
      <legend>{say("What kind of event is it?")}</legend>
      {[...own, ...presets()].map(({ key, name, about }) => (
        <div class="preset" key={key}>
          <input type="radio" name="preset" id={`${id}-${key}`} checked={chosen === key} onChange={() => choose(key)} aria-describedby={`${id}-${key}-about`} />
          <label for={`${id}-${key}`}>
            <strong>{name}</strong>
          </label>
          <span class="small quiet-text" id={`${id}-${key}-about`}>{about}</span>
        </div>
      ))}
    </fieldset>
  );
}

const explain = (error: unknown) => {
  if (error instanceof ApiError && error.failure.status === 409) return say("Another event has this short name already. Please choose another one.");
  if (error instanceof ApiError && error.failure.status === 400) return say("The times or the address of the privacy notice do not fit. Please check them.");
  return sentence_of(error);
};

// Where an event is if nobody says otherwise (server/commands/event_handlers.cpp).
const usual_zone = "Europe/Berlin";

// How long an event lasts if nobody says otherwise.
const usual_minutes = 180;

export function NewEvent() {
  const { answer: events } = useAnswer<EventSummary[]>("/events");
  const [preset, set_preset] = useState("summit");
  const [name, set_name] = useState("");
  const [own_key, set_own_key] = useState<string>();
  const [starts, set_starts] = useState("");
  const [ends, set_ends] = useState("");
  const [doors_open, set_doors] = useState("");
  const [organiser, set_organiser] = useState("");
  const [privacy_url, set_privacy] = useState("");
  const [tried, set_tried] = useState(false);
  const { busy, problem, run } = useBusy();

  const key = own_key ?? key_of(name, (events ?? []).map((event) => event.key));
  const wrong = {
    name: name.trim() ? undefined : say("An event needs a name."),
    key: is_key(key) ? undefined : say("Only a–z, 0–9 and hyphens, at most 60."),
    starts: starts ? undefined : say("When does it start?"),
    ends: !ends ? say("When does it end?") : ends <= starts ? say("It must end after its start.") : undefined,
    doors: doors_open && ends && doors_open >= ends ? say("The doors must open before the event ends.") : undefined,
    privacy: privacy_url && !/^https?:\/\//.test(privacy_url) ? say("It must begin with https:// or http://.") : undefined,
  };
  const shown = (text: string | undefined) => (tried ? text : undefined);

  const begin = (value: string) => {
    set_starts(value);
    if (value && (!ends || ends <= value)) set_ends(later(value, usual_minutes));
  };
  const create = async () => {
    set_tried(true);
    if (Object.values(wrong).some(Boolean)) return;
    const fields = { preset, key, name: name.trim(), starts, ends, ...(doors_open && { doors_open }), ...(organiser.trim() && { organiser: organiser.trim() }), ...(privacy_url && { privacy_url }) };
    const done = await run(() => call<EventSummary>("POST", "/events", fields), explain);
    if (!done) return;
    tell(say("{name} is set up. Next, import its guests.", { name: name.trim() }));
    go_to("events", key, "guests");
  };
  return (
    <>
      <Heading title={say("New event")} />
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Form on_send={create}>
        <div class="new-event">
          <div class="form">
            <Field label={say("Name")} value={name} on_input={set_name} autocomplete="off" wrong={shown(wrong.name)} hint={say("As guests read it on kiosks and badges.")} />
            <Field label={say("Short name")} value={key} on_input={set_own_key} autocomplete="off" wrong={shown(wrong.key)} hint={say("a–z, 0–9, hyphen; cannot be changed later.")} />
            <div class="pair">
              <Field label={say("Starts")} type="datetime-local" value={starts} on_input={begin} wrong={shown(wrong.starts)} />
              <Field label={say("Ends")} type="datetime-local" value={ends} on_input={set_ends} wrong={shown(wrong.ends)} />
            </div>
            <Field label={say("Doors open (optional)")} type="datetime-local" value={doors_open} on_input={set_doors} wrong={shown(wrong.doors)} hint={say("If this stays empty, the time of the chosen kind applies.")} />
            <p class="small quiet-text">{say("All times: {zone}", { zone: usual_zone })}</p>
            <Field label={say("Who invites")} value={organiser} on_input={set_organiser} autocomplete="organization" hint={say("The association or company whose privacy notice applies.")} />
            <Field label={say("Address of the privacy notice")} type="url" value={privacy_url} on_input={set_privacy} autocomplete="off" wrong={shown(wrong.privacy)} hint={say("Kiosks show it as a QR code.")} />
          </div>
          <PresetChoice chosen={preset} choose={set_preset} />
        </div>
        <div class="row">
          <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Set up the event")}</button>
          <a class="button quiet" href={place("events")}>{say("Back")}</a>
        </div>
      </Form>
    </>
  );
}

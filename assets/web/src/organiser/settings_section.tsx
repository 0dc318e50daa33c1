// What an event is called, when it is, what guests read of it, and the pictures of its badges. The key, preset and time
// zone stay: what was recorded was recorded by them.
import { useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { say } from "../app/text";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { Choice, Field, Form } from "../parts/field";
import { FileChoice } from "../parts/file_choice";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import type { EventWatch, Watched } from "./event_watch";
import { base64url_of, largest_file } from "./file_text";
import type { EventDetails, EventStatus } from "./shapes";

interface PartProps {
  event: string;
  details: EventDetails;
  changed: () => void;
}

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 400 ? say("The times or the address of the privacy notice do not fit. Please check them.") : sentence_of(error);

// What is asked for and what is sent: only what differs.
const differing = <Fields extends object>(before: Fields, after: Fields) =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Fields])));

function NameAndTimes({ event, details, status, changed }: PartProps & { status: EventStatus }) {
  const before = { name: status.name, organiser: details.organiser, privacy_url: details.privacy_url, starts: status.starts.slice(0, 16), ends: status.ends.slice(0, 16), doors_open: status.doors_open.slice(0, 16), welcome: { de: details.welcome.de ?? "", en: details.welcome.en ?? "" } };
  const [after, set_after] = useState(before);
  const [tried, set_tried] = useState(false);
  const { busy, problem, run } = useBusy();
  const put = (name: keyof typeof before) => (value: string) => set_after({ ...after, [name]: value });
  const wrong = {
    name: after.name.trim() ? undefined : say("An event needs a name."),
    starts: after.starts ? undefined : say("When does it start?"),
    ends: !after.ends ? say("When does it end?") : after.ends <= after.starts ? say("It must end after its start.") : undefined,
    doors: after.doors_open && after.doors_open >= after.ends ? say("The doors must open before the event ends.") : undefined,
    privacy: after.privacy_url && !/^https?:\/\//.test(after.privacy_url) ? say("It must begin with https:// or http://.") : undefined,
  };
  const shown = (text: string | undefined) => (tried ? text : undefined);
  const changes = differing(before, after);
  const save = async () => {
    set_tried(true);
    if (Object.values(wrong).some(Boolean) || Object.keys(changes).length === 0) return;
    const done = await run(() => call("PATCH", `/events/${encodeURIComponent(event)}`, changes), explain);
    if (!done) return;
    tell(say("Saved: {name}.", { name: after.name.trim() }));
    changed();
  };
  const moves = after.starts !== before.starts && after.doors_open === before.doors_open;
  return (
    <section class="panel stack" aria-labelledby="name-and-times">
      <h2 id="name-and-times">{say("Name and times")}</h2>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Form on_send={save}>
        <Field label={say("Name")} value={after.name} on_input={put("name")} autocomplete="off" wrong={shown(wrong.name)} hint={say("As guests read it on kiosks and badges.")} />
        <div class="pair">
          <Field label={say("Starts")} type="datetime-local" value={after.starts} on_input={put("starts")} wrong={shown(wrong.starts)} />
          <Field label={say("Ends")} type="datetime-local" value={after.ends} on_input={put("ends")} wrong={shown(wrong.ends)} />
        </div>
        <Field label={say("Doors open")} type="datetime-local" value={after.doors_open} on_input={put("doors_open")} wrong={shown(wrong.doors)} hint={say("On the first day. Time zone: {zone}. Where only the start is changed, the doors move along.", { zone: status.time_zone })} />
        {moves && <Notice kind="attention">{say("The doors move along with the start.")}</Notice>}
        <Field label={say("Directions after the welcome (German)")} value={after.welcome.de} on_input={(de) => set_after({ ...after, welcome: { ...after.welcome, de } })} autocomplete="off" hint={say("Where to go, as kiosks say it after the welcome: hall, table, cloakroom.")} />
        <Field label={say("Directions after the welcome (English)")} value={after.welcome.en} on_input={(en) => set_after({ ...after, welcome: { ...after.welcome, en } })} autocomplete="off" />
        <Field label={say("Who invites")} value={after.organiser} on_input={put("organiser")} autocomplete="organization" hint={say("The association or company whose privacy notice applies.")} />
        <Field label={say("Address of the privacy notice")} type="url" value={after.privacy_url} on_input={put("privacy_url")} autocomplete="off" wrong={shown(wrong.privacy)} hint={say("Kiosks show it as a QR code.")} />
        <div class="row wraps">
          <button class="button main" disabled={busy || Object.keys(changes).length === 0}>{busy ? say("One moment…") : say("Save")}</button>
          {Object.keys(changes).length > 0 && <button type="button" class="button quiet" onClick={() => set_after(before)}>{say("Discard")}</button>}
        </div>
      </Form>
    </section>
  );
}

const refused_picture = (error: unknown) => {
  if (!(error instanceof ApiError)) return sentence_of(error);
  if (error.failure.status === 409) return say("Another event has this picture under another name. Please use that name.");
  return error.failure.status === 400 ? say("This is no picture that badges can have, or it is too large. PNG, JPEG, WebP and SVG files are taken.") : sentence_of(error);
};

function Pictures({ event, details, changed }: PartProps) {
  const [file, set_file] = useState<File>();
  const [name, set_name] = useState("logo");
  const [tried, set_tried] = useState(false);
  const [removing, set_removing] = useState<string>();
  const { busy, problem, run, set_problem } = useBusy();
  const path = (picture: string) => `/events/${encodeURIComponent(event)}/pictures/${encodeURIComponent(picture)}`;
  const upload = async () => {
    set_tried(!file);
    if (!file) return;
    if (file.size > largest_file) return set_problem(say("This file is larger than 24 MiB."));
    const done = await run(async () => call("PUT", path(name), { content: await base64url_of(file) }, 60_000), refused_picture);
    if (!done) return;
    tell(say("{name} is on the badges from now on.", { name }));
    set_file(undefined);
    changed();
  };
  return (
    <section class="panel stack" aria-labelledby="pictures">
      <h2 id="pictures">{say("Pictures of the badges")}</h2>
      <p class="quiet-text">{say("A logo or a plan that is the same on every badge. The drawing has a box for it, by name.")}</p>
      {details.pictures.length > 0 && (
        <ul class="own-presets">
          {details.pictures.map((picture) => (
            <li key={picture.name} class="row">
              <span class="grow"><strong>{picture.name}</strong> <span class="quiet-text">{say("{size} KiB", { size: Math.ceil(picture.size / 1024) })}</span></span>
              <button class="button quiet small" aria-label={say("Remove {name}", { name: picture.name })} onClick={() => set_removing(picture.name)}>{say("Remove")}</button>
            </li>
          ))}
        </ul>
      )}
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Form on_send={upload}>
        <Choice label={say("Box of the drawing")} value={name} on_choose={set_name} options={[["logo", say("logo")], ["photo", say("photo")]]} />
        <FileChoice label={say("File")} accept="image/png,image/jpeg,image/webp,image/svg+xml" chosen={file?.name ?? ""} disabled={busy} choose={set_file} wrong={tried && !file ? say("Choose a file first.") : ""} />
        <button class="button" disabled={busy}>{busy ? say("One moment…") : say("Add the picture")}</button>
      </Form>
      {removing && (
        <Confirm title={say("Remove {name}?", { name: removing })} act={say("Remove")} close={() => set_removing(undefined)} work={async () => { await call("DELETE", path(removing)); changed(); }}>
          {say("Badges that are printed from now on have an empty box there.")}
        </Confirm>
      )}
    </section>
  );
}

export function SettingsSection({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const { answer: details, failure, again } = useAnswer<EventDetails>(`/events/${encodeURIComponent(watch.event)}/details`);
  if (failure !== undefined && !details) return <Notice kind="attention">{sentence_of(failure)}</Notice>;
  if (!details) return <Loading lines={6} />;
  const changed = () => {
    void again();
    void watch.refresh();
  };
  const { status } = watched;
  return (
    <div class="halves">
      <NameAndTimes key={JSON.stringify([details, status.name, status.starts, status.ends, status.doors_open])} event={watch.event} details={details} status={status} changed={changed} />
      <Pictures event={watch.event} details={details} changed={changed} />
    </div>
  );
}

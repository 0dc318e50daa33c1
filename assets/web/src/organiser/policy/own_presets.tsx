// An event's policy kept for others to begin with, and what was kept so far.
import { useState } from "preact/hooks";
import { ApiError, call } from "../../app/api";
import { sentence_of } from "../../app/sentences";
import { in_language, language, say } from "../../app/text";
import { tell } from "../../host/toast";
import { useAnswer } from "../../parts/answer";
import { useBusy } from "../../parts/busy";
import { Confirm } from "../../parts/confirm";
import { Field, Form } from "../../parts/field";
import { Notice } from "../../parts/notice";
import { Sheet } from "../../parts/sheet";
import { is_key, key_of } from "../event_key";
import type { KnownPreset } from "../shapes";

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 409 ? say("A preset has this name or says the same. Please choose another name and description.") : sentence_of(error);

function SaveSheet({ event, known, saved, close }: { event: string; known: KnownPreset[]; saved: () => void; close: () => void }) {
  const [name, set_name] = useState("");
  const [about, set_about] = useState("");
  const [tried, set_tried] = useState(false);
  const { busy, problem, run } = useBusy();
  const key = key_of(name, []);
  const before = known.find((preset) => preset.own && preset.name === key);
  const save = async () => {
    set_tried(true);
    if (!is_key(key)) return;
    const done = await run(() => call("POST", `/events/${encodeURIComponent(event)}/preset`, { name: key, description: about.trim() ? { [language.value]: about.trim() } : {} }), explain);
    if (!done) return;
    tell(say("The preset {name} is kept for further events.", { name: key }));
    saved();
    close();
  };
  return (
    <Sheet title={say("Keep as a preset")} on_close={close}>
      <p>{say("The policy as it is saved, with the drawings of its badges. What is of this evening only is left out: the doors’ hours, badge desks, and where badges are fetched.")}</p>
      <Form on_send={save}>
        {problem && <Notice kind="danger">{problem}</Notice>}
        <Field label={say("Name")} value={name} on_input={set_name} autocomplete="off" wrong={tried && !is_key(key) ? say("A preset needs a name.") : undefined} hint={key ? say("Kept as {key}", { key }) : undefined} />
        <Field label={say("What it is for")} value={about} on_input={set_about} lines={2} hint={say("One sentence, as it stands beside the preset when an event is set up.")} />
        {before && <Notice kind="attention">{say("It takes the place of your preset of this name. Events that began with it stay as they are.")}</Notice>}
        <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Keep")}</button>
      </Form>
    </Sheet>
  );
}

export function OwnPresets({ event, unsaved }: { event: string; unsaved: boolean }) {
  const { answer, again } = useAnswer<KnownPreset[]>("/presets");
  const [saving, set_saving] = useState(false);
  const [removing, set_removing] = useState<string>();
  const own = (answer ?? []).filter((preset) => preset.own);
  return (
    <section class="panel stack" aria-labelledby="own-presets">
      <h2 id="own-presets">{say("Presets of your own")}</h2>
      <p class="quiet-text">{say("Keep this policy for further events to begin with.")}</p>
      {own.length > 0 && (
        <ul class="own-presets">
          {own.map(({ name, description }) => (
            <li key={name} class="row">
              <span class="grow"><strong>{name}</strong> <span class="quiet-text">{in_language(description)}</span></span>
              <button class="button quiet small" aria-label={say("Remove {name}", { name })} onClick={() => set_removing(name)}>{say("Remove")}</button>
            </li>
          ))}
        </ul>
      )}
      <div class="row wraps">
        <button class="button" disabled={unsaved || !answer} onClick={() => set_saving(true)}>{say("Keep as a preset")}</button>
        {unsaved && <span class="small quiet-text">{say("Save or discard your changes first.")}</span>}
      </div>
      {saving && answer && <SaveSheet event={event} known={answer} saved={() => void again()} close={() => set_saving(false)} />}
      {removing && (
        <Confirm title={say("Remove {name}?", { name: removing })} act={say("Remove")} close={() => set_removing(undefined)} work={async () => { await call("DELETE", `/presets/${encodeURIComponent(removing)}`); await again(); }}>
          {say("No further event can begin with it. Events that did stay as they are.")}
        </Confirm>
      )}
    </section>
  );
}

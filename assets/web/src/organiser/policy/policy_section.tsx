// How an event admits, field by field: what each does, where it differs from the preset, and what will change before it is
// saved.
import { useEffect, useId, useState } from "preact/hooks";
import { call } from "../../app/api";
import { sentence_of } from "../../app/sentences";
import { say, say_many } from "../../app/text";
import { is_of_venue } from "../../app/session";
import { tell } from "../../host/toast";
import { useAnswer } from "../../parts/answer";
import { useBusy } from "../../parts/busy";
import { Loading } from "../../parts/loading";
import { Notice } from "../../parts/notice";
import type { EventWatch, Watched } from "../event_watch";
import type { EventDetails } from "../shapes";
import { preset_name } from "../presets";
import { ChangesSheet, type Change } from "./changes";
import { problems_of, refusal_of, type Problems } from "./check";
import { Control, has_one_input } from "./controls";
import { groups, type Group, type PolicyField } from "./fields";
import { patch_of, same, value_of, whole_policy, with_value, type Policy } from "./policy";
import { OwnPresets } from "./own_presets";
import { named_value_text, value_text, type Surroundings } from "./value_text";

// What was entered and not saved outlasts a look at another part of the page.
const drafts = new Map<string, Policy>();

interface FieldProps {
  field: PolicyField;
  saved: Policy;
  draft: Policy;
  preset: Policy | null;
  around: Surroundings;
  guests_came: boolean;
  problem: string | undefined;
  change: (field: PolicyField, value: unknown) => void;
}

function FieldRow({ field, saved, draft, preset, around, guests_came, problem, change }: FieldProps) {
  const id = useId();
  const ids = { control: `${id}-control`, label: `${id}-label`, about: `${id}-about` };
  const value = value_of(draft, field.key);
  const fixed = Boolean(field.fixed) && guests_came;
  const unsaved = !same(value, value_of(saved, field.key));
  const differs = preset !== null && !field.of_one_event && !same(value, value_of(preset, field.key));
  const label = has_one_input(field) ? <label id={ids.label} for={ids.control}>{field.label}</label> : <span class="label" id={ids.label}>{field.label}</span>;
  return (
    <div class={`policy-field ${unsaved ? "unsaved" : ""} ${field.kind === "switch" ? "is-switch" : ""}`} data-field={field.key}>
      <div class="said">
        {label}
        <span class="small quiet-text" id={ids.about}>
          {field.about ?? (field.kind === "texts" ? field.hint : "")}
          {fixed && <strong class="block">{say("Cannot be changed any more: guests were admitted under this rule.")}</strong>}
          {problem && <strong class="block wrong-text">{problem}</strong>}
        </span>
      </div>
      <div class="given">
        <Control field={field} value={value} change={(next) => change(field, next)} around={around} fixed={fixed} ids={ids} wrong={problem !== undefined} />
        {(unsaved || differs) && (
          <div class="marks small">
            {unsaved && <span class="tag attention">{say("not saved yet")}</span>}
            {differs && (
              <>
                <span class="quiet-text">{say("The preset says: {value}", { value: value_text(field, value_of(preset, field.key), around) })}</span>
                {!fixed && <button type="button" class="button quiet small" aria-label={say("Reset to the preset: {name}", { name: field.label })} onClick={() => change(field, value_of(preset, field.key))}>{say("Reset")}</button>}
              </>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

const is_ours = (field: PolicyField, preset: Policy | null, draft: Policy) => preset !== null && !field.of_one_event && !same(value_of(draft, field.key), value_of(preset, field.key));

type GroupProps = Omit<FieldProps, "field" | "problem"> & { group: Group; problems: Problems };

function GroupPart({ group, problems, ...rest }: GroupProps) {
  const own = group.fields.filter((field) => is_ours(field, rest.preset, rest.draft)).length;
  const wrong = group.fields.some((field) => problems[field.key]);
  const [open, set_open] = useState(group.key === "who");
  // A switch's words say all by themselves.
  const summary_of = (field: PolicyField) => {
    const said = value_text(field, value_of(rest.draft, field.key), rest.around);
    return field.kind === "switch" ? said : `${field.label}: ${said}`;
  };
  const summary = group.fields.slice(0, 3).map(summary_of);
  return (
    <details class="panel policy-group" open={open || wrong} onToggle={(event) => set_open(event.currentTarget.open)}>
      <summary>
        <h2>{group.name}</h2>
        {own > 0 && <span class="tag">{say_many("{count} rule differs from the preset", "{count} rules differ from the preset", own)}</span>}
        {wrong && <span class="tag attention">{say("to correct")}</span>}
        {!(open || wrong) && <span class="summed quiet-text small">{summary.join(" · ")}</span>}
      </summary>
      <p class="quiet-text">{group.about}</p>
      {group.fields.map((field) => <FieldRow key={field.key} field={field} problem={problems[field.key]} {...rest} />)}
    </details>
  );
}

const changes_of = (saved: Policy, draft: Policy, around: Surroundings): Change[] =>
  groups().flatMap((group) =>
    group.fields.filter((field) => !same(value_of(saved, field.key), value_of(draft, field.key))).map((field) => ({
      key: field.key,
      name: `${group.name} › ${field.label}`,
      before: named_value_text(field, value_of(saved, field.key), around),
      after: named_value_text(field, value_of(draft, field.key), around),
    })),
  );

interface EditorProps {
  event: string;
  saved: Policy;
  details: EventDetails;
  watched: Watched;
  done: (policy: Policy) => void;
}

function Editor({ event, saved, details, watched, done }: EditorProps) {
  const [draft, set_draft] = useState(() => drafts.get(event) ?? saved);
  const [refused, set_refused] = useState<Problems>({});
  const [tried, set_tried] = useState(false);
  const [looking, set_looking] = useState(false);
  const { busy, problem, run } = useBusy();
  const { at_door, status } = watched;
  const around = { categories: details.categories, zone: at_door.time_zone };
  const preset = details.preset ? whole_policy(details.preset) : null;
  const changes = changes_of(saved, draft, around);
  const found = problems_of(draft);
  const problems = { ...(tried ? found : {}), ...refused };
  const under_way = at_door.now >= (at_door.doors[0]?.opens ?? at_door.starts) && !status.closed;

  const take = (next: Policy) => {
    if (same(next, saved)) drafts.delete(event);
    else drafts.set(event, next);
    set_draft(next);
  };
  const change = (field: PolicyField, value: unknown) => {
    set_refused(({ [field.key]: _, ...others }) => others);
    take(with_value(draft, field.key, value));
  };
  const look = () => {
    set_tried(true);
    if (Object.keys(found).length === 0) return set_looking(true);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".policy [aria-invalid], .wrong-text")?.scrollIntoView({ block: "center" }));
  };
  const save = async () => {
    let refusal: { key?: string; text: string } | undefined;
    const stored = await run(
      async () => {
        const policy = await call<Policy>("PATCH", `/events/${encodeURIComponent(event)}/policy`, { changes: patch_of(saved, draft) });
        drafts.delete(event);
        done(policy);
        tell(say("Saved. The changes count from the next scan on."));
      },
      (error) => {
        refusal = refusal_of(error);
        return refusal.key ? say("The server did not take all of it; nothing has changed. Look at what is marked.") : refusal.text;
      },
    );
    set_looking(false);
    if (!stored && refusal?.key) set_refused({ [refusal.key]: refusal.text });
  };
  return (
    <div class="policy stack roomy">
      {under_way && <Notice kind="attention">{say("The doors are open. What you save counts from the next scan on, at every kiosk; who is in stays in.")}</Notice>}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {preset === null && <Notice kind="attention">{say("The preset {name} was removed, so nothing can be reset to it.", { name: String(saved.preset) })}</Notice>}
      <div class="stack">
        {groups().map((group) => (
          <GroupPart key={group.key} group={group} problems={problems} saved={saved} draft={draft} preset={preset} around={around} guests_came={status.totals.admitted + status.totals.counted > 0} change={change} />
        ))}
      </div>
      {is_of_venue() && <OwnPresets event={event} unsaved={changes.length > 0} />}
      {changes.length > 0 && (
        <div class="save-bar">
          <span class="grow" role="status">{say_many("{count} change is not saved yet.", "{count} changes are not saved yet.", changes.length)}</span>
          <button class="button quiet" onClick={() => { take(saved); set_refused({}); }}>{say("Discard")}</button>
          <button class="button main" onClick={look}>{say("Review and save")}</button>
        </div>
      )}
      {looking && <ChangesSheet changes={changes} under_way={under_way} busy={busy} save={save} close={() => set_looking(false)} />}
    </div>
  );
}

export function PolicySection({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const path = `/events/${encodeURIComponent(watch.event)}`;
  const { answer, failure } = useAnswer<Policy>(`${path}/policy`);
  const { answer: details, failure: no_details, again } = useAnswer<EventDetails>(`${path}/details`);
  const [saved, set_saved] = useState<Policy>();
  useEffect(() => answer && set_saved(whole_policy(answer)), [answer]);
  const failed = failure ?? no_details;
  if (failed !== undefined && !(saved && details)) return <Notice kind="attention">{sentence_of(failed)}</Notice>;
  if (!saved || !details) return <Loading lines={8} />;
  const done = (policy: Policy) => {
    set_saved(whole_policy(policy));
    void again();
    void watch.refresh();
  };
  return (
    <>
      <p class="quiet-text">{say("This event began with the preset “{name}”. Everything can be changed here; what differs from the preset is marked.", { name: preset_name(String(saved.preset)) })}</p>
      <Editor key={JSON.stringify(saved)} event={watch.event} saved={saved} details={details} watched={watched} done={done} />
    </>
  );
}

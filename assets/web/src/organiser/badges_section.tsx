// What badges look like: a drawing is chosen, seen with real guests and checked for all, and only then put into use.
import { useEffect, useId, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import type { GuestLine } from "../app/shapes";
import { in_language, language, say } from "../app/text";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { Choice } from "../parts/field";
import { FileChoice } from "../parts/file_choice";
import { Icon } from "../parts/icon";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { BadgePictures } from "./badge_pictures";
import { Findings } from "./badge_preflight";
import { badge_reason } from "./badge_reasons";
import { empty_text, remarks_of, why_shown } from "./badge_words";
import { GuestLookUp } from "./guest_look_up";
import type { BadgeFindings, BadgeLooks, BadgeShown } from "./shapes";

const patience_ms = 120_000;
const largest_drawing = 16 * 1024 * 1024;

// What is tried on: a drawing for some, and colours.
interface Trial {
  source: string; // "": what is in use; "file", or the name of a packaged drawing
  category: string; // "": all without a drawing of their own
  file?: { name: string; svg: string };
  colours: Record<string, string>;
}

const nothing_new: Trial = { source: "", category: "", colours: {} };

const drawing_of = (trial: Trial, looks: BadgeLooks) =>
  trial.source === "file" ? trial.file && { name: trial.file.name.replace(/\.svg$/i, ""), svg: trial.file.svg } : looks.packaged.map(({ name, document }) => ({ name, svg: document })).find(({ name }) => name === trial.source);

const asked = (trial: Trial, looks: BadgeLooks) => {
  const drawing = drawing_of(trial, looks);
  return {
    language: language.value,
    ...(drawing ? { template_document: drawing.svg, template_category: trial.category } : {}),
    ...(Object.keys(trial.colours).length > 0 ? { category_colours: trial.colours } : {}),
  };
};

// As event.set takes it.
const changes = (trial: Trial, looks: BadgeLooks) => {
  const drawing = drawing_of(trial, looks);
  const of_category = drawing && trial.category ? { category_templates: { [trial.category]: drawing.svg }, category_template_names: { [trial.category]: drawing.name } } : {};
  const of_all = drawing && !trial.category ? { template_document: drawing.svg, template_name: drawing.name } : {};
  return { ...of_all, ...of_category, ...(Object.keys(trial.colours).length > 0 ? { category_colours: trial.colours } : {}) };
};

const is_new = (trial: Trial, looks: BadgeLooks) => drawing_of(trial, looks) !== undefined || Object.keys(trial.colours).length > 0;

const named_categories = (looks: BadgeLooks) =>
  Object.entries(looks.categories)
    .map(([key, labels]) => ({ key, name: in_language(labels) || key }))
    .sort((one, other) => new Intl.Collator(language.value).compare(one.name, other.name));

const data_address = (base64url: string) => `data:image/png;base64,${base64url.replaceAll("-", "+").replaceAll("_", "/")}`;

function Shown({ badge, label }: { badge: BadgeShown; label: string }) {
  const remarks = remarks_of(badge);
  return (
    <li class="badge-shown">
      {badge.png ? <img src={data_address(badge.png)} alt={say("Badge of {name}", { name: badge.name })} /> : <span class="no-badge"><Icon name="warning" /></span>}
      <span class="small">
        <strong>{badge.name}</strong>
        <span class="second">{[why_shown(badge), label].filter(Boolean).join(" · ")}</span>
        {remarks.map((remark) => <span key={remark} class="block attention-text">{remark}</span>)}
        {badge.problem && <span class="block quiet-text">{badge_reason(badge.problem)}</span>}
        <span class="second">{empty_text(badge)}</span>
      </span>
    </li>
  );
}

function DrawingFile({ trial, change, busy }: { trial: Trial; change: (by: Partial<Trial>) => void; busy: boolean }) {
  const [problem, set_problem] = useState("");
  const choose = async (file: File | undefined) => {
    set_problem("");
    if (!file) return;
    if (file.size > largest_drawing) return set_problem(say("This drawing is larger than 16 MiB. Make its pictures smaller, and try again."));
    change({ file: { name: file.name, svg: await file.text() } });
  };
  return (
    <>
      <FileChoice label={say("Drawing (SVG)")} accept=".svg,image/svg+xml" chosen={trial.file?.name ?? ""} disabled={busy} choose={(file) => void choose(file)} hint={say("In millimetres, with boxes that name the guest’s fields. Pictures must be part of it.")} />
      {problem && <Notice kind="danger">{problem}</Notice>}
    </>
  );
}

function Colours({ trial, looks, change }: { trial: Trial; looks: BadgeLooks; change: (by: Partial<Trial>) => void }) {
  const id = useId();
  return (
    <details>
      <summary>{say("Colours of the categories")}</summary>
      <div class="colours">
        {named_categories(looks).map(({ key, name }) => {
          const colour = trial.colours[key] ?? looks.category_colours[key] ?? "";
          return (
            <div class="row" key={key}>
              <input id={`${id}-${key}`} type="color" class={colour ? "" : "unset"} value={colour || "#000000"} onChange={(e) => change({ colours: { ...trial.colours, [key]: e.currentTarget.value } })} />
              <label class="grow" for={`${id}-${key}`}>{name}</label>
              {colour && <button class="button small quiet" onClick={() => change({ colours: { ...trial.colours, [key]: "" } })}>{say("None")}<span class="only-read-aloud">: {name}</span></button>}
              {!colour && <span class="quiet-text small">{say("no colour")}</span>}
            </div>
          );
        })}
      </div>
    </details>
  );
}

const refused = (error: unknown) =>
  error instanceof ApiError && error.failure.kind === "invalid_input"
    ? say("Badges cannot be drawn from this: {reason}", { reason: badge_reason(error.failure.message) })
    : error instanceof ApiError && error.failure.kind === "refused"
      ? say("No badges are printed at this event. Choose a drawing to change that.")
      : sentence_of(error);

function Workbench({ event, looks, again }: { event: string; looks: BadgeLooks; again: () => Promise<void> }) {
  const [trial, set_trial] = useState<Trial>(nothing_new);
  const [guest, set_guest] = useState<GuestLine>();
  const [shown, set_shown] = useState<BadgeShown[]>();
  const [findings, set_findings] = useState<BadgeFindings>();
  const [confirming, set_confirming] = useState(false);
  const { busy, problem, run, set_problem } = useBusy();
  const change = (by: Partial<Trial>) => {
    set_findings(undefined);
    set_trial({ ...trial, ...by });
  };
  const waits_for_file = trial.source === "file" && !trial.file;
  const images = looks.images.join(" ");
  // What was drawn and found in the other language is of no use any more.
  useEffect(() => {
    set_shown(undefined);
    set_findings(undefined);
  }, [language.value]);
  useEffect(() => {
    if (waits_for_file) return;
    let is_current = true; // a slower answer to what was asked before is of no use any more
    set_problem("");
    call<{ badges: BadgeShown[] }>("POST", `/events/${event}/badges/preview`, { ...asked(trial, looks), ticket: guest?.ticket ?? "" }, patience_ms).then(
      ({ badges }) => is_current && set_shown(badges),
      (error: unknown) => {
        if (!is_current) return;
        set_shown([]);
        set_problem(refused(error));
      },
    );
    return () => {
      is_current = false;
    };
  }, [event, trial, guest?.ticket, images, language.value]);

  const preflight = () => run(async () => set_findings(await call<BadgeFindings>("POST", `/events/${event}/badges/preflight`, asked(trial, looks), patience_ms)), refused);
  const put_into_use = async () => {
    await call("PATCH", `/events/${event}`, changes(trial, looks), patience_ms);
    tell(say("Badges are drawn so from now on."));
    set_trial(nothing_new);
    await again();
  };
  const category_options: [string, string][] = [["", say("All others")], ...named_categories(looks).map(({ key, name }): [string, string] => [key, name])];
  const in_use = (trial.category && looks.category_templates[trial.category]) || looks.template;
  const sources: [string, string][] = [
    ["", in_use ? say("In use: {name}", { name: in_use }) : say("None yet")],
    ["file", say("A file of my own")],
    ...looks.packaged.map(({ name }): [string, string] => [name, say("Packaged: {name}", { name })]),
  ];
  const label_of = (key: string) => in_language(looks.categories[key]) || key;
  const has_news = is_new(trial, looks);
  return (
    <div class="workbench">
      <section class="panel stack" aria-labelledby="drawing">
        <h2 id="drawing">{say("Drawing")}</h2>
        <Choice label={say("For")} value={trial.category} options={category_options} on_choose={(category) => change({ category })} />
        <Choice label={say("Drawn from")} value={trial.source} options={sources} on_choose={(source) => change({ source })} />
        {trial.source === "file" && <DrawingFile trial={trial} change={change} busy={busy} />}
        <Colours trial={trial} looks={looks} change={change} />
        <div class="stack"><GuestLookUp event={event} label={say("Show this guest, too")} choose={set_guest} emptied={() => set_guest(undefined)} /></div>
        <div class="acts">
          <button class="button" disabled={busy || waits_for_file || problem !== "" || shown?.length === 0} onClick={preflight}>{busy ? say("One moment…") : say("Check all badges")}</button>
          <button class="button main" disabled={!has_news || problem !== "" || busy} onClick={() => set_confirming(true)}>{say("Use this")}</button>
        </div>
      </section>
      <section class="stack" aria-labelledby="shown">
        <h2 id="shown">{has_news ? say("As it would be") : say("Preview")}</h2>
        {problem && <Notice kind="danger">{problem}</Notice>}
        {findings && <Findings findings={findings} />}
        {!shown && !problem && !waits_for_file && <Loading lines={4} />}
        {shown?.length === 0 && !problem && <p class="quiet-text">{say("No guest with a badge is known yet. Import the list first.")}</p>}
        <ul class="badges-shown">{shown?.map((badge) => <Shown key={badge.ticket} badge={badge} label={label_of(badge.category)} />)}</ul>
      </section>
      {confirming && (
        <Confirm title={say("Use this for badges?")} act={say("Use this")} mild close={() => set_confirming(false)} work={put_into_use}>
          {say("Connected kiosks draw badges so within seconds. Badges that are printed stay valid.")}
        </Confirm>
      )}
    </div>
  );
}

export function BadgesSection({ event: key }: { event: string }) {
  const event = encodeURIComponent(key);
  const { answer: looks, failure, again } = useAnswer<BadgeLooks>(`/events/${event}/badges`);
  if (!looks) return failure === undefined ? <Loading lines={6} /> : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  return (
    <div class="stack roomy">
      <Workbench event={event} looks={looks} again={again} />
      <BadgePictures event={event} looks={looks} changed={() => void again()} />
    </div>
  );
}

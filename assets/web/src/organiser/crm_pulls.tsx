// What comes from the systems around the server: when each was asked last, what that brought, what stopped it, and asking
// anew, after a look at what would change.
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { is_of_venue } from "../app/session";
import { moment_text, say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Notice } from "../parts/notice";
import { LookBeforePull, pull_problem } from "./crm_pull_look";
import { stop_advice } from "./crm_stop";
import type { CrmPull, CrmPulled } from "./shapes";

const looks_every_ms = 15_000;
const looks_while_under_way_ms = 2_000;

const is_of_persons = (pull: CrmPull) => pull.event === "";

const pull_path = (pull: CrmPull) =>
  `${is_of_persons(pull) ? "" : `/events/${encodeURIComponent(pull.event)}`}/pulls/${encodeURIComponent(pull.connector)}`;

// A number stays on the line of its word.
const kept_together = (text: string) => text.replaceAll(" ", "\u00a0");

// Of persons of a CRM, or of guests.
function figures_text(pull: CrmPull): string {
  const { figures, finished } = pull;
  if (!figures || finished === null) return "";
  const { came, changed, went } = figures;
  if (came + changed + went === 0) return say("Nothing had changed there.");
  const changes = [
    say_many("{count} new", "{count} new", came),
    say_many("{count} changed", "{count} changed", changed),
    is_of_persons(pull) ? say_many("{count} gone", "{count} gone", went) : say_many("{count} withdrawn", "{count} withdrawn", went),
  ];
  return say("The last time: {changes}", { changes: changes.map(kept_together).join(" · ") });
}

// "In full": delta pulls between the full ones do not see everything that is gone.
function when_text(pull: CrmPull, zone: string): string {
  if (pull.finished === null) return say("Nothing was brought in yet.");
  const when = moment_text(pull.finished, zone);
  const last = say("Last on {when}.", { when });
  const full = pull.full_finished === null ? when : moment_text(pull.full_finished, zone);
  return full === when ? last : `${last} ${say("In full on {when}.", { when: full })}`;
}

const refused_text = (count: number) =>
  say_many(
    "{count} ticket there cannot be read, so that the list stays as it is for it. See what would change, and compare everything: it says why.",
    "{count} tickets there cannot be read, so that the list stays as it is for them. See what would change, and compare everything: it says why.",
    count,
  );

function trouble_text({ trouble, tried }: CrmPull, zone: string): string {
  const reason = stop_advice(trouble);
  return tried === null ? reason : `${say("Tried in vain on {when}.", { when: moment_text(tried, zone) })} ${reason}`;
}

function Pull({ pull, zone, again }: { pull: CrmPull; zone: string; again: () => Promise<void> }) {
  const [looking, set_looking] = useState(false);
  const [before, set_before] = useState<CrmPull>(); // when it was asked for
  const { busy, problem, run } = useBusy();
  const may_pull = !is_of_persons(pull) || is_of_venue();
  // It takes as long as the other system likes; the list of pulls tells its end.
  const bring_in = () =>
    run(async () => {
      await call<CrmPulled>("POST", pull_path(pull), { in_background: true }).finally(again);
      set_before(pull);
    }, pull_problem);
  useEffect(() => {
    if (!before || pull.under_way || (pull.finished === before.finished && pull.tried === before.tried)) return;
    set_before(undefined);
    if (!pull.trouble) tell(say("Up to date: {connector}", { connector: pull.connector }));
  }, [before, pull]);
  return (
    <li class="pull stack">
      <div class="row apart wraps">
        <div class="grow">
          <h3>{pull.connector}</h3>
          <span class="second">{is_of_persons(pull) ? say("Persons of the CRM, for all events") : say("Guests of this event: {remote}", { remote: pull.remote })}</span>
          {pull.list && <span class="second">{say("They are guests of {name}", { name: pull.list })}</span>}
        </div>
        {may_pull && (
          <div class="row wraps">
            <button class="button small quiet" disabled={busy || pull.under_way} onClick={() => set_looking(true)} aria-label={say("See what would change: {connector}", { connector: pull.connector })}>{say("See what would change")}</button>
            <button class="button small" disabled={busy || pull.under_way} onClick={bring_in} aria-label={say("Bring in now: {connector}", { connector: pull.connector })}>{say("Bring in now")}</button>
          </div>
        )}
      </div>
      {busy || pull.under_way ? (
        <div class="stack tight" role="status">
          <span>{say("Being brought in…")}</span>
          <div class="working"><i /></div>
        </div>
      ) : (
        <p class="small">{when_text(pull, zone)}{figures_text(pull) && <span class="second">{figures_text(pull)}</span>}</p>
      )}
      {!busy && !pull.under_way && pull.trouble && <Notice kind="danger">{trouble_text(pull, zone)}</Notice>}
      {!busy && !pull.under_way && !pull.trouble && pull.warning && <Notice kind="attention">{stop_advice(pull.warning)}</Notice>}
      {!busy && !pull.under_way && (pull.figures?.refused ?? 0) > 0 && <Notice kind="attention">{refused_text(pull.figures!.refused)}</Notice>}
      {!busy && !pull.under_way && pull.half_done && <p class="small quiet-text">{say("The last one was cut off; the next one goes on there.")}</p>}
      {problem && !pull.trouble && <Notice kind="danger">{problem}</Notice>}
      {looking && <LookBeforePull path={pull_path(pull)} pull={pull} done={again} close={() => set_looking(false)} />}
    </li>
  );
}

const newest = (pulls: CrmPull[]) => Math.max(0, ...pulls.map(({ finished }) => finished ?? 0));

// Who of their persons objects to profiling nobody knows here.
const never_pulled = (pulls: CrmPull[]) => pulls.filter((pull) => is_of_persons(pull) && pull.finished === null).map(({ connector }) => connector);

// `brought` counts how often something has come since the page was opened.
export function usePulls(event: string) {
  const { answer: pulls, failure, again } = useAnswer<CrmPull[]>(`/events/${encodeURIComponent(event)}/pulls`);
  const [brought, set_brought] = useState(0);
  const seen = useRef<number | undefined>(undefined);
  const is_under_way = pulls?.some(({ under_way }) => under_way) ?? false;
  useEffect(() => {
    const clock = setInterval(() => document.visibilityState === "visible" && void again(), is_under_way ? looks_while_under_way_ms : looks_every_ms);
    return () => clearInterval(clock);
  }, [is_under_way, again]);
  useEffect(() => {
    if (!pulls) return;
    if (seen.current !== undefined && newest(pulls) > seen.current) set_brought((count) => count + 1);
    seen.current = newest(pulls);
  }, [pulls]);
  return { pulls, failure, again, brought, has_persons: pulls?.some(is_of_persons) ?? false, never_pulled: never_pulled(pulls ?? []) };
}

export function Pulls({ zone, asked: { pulls, failure, again } }: { zone: string; asked: ReturnType<typeof usePulls> }) {
  if (!pulls) return failure === undefined ? null : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  if (pulls.length === 0) return null;
  return (
    <section class="panel stack" aria-labelledby="crm-pulls">
      <h2 id="crm-pulls">{say("What comes from other systems")}</h2>
      <ul class="pulls">{pulls.map((pull) => <Pull key={`${pull.connector} ${pull.event}`} pull={pull} zone={zone} again={again} />)}</ul>
    </section>
  );
}

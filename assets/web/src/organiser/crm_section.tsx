// The other systems: what comes from them, who is whom there, and after the evening what would be written to them, chosen,
// written, seen, and taken back.
import { useEffect, useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { is_of_venue } from "../app/session";
import { list_text, moment_text, number_text, say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { Choice, Field } from "../parts/field";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { away_text } from "./away_text";
import { FindInCrm, type Sought } from "./crm_find";
import { Matches } from "./crm_matches";
import { Pulls, usePulls } from "./crm_pulls";
import { Rows, type Reviewing } from "./crm_rows";
import { stop_advice } from "./crm_stop";
import { can_be_chosen, counts_of, is_left_to_write, is_refused, leaves_text } from "./crm_words";
import type { Watched } from "./event_watch";
import type { CrmDiff, CrmOutlet, CrmRow, CrmTarget, CrmTrouble, PackedAway } from "./shapes";

const patience_ms = 60_000;
const looks_every_ms = 5_000;

function CountsText({ diff }: { diff: CrmDiff }) {
  const counts = counts_of(diff);
  const under_way = counts.due + counts.sent;
  const left_out = diff.rows.filter((row) => row.left_out).length;
  const parts = [
    say("{count} written", { count: number_text(counts.settled) }),
    under_way > 0 && (diff.stopped ? say_many("{count} waiting", "{count} waiting", under_way) : say_many("{count} on its way", "{count} on their way", under_way)),
    counts.parked > 0 && say("{count} refused", { count: number_text(counts.parked) }),
    counts.waiting > 0 && say("{count} to be clarified", { count: number_text(counts.waiting) }),
    counts.not_there > 0 && say("{count} not on the list there", { count: number_text(counts.not_there) }),
    counts.outdated > 0 && say("{count} with a later event there", { count: number_text(counts.outdated) }),
    left_out > 0 && say("{count} left out", { count: number_text(left_out) }),
  ].filter((part): part is string => Boolean(part));
  return <>{parts.join(" · ")}</>;
}

function AwayText({ away, zone }: { away: PackedAway; zone: string }) {
  return <>{away_text(away, zone)} {say("The other server may write its attendance, so nothing goes out from here by itself, and what was written there is known here once it is unpacked.")}</>;
}

const never_pulled_text = (connectors: string[]) =>
  say("The people of {connectors} were never fully brought in, so nobody here knows who of them objects to profiling.", { connectors: list_text(connectors.map((name) => say("“{words}”", { words: name }))) });

// What goes on may be the taking back.
const stopped_text = ({ target, stopped, enabled }: CrmDiff) =>
  `${say("Nothing goes to {target} any more.", { target })} ${stop_advice(stopped)} ${enabled ? say("Once that is put right, tap “Write again”.") : say("Once that is put right, tap “Go on”.")}`;

const trouble_text = ({ target }: CrmDiff, { words, since }: CrmTrouble, zone: string) =>
  `${say("{target} has taken nothing since {moment}; it is tried again by itself.", { target, moment: moment_text(since, zone) })} ${stop_advice(words)}`;

function StateText({ diff, kind, path, again }: { diff: CrmDiff; kind: CrmTarget["kind"]; path: string; again: () => Promise<void> }) {
  const { busy, problem, run } = useBusy();
  // What stopped a target is put right for all events at once; who has only this one goes on with this one.
  const start_path = is_of_venue() ? `/outbox/${encodeURIComponent(diff.target)}/start` : `${path}/start`;
  const start = () => run(() => call("POST", start_path, {}).then(again));
  const counts = counts_of(diff);
  const is_under_way = counts.due + counts.sent > 0;
  if (diff.stopped) {
    return (
      <>
        <Notice kind="danger">{stopped_text(diff)}</Notice>
        {(diff.enabled || is_under_way) && <p><CountsText diff={diff} />.</p>}
        {problem && <Notice kind="danger">{problem}</Notice>}
        <div class="row wraps"><button class="button main" disabled={busy} onClick={start}>{diff.enabled ? say("Write again") : say("Go on")}</button></div>
      </>
    );
  }
  if (!diff.enabled && is_under_way) return <Notice kind="attention">{say("What was written is being taken back.")}</Notice>;
  if (!diff.enabled) return <p>{diff.rows.length > 0 ? say("Nothing is written yet: look at the rows below.") : say("Nothing is written yet.")} {leaves_text(kind)}</p>;
  return <Notice kind={counts.parked > 0 || is_under_way ? "attention" : "success"}><CountsText diff={diff} />.{!diff.packed_away && <> {say("What changes from now on is corrected there by itself.")}</>}</Notice>;
}

function write_text(chosen: number, left: CrmRow[]): string {
  if (chosen > 0) return say_many("Write {count} chosen row", "Write {count} chosen rows", chosen);
  const refused = left.filter(is_refused).length;
  if (refused === left.length) return say_many("Write {count} refused row again", "Write {count} refused rows again", refused);
  if (refused > 0) return say("Write the {count} open rows, {refused} of them refused", { count: number_text(left.length), refused: number_text(refused) });
  return say_many("Write {count} open row", "Write the {count} open rows", left.length);
}

const tickets_of = (rows: CrmRow[]) => [...new Set(rows.map(({ ticket }) => ticket))];

function Review({ event, zone, find, target, looked, never_pulled }: Reviewing & { event: string; target: CrmTarget; looked: number; never_pulled: string[] }) {
  const path = `/events/${encodeURIComponent(event)}/crm/${encodeURIComponent(target.target)}`;
  const { answer: diff, failure, again } = useAnswer<CrmDiff>(path);
  const [place, set_place] = useState(target.place);
  const [chosen, set_chosen] = useState<Set<string>>(new Set());
  const [asking, set_asking] = useState<"write" | "take back">();
  const { busy, problem, run } = useBusy();
  const is_under_way = diff !== undefined && !diff.stopped && diff.counts.due + diff.counts.sent > 0;
  useEffect(() => {
    if (!is_under_way) return;
    const clock = setInterval(() => void again(), looks_every_ms);
    return () => clearInterval(clock);
  }, [is_under_way, again]);
  useEffect(() => {
    if (looked > 0) void again();
  }, [looked, again]);
  if (!diff) return failure === undefined ? <Loading lines={6} /> : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  const left = diff.rows.filter((row) => is_left_to_write(row, diff.enabled));
  const chosen_rows = diff.rows.filter((row) => can_be_chosen(row, diff.enabled) && chosen.has(row.ticket));
  const may_write = chosen_rows.length + left.length > 0;
  const choose = (tickets: string[], is_chosen: boolean) => {
    const next = new Set(chosen);
    for (const ticket of tickets) is_chosen ? next.add(ticket) : next.delete(ticket);
    set_chosen(next);
  };
  const write_now = async (confirm: boolean) => {
    // Without a choice the server would write whom somebody left out, too.
    const wished = chosen_rows.length > 0 ? chosen_rows : diff.rows.some((row) => row.left_out) ? left : undefined;
    await call("POST", path, { place, confirm, ...(wished ? { tickets: tickets_of(wished) } : {}) }, patience_ms);
    set_chosen(new Set());
    await again();
    tell(say("It is on its way to {target}.", { target: target.target }));
  };
  const write = () =>
    run(async () => {
      if (diff.packed_away || never_pulled.length > 0) return set_asking("write");
      await write_now(false);
    });
  const take_back = async () => {
    await call<CrmOutlet>("DELETE", path, { confirm: diff.packed_away !== null });
    await again();
    tell(say("It is being taken back at {target}.", { target: target.target }));
  };
  return (
    <div class="stack roomy">
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {diff.packed_away && <Notice kind="attention"><AwayText away={diff.packed_away} zone={zone} /></Notice>}
      {never_pulled.length > 0 && <Notice kind="attention">{never_pulled_text(never_pulled)} {say("Bring them in before you write.")}</Notice>}
      {diff.trouble && !diff.stopped && <Notice kind="attention">{trouble_text(diff, diff.trouble, zone)}</Notice>}
      <StateText diff={diff} kind={target.kind} path={path} again={again} />
      {target.needs_place && <div class="typing"><Field label={target.kind === "pretix" ? say("Check-in list in pretix, as EVENT/NUMBER") : say("ID of the subscriber list")} value={place} on_input={set_place} autocomplete="off" /></div>}
      {target.kind === "campaign_monitor" && <p class="small quiet-text">{say("Only active subscribers of the list are updated: nobody is added, and nobody who left is brought back.")}</p>}
      {target.kind === "pretix" && <p class="small quiet-text">{say("Older versions of pretix cannot take a check-in back; such rows stay here as refused until somebody removes them there.")}</p>}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {(may_write || diff.enabled) && (
        <div class="row wraps">
          {may_write && (
            <button class={`button ${diff.stopped ? "" : "main"}`} disabled={busy || (target.needs_place && place.trim() === "")} onClick={write}>
              {busy ? say("One moment…") : write_text(chosen_rows.length, left)}
            </button>
          )}
          {diff.enabled && <button class="button" onClick={() => set_asking("take back")}>{say("Take all of it back")}</button>}
        </div>
      )}
      <Rows diff={diff} zone={zone} find={target.kind === "pimcore" ? find : undefined} chosen={chosen} choose={choose} />
      {asking === "write" && (
        <Confirm title={diff.packed_away ? say("Write it from here?") : say("Write it now?")} act={say("Write all the same")} work={() => write_now(true)} close={() => set_asking(undefined)} mild>
          {diff.packed_away && <p>{away_text(diff.packed_away, zone)}</p>}
          {diff.packed_away && <p>{say("Where the other server writes as well, {target} may have a guest twice. Better unpack first what was recorded there.", { target: target.target })}</p>}
          {never_pulled.length > 0 && <p>{never_pulled_text(never_pulled)} {say("Then {target} may be told of somebody who does.", { target: target.target })}</p>}
        </Confirm>
      )}
      {asking === "take back" && (
        <Confirm title={say("Remove everything from {target}?", { target: target.target })} act={say("Remove it there")} work={take_back} close={() => set_asking(undefined)}>
          {diff.packed_away && <p>{away_text(diff.packed_away, zone)} {say("What the other server has written is not known here, and stays.")}</p>}
          <p>{diff.packed_away ? say("All that was written of it from here is removed at {target}. It can be written again.", { target: target.target }) : say("All that was written of this event is removed at {target}. It can be written again.", { target: target.target })}</p>
          {counts_of(diff).settled > 0 && <p>{say_many("{count} row is written so far.", "{count} rows are written so far.", counts_of(diff).settled)}</p>}
        </Confirm>
      )}
    </div>
  );
}

function Targets({ event, zone, find, looked, never_pulled }: Reviewing & { event: string; looked: number; never_pulled: string[] }) {
  const { answer: targets, failure } = useAnswer<CrmTarget[]>(`/events/${encodeURIComponent(event)}/crm`);
  const [name, set_name] = useState("");
  if (!targets) return failure === undefined ? <Loading lines={6} /> : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  const target = targets.find((each) => each.target === name) ?? targets[0];
  if (!target) return <p>{say("No system takes attendance yet. Whoever runs the server sets one up in connectors.toml.")}</p>;
  return (
    <>
      {targets.length > 1 && <div class="typing"><Choice label={say("Send to")} value={target.target} options={targets.map((each): [string, string] => [each.target, each.target])} on_choose={set_name} /></div>}
      <Review key={target.target} event={event} zone={zone} find={find} target={target} looked={looked} never_pulled={never_pulled} />
    </>
  );
}

export function CrmSection({ watched }: { watched: Watched }) {
  const { key, time_zone } = watched.status;
  const asked = usePulls(key);
  const [looked, set_looked] = useState(0); // who is whom may be otherwise since
  const [found, set_found] = useState(0); // likewise, by what was said elsewhere than beside proposals
  const [finding, set_finding] = useState<{ guest: Sought | undefined }>();
  const find = (guest: Sought | undefined) => set_finding({ guest });
  const found_out = () => {
    set_finding(undefined);
    set_found((count) => count + 1);
  };
  return (
    <div class="stack roomy">
      <Pulls zone={time_zone} asked={asked} />
      {asked.has_persons && <Matches event={key} brought={asked.brought + found} decided={() => set_looked((count) => count + 1)} find={find} />}
      <Targets event={key} zone={time_zone} find={asked.has_persons ? find : undefined} looked={asked.brought + looked + found} never_pulled={asked.never_pulled} />
      {finding && <FindInCrm event={key} guest={finding.guest} found_out={found_out} close={() => set_finding(undefined)} />}
    </div>
  );
}

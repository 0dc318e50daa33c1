// What a pull would change, before it changes anything.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { number_text, say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useBusy } from "../parts/busy";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { pause } from "../parts/pause";
import { Sheet } from "../parts/sheet";
import { PersonsChanges } from "./crm_persons_look";
import { our_reason } from "./crm_reasons";
import { stop_advice } from "./crm_stop";
import { field_text } from "./crm_words";
import { refused_text } from "./import_words";
import type { CrmPull, CrmPulled, ImportReport } from "./shapes";

const looks_every_ms = 1_000;
const most_shown = 100;
const most_refused = 10;

// Why a pull in the background came to nothing, in the server's words.
class PullTrouble extends Error {}

export function pull_problem(error: unknown): string {
  if (error instanceof PullTrouble) return stop_advice(error.message);
  if (!(error instanceof ApiError)) return sentence_of(error);
  if (error.failure.kind === "already_exists") return say("It is being brought in already. Wait for its end.");
  return our_reason(error.failure.message) ?? sentence_of(error);
}

const change_text = (change: CrmPulled["guests"][number]["change"]) => ({ came: say("new"), changed: say("changed"), went: say("withdrawn") })[change];

function Refused({ rows }: { rows: ImportReport["refused"] }) {
  if (rows.length === 0) return null;
  return (
    <Notice kind="attention">
      <p>{say("These tickets cannot be read, so that the list stays as it is for them. Correct them there:")}</p>
      <ul class="bullets">{rows.slice(0, most_refused).map((row) => <li key={row.line}><bdi>{row.ticket}</bdi>: {refused_text(row)}</li>)}</ul>
      {rows.length > most_refused && <p class="small">{say_many("and {count} more", "and {count} more", rows.length - most_refused)}</p>}
    </Notice>
  );
}

const order = ["came", "changed", "went"];

function Changes({ pulled: { guests, figures, import: report } }: { pulled: CrmPulled }) {
  const shown = [...guests].sort((one, other) => order.indexOf(one.change) - order.indexOf(other.change)).slice(0, most_shown);
  const counts: [string, number][] = [
    [say("new"), figures.came],
    [say("changed"), figures.changed],
    [say("withdrawn"), figures.went],
    [say("unchanged"), report?.unchanged ?? 0],
    [say("cannot be read"), figures.refused],
  ];
  const left = figures.came + figures.changed + figures.went - shown.length;
  return (
    <>
      <dl class="figure-row">{counts.map(([name, count]) => <div key={name}><dt>{name}</dt><dd>{number_text(count)}</dd></div>)}</dl>
      {guests.length === 0 ? (
        <p>{say("Nothing on the guest list would change.")}</p>
      ) : (
        <ul class="would-change">
          {shown.map((guest, index) => (
            <li key={index}>
              <span class="grow"><strong>{guest.name || say("somebody without a name")}</strong>{guest.company && <span class="second">{guest.company}</span>}</span>
              <span class="how">{change_text(guest.change)}{guest.fields.length > 0 && guest.change === "changed" && <span class="second">{guest.fields.map(field_text).join(", ")}</span>}</span>
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <p class="small quiet-text">{say_many("and {count} more", "and {count} more", left)}</p>}
      <Refused rows={report?.refused ?? []} />
    </>
  );
}

// As it is then; nothing: nobody waits any more. Persons belong to no event.
async function end_of_pull(event: string, connector: string, is_wanted: () => boolean): Promise<CrmPull | undefined> {
  while (is_wanted()) {
    const pulls = await call<CrmPull[]>("GET", event === "" ? "/pulls" : `/events/${encodeURIComponent(event)}/pulls`);
    const pull = pulls.find((each) => each.connector === connector && each.event === event);
    if (!pull?.under_way) return pull;
    await pause(looks_every_ms);
  }
  return undefined;
}

const is_not_there = (error: unknown) => error instanceof ApiError && error.failure.kind === "not_found";

export function LookBeforePull({ path, pull: { event, connector }, done, close }: { path: string; pull: CrmPull; done: () => Promise<void>; close: () => void }) {
  const id = useId();
  const [full, set_full] = useState(false);
  const [pulled, set_pulled] = useState<CrmPulled>();
  const { busy, problem, run } = useBusy();
  const is_open = useRef(true);
  const pull_now = async (wish: { full: boolean; dry_run?: boolean }) => {
    await call("POST", path, { ...wish, in_background: true }).finally(done);
    return end_of_pull(event, connector, () => is_open.current).finally(done);
  };
  const look = (all: boolean) => {
    set_full(all);
    set_pulled(undefined);
    void run(async () => {
      const ended = await pull_now({ full: all, dry_run: true });
      if (!ended) return;
      // There is none where it came to nothing, and then the pull says why.
      const found = await call<CrmPulled>("GET", path).catch((error) => {
        throw is_not_there(error) && ended.trouble ? new PullTrouble(ended.trouble) : error;
      });
      if (is_open.current) set_pulled(found);
    }, pull_problem);
  };
  const bring_in = () =>
    run(async () => {
      const ended = await pull_now({ full });
      if (!ended) return;
      if (ended.trouble) throw new PullTrouble(ended.trouble);
      tell(say("Up to date: {connector}", { connector }));
      close();
    }, pull_problem);
  useEffect(() => () => void (is_open.current = false), []);
  useEffect(() => look(false), []);
  return (
    <Sheet title={say("What “{name}” would change", { name: connector })} on_close={close}>
      {busy && !pulled && <Loading lines={4} />}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {pulled && (pulled.persons ? <PersonsChanges figures={pulled.figures} look={pulled.persons} /> : <Changes pulled={pulled} />)}
      <div class="check">
        <input id={id} type="checkbox" checked={full} disabled={busy} onChange={(event) => look(event.currentTarget.checked)} aria-describedby={`${id}-hint`} />
        <label for={id}>{say("Compare everything")}</label>
        <span class="small quiet-text" id={`${id}-hint`}>{event === "" ? say("Also finds persons who vanished there without a word, and takes longer.") : say("Also withdraws guests who vanished there without a word, and takes longer. Guests who were added here stay.")}</span>
      </div>
      <div class="acts">
        <button class="button" onClick={close}>{say("Leave it")}</button>
        <button class="button main" disabled={busy || !pulled} onClick={bring_in}>{busy ? say("One moment…") : say("Bring it in")}</button>
      </div>
    </Sheet>
  );
}

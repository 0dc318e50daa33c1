// What a pull would change, before it changes anything.
import { useEffect, useId, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { number_text, say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useBusy } from "../parts/busy";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { our_reason } from "./crm_reasons";
import { field_text } from "./crm_words";
import type { CrmPulled } from "./shapes";

export const pull_patience_ms = 300_000;
const most_shown = 100;

export function pull_problem(error: unknown): string {
  if (!(error instanceof ApiError)) return sentence_of(error);
  if (error.failure.kind === "already_exists") return say("It is being brought in already. Wait for its end.");
  return our_reason(error.failure.message) ?? sentence_of(error);
}

const change_text = (change: CrmPulled["guests"][number]["change"]) => ({ came: say("new"), changed: say("changed"), went: say("withdrawn") })[change];

const order = ["came", "changed", "went"];

function Changes({ pulled: { guests, figures, import: report } }: { pulled: CrmPulled }) {
  const shown = [...guests].sort((one, other) => order.indexOf(one.change) - order.indexOf(other.change)).slice(0, most_shown);
  const counts: [string, number][] = [
    [say("new"), figures.came],
    [say("changed"), figures.changed],
    [say("withdrawn"), figures.went],
    [say("unchanged"), report?.unchanged ?? 0],
    [say("rows refused"), report?.refused.length ?? 0],
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
    </>
  );
}

export function LookBeforePull({ path, connector, done, close }: { path: string; connector: string; done: () => Promise<void>; close: () => void }) {
  const id = useId();
  const [full, set_full] = useState(false);
  const [pulled, set_pulled] = useState<CrmPulled>();
  const { busy, problem, run } = useBusy();
  const look = (all: boolean) => {
    set_full(all);
    set_pulled(undefined);
    void run(async () => set_pulled(await call<CrmPulled>("POST", path, { full: all, dry_run: true }, pull_patience_ms).finally(done)), pull_problem);
  };
  const bring_in = () =>
    run(async () => {
      await call<CrmPulled>("POST", path, { full }, pull_patience_ms).finally(done);
      tell(say("{connector} is up to date.", { connector }));
      close();
    }, pull_problem);
  useEffect(() => look(false), []);
  return (
    <Sheet title={say("What {connector} would change", { connector })} on_close={close}>
      {busy && !pulled && <Loading lines={4} />}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {pulled && <Changes pulled={pulled} />}
      <div class="check">
        <input id={id} type="checkbox" checked={full} disabled={busy} onChange={(event) => look(event.currentTarget.checked)} aria-describedby={`${id}-hint`} />
        <label for={id}>{say("Look through all of it")}</label>
        <span class="small quiet-text" id={`${id}-hint`}>{say("Not only what is new there: who is not there any more is withdrawn, too. Guests who were added here stay.")}</span>
      </div>
      <div class="acts">
        <button class="button" onClick={close}>{say("Leave it")}</button>
        <button class="button main" disabled={busy || !pulled} onClick={bring_in}>{busy ? say("One moment…") : say("Bring it in")}</button>
      </div>
    </Sheet>
  );
}

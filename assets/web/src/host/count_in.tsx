// Who has no ticket and no name: one tap each, where the event's policy counts them only.
import { useState } from "preact/hooks";
import { new_id } from "../app/ids";
import { number_text, say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Notice } from "../parts/notice";
import type { HostGuests, Tap } from "./guest_list";

const new_tap = (): Tap => ({ scan: new_id(), ticket: new_id() });

export function CountIn({ guests }: { guests: HostGuests }) {
  const [next, set_next] = useState(new_tap); // kept while she tries again, so that nobody is counted twice
  const taps = guests.taps.value;
  const { busy, problem, run } = useBusy();
  const send = (tap: Tap, back: boolean) => run(() => guests.ask("POST", "/counts", { ...tap, back }).then(() => guests.refresh()));
  const count = async () => {
    if (!(await send(next, false))) return;
    guests.taps.value = [...taps, next];
    set_next(new_tap());
  };
  const last = taps.at(-1);
  const take_back = async () => {
    if (last && (await send(last, true))) guests.taps.value = taps.slice(0, -1);
  };
  const counted = guests.overview.value!.totals.counted;
  return (
    <section class="stack" aria-labelledby="count-in">
      <h2 id="count-in">{say("Without a ticket")}</h2>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <p class="quiet-text" role="status" data-test="counted">{say("{count} counted so far, without names", { count: number_text(counted ?? 0) })}</p>
      <div class="acts">
        <button class="button main" disabled={busy} onClick={count}>{say("Count one more")}</button>
        {last && <button class="button" disabled={busy} onClick={take_back}>{say("Take one back")}</button>}
      </div>
    </section>
  );
}

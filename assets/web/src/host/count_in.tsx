// Who has no ticket and no name: one tap each, where the event's policy counts them only.
import { number_text, say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Notice } from "../parts/notice";
import { new_tap, type HostGuests, type Tap } from "./guest_list";
import { usual_category } from "./words";

export function CountIn({ guests }: { guests: HostGuests }) {
  const taps = guests.taps.value;
  const { busy, problem, run } = useBusy();
  const { event, totals } = guests.overview.value!;
  const category = usual_category(Object.keys(event.categories).filter((key) => !event.policy.companions.categories.includes(key)));
  const send = (tap: Tap, back: boolean) => run(() => guests.ask("POST", "/counts", { ...tap, category, back }).then(() => guests.refresh()));
  const count = async () => {
    const tap = guests.next_tap;
    if (!(await send(tap, false))) return;
    guests.taps.value = [...guests.taps.value, tap];
    guests.next_tap = new_tap();
  };
  const last = taps.at(-1);
  const take_back = async () => {
    if (last && (await send(last, true))) guests.taps.value = taps.slice(0, -1);
  };
  return (
    <section class="stack" aria-labelledby="count-in">
      <h2 id="count-in">{say("Without a ticket")}</h2>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <p class="quiet-text" role="status" data-test="counted">{say("{count} counted so far, without names", { count: number_text(totals.counted ?? 0) })}</p>
      <div class="acts">
        <button class="button main" disabled={busy} onClick={count}>{say("Count one more")}</button>
        {last && <button class="button" disabled={busy} onClick={take_back}>{say("Take one back")}</button>}
      </div>
    </section>
  );
}

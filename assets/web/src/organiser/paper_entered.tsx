// What was typed back from paper so far, the newest first, each to be taken back.
import type { GuestLine } from "../app/shapes";
import { say } from "../app/text";
import { guest_name } from "../host/acts";
import { persons_text, refusal_text } from "../host/words";
import { Icon } from "../parts/icon";
import type { PaperDeparture, PaperEntry, PaperRow } from "./shapes";

// What is about to be entered.
export interface Meant {
  line: GuestLine;
  row: PaperRow | undefined; // nothing: looked up by name
  list: number; // whose row it is, whichever is chosen later
  persons: number; // 0: not said
}

export type Answered = PaperEntry | (PaperDeparture & { outcome: "left"; at: string; may_set_aside: false });

export interface Entered {
  id: string;
  meant: Meant;
  answer: Answered;
  taken_back: boolean;
}

export const is_entered = ({ answer, taken_back }: Entered) => (answer.outcome === "admitted" || answer.outcome === "left") && !taken_back;

// A kiosk let them in (a row that is typed twice is `repeated`), so nothing is wrong.
const was_in_before = ({ answer }: Entered) => answer.outcome !== "left" && answer.refusal === "already_in";

export function outcome_text(entry: Entered): string {
  const { answer, taken_back } = entry;
  if (taken_back) return say("taken back");
  if (answer.outcome === "left") return answer.repeated ? say("was entered before, counts once") : say("left at {time}, {persons}", { time: answer.at, persons: persons_text(answer.persons) });
  if (was_in_before(entry)) return say("was let in before, counts once");
  if (answer.outcome !== "admitted") return say("not entered: {reason}", { reason: refusal_text(answer.refusal) });
  return answer.repeated ? say("was entered before, counts once") : say("entered, {persons}", { persons: persons_text(answer.persons) });
}

export function EnteredLine({ entry, take_back, all_the_same, busy }: { entry: Entered; take_back: () => void; all_the_same: () => void; busy: boolean }) {
  const { meant, answer, taken_back } = entry;
  const is_in = is_entered(entry);
  const is_refused = answer.outcome !== "admitted" && answer.outcome !== "left";
  return (
    <li class="entered">
      <span class="code">{meant.row?.code ?? "–"}</span>
      <span class="grow">
        <strong>{guest_name(meant.line)}</strong>
        <span class={is_refused && !was_in_before(entry) ? "second attention-text" : "second"}>{outcome_text(entry)}</span>
      </span>
      {is_in && <button class="button small" disabled={busy} onClick={take_back}><Icon name="undo" />{say("Take back")}<span class="only-read-aloud">: {guest_name(meant.line)}</span></button>}
      {is_refused && (answer.may_set_aside || answer.refusal === "unpaid") && !taken_back && <button class="button small" disabled={busy} onClick={all_the_same}>{answer.refusal === "unpaid" ? say("Was in, invoice follows") : say("Was let in all the same")}<span class="only-read-aloud">: {guest_name(meant.line)}</span></button>}
    </li>
  );
}

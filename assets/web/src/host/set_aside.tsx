// What a refusal leaves to whoever stands at the door: to set it aside, where that is hers.
import type { Admission, GuestLine } from "../app/shapes";
import { say } from "../app/text";
import { admit_all_the_same } from "./acts";
import type { HostGuests } from "./guest_list";

interface Props {
  guests: HostGuests;
  line: GuestLine;
  refused: Admission;
  busy: boolean;
  run: (work: () => Promise<Admission>) => Promise<void>;
  leave: () => void;
}

export function SetAside({ guests, line, refused, busy, run, leave }: Props) {
  if (!refused.may_set_aside) return null;
  return (
    <div class="row">
      <button class="button main" disabled={busy} onClick={() => run(() => admit_all_the_same(guests, line, refused))}>{say("Let in all the same")}</button>
      <button class="button" onClick={leave}>{say("No")}</button>
    </div>
  );
}

// One tap, whatever page it is on: it begins a roll call, or joins the one that is under way. Helpers join only.
import { go } from "../app/address";
import { ApiError } from "../app/api";
import { me } from "../app/session";
import { say } from "../app/text";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { start_roll_call } from "./roll_call";

const every_ms = 60_000; // a page may be open when the day of its event begins

// Whoever has nobody in the house is not offered what would be refused her. Where the server does not answer she is: in
// danger nobody looks for a button that is gone.
function useTakesPart(): boolean {
  const { answer, failure } = useAnswer<unknown>("/roll-call", every_ms);
  if (failure instanceof ApiError && failure.failure.kind === "refused") return false;
  return answer !== undefined || failure !== undefined;
}

export function RollCallButton({ wide, another }: { wide?: boolean; another?: boolean }) {
  const { busy, problem, run } = useBusy();
  const takes_part = useTakesPart();
  const is_helper = me.value?.role === "helper";
  const start = () => run(() => start_roll_call().then(() => go("roll-call")));
  if (!takes_part) return null;
  return (
    <>
      <button class={`button ${is_helper ? "" : "danger"} ${wide ? "wide" : ""}`} disabled={busy} onClick={is_helper ? () => go("roll-call") : start}>
        {!is_helper && <Icon name="people" />}{busy ? say("One moment…") : another ? say("Begin a new roll call") : say("Roll call")}
      </button>
      {wide && !is_helper && <p class="quiet-text small">{say("One tap begins it at once for everybody, or joins the one that is under way.")}</p>}
      {problem && <Notice kind="danger">{problem}</Notice>}
    </>
  );
}

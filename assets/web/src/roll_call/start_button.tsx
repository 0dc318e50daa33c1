// One tap, whatever page it is on: it begins a roll call, or joins the one that is under way.
import { go } from "../app/address";
import { say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { start_roll_call } from "./roll_call";

export function RollCallButton({ wide }: { wide?: boolean }) {
  const { busy, problem, run } = useBusy();
  const start = () => run(() => start_roll_call().then(() => go("roll-call")));
  return (
    <>
      <button class={`button danger ${wide ? "wide" : ""}`} disabled={busy} onClick={start}>
        <Icon name="check" />{busy ? say("One moment…") : say("Roll call")}
      </button>
      {problem && <Notice kind="danger">{problem}</Notice>}
    </>
  );
}

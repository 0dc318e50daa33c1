// Asked back before what cannot be taken back.
import type { ComponentChildren } from "preact";
import { say } from "../app/text";
import { useBusy } from "./busy";
import { Notice } from "./notice";
import { Sheet } from "./sheet";

interface Props {
  title: string;
  act: string; // what the button says
  work: () => Promise<unknown>;
  close: () => void;
  mild?: boolean; // it can be done again, or otherwise
  explain?: (error: unknown) => string;
  children: ComponentChildren; // what it means, in a sentence
}

export function Confirm({ title, act, work, close, mild, explain, children }: Props) {
  const { busy, problem, run } = useBusy();
  const go_on = async () => {
    if (await run(work, explain)) close();
  };
  return (
    <Sheet title={title} on_close={close}>
      <div class="stack">{children}</div>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <div class="acts">
        <button class="button" onClick={close}>{say("Cancel")}</button>
        <button class={`button ${mild ? "main" : "danger"}`} disabled={busy} onClick={go_on}>{busy ? say("One moment…") : act}</button>
      </div>
    </Sheet>
  );
}

// What was just done, with the way back for some seconds.
import { signal } from "@preact/signals";
import { say } from "../app/text";

interface Done {
  text: string;
  undo?: () => void;
}
const done = signal<Done | null>(null);
let ends: ReturnType<typeof setTimeout> | undefined;

// As long as the kiosk's welcome at least, so that a host with one hand free gets there.
const shown_ms = 20_000;

export function tell(text: string, undo?: () => void) {
  clearTimeout(ends);
  done.value = { text, undo };
  ends = setTimeout(() => (done.value = null), shown_ms);
}

// It is of the guest before, and would stand beside what is wrong with this one.
export const hush = () => (done.value = null);

export function Toast() {
  const { text, undo } = done.value ?? {};
  return (
    <div role="status">
      {text && (
        <div class="toast">
          <span>{text}</span>
          {undo && (
            <button class="button" onClick={() => { done.value = null; undo(); }}>{say("Undo")}</button>
          )}
        </div>
      )}
    </div>
  );
}

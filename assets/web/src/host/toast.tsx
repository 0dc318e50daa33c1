// What was just done, with the way back for some seconds.
import { signal } from "@preact/signals";
import { sentence_of } from "../app/sentences";
import { say } from "../app/text";

interface Done {
  text: string;
  undo?: () => Promise<unknown>;
}
const done = signal<Done | null>(null);
let ends: ReturnType<typeof setTimeout> | undefined;

// As long as the kiosk's welcome at least, so that a host with one hand free gets there.
const shown_ms = 20_000;

export function tell(text: string, undo?: () => Promise<unknown>) {
  clearTimeout(ends);
  done.value = { text, undo };
  ends = setTimeout(() => (done.value = null), shown_ms);
}

// It is of the guest before, and would stand beside what is wrong with this one.
export const hush = () => (done.value = null);

// What went wrong takes the place of what was done.
function take_back(undo: () => Promise<unknown>) {
  done.value = null;
  undo().catch((error) => tell(sentence_of(error)));
}

export function Toast() {
  const { text, undo } = done.value ?? {};
  return (
    <div role="status">
      {text && (
        <div class="toast">
          <span>{text}</span>
          {undo && (
            <button class="button" onClick={() => take_back(undo)}>{say("Undo")}</button>
          )}
        </div>
      )}
    </div>
  );
}

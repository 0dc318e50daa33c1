// What was just done, with the way back for some seconds.
import { signal } from "@preact/signals";
import { sentence_of } from "../app/sentences";
import { language } from "../app/text";

interface Way {
  name: string;
  work: () => Promise<unknown>;
}

interface Done {
  text: string;
  ways: Way[]; // back, or on
}
const done = signal<Done | null>(null);
let ends: ReturnType<typeof setTimeout> | undefined;

// As long as the kiosk's welcome at least, so that a host with one hand free gets there.
const shown_ms = 20_000;

export function tell(text: string, ...ways: Way[]) {
  clearTimeout(ends);
  done.value = { text, ways };
  ends = setTimeout(() => (done.value = null), shown_ms);
}

// It is of the guest before, and would stand beside what is wrong with this one.
export const hush = () => (done.value = null);
language.subscribe(hush); // nor does it stay in the language that the page had before

// What went wrong takes the place of what was done.
function go(way: Way) {
  done.value = null;
  way.work().catch((error) => tell(sentence_of(error)));
}

export function Toast() {
  const { text, ways } = done.value ?? {};
  return (
    <div role="status">
      {text && (
        <div class="toast">
          <span>{text}</span>
          <span class="row">{ways?.map((way) => <button class="button" key={way.name} onClick={() => go(way)}>{way.name}</button>)}</span>
        </div>
      )}
    </div>
  );
}

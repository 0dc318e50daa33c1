// A labelled input. What is wrong with it is told beside it and to a screen reader (WCAG 3.3.1).
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { moment_text } from "../app/text";

interface Props {
  label: string;
  value: string;
  on_input: (value: string) => void;
  type?: "text" | "password" | "email" | "search" | "number" | "url" | "datetime-local" | "time";
  autocomplete?: string;
  hint?: string;
  wrong?: string;
  required?: boolean;
  autofocus?: boolean;
  lines?: number; // more than one: a text area
  also?: ComponentChildren; // what the label says, in other languages
}

// A browser writes times as its own language does, which may not be the page's.
function in_words(local: string): string {
  const ms = Date.parse(`${local.slice(0, 16)}Z`);
  return Number.isNaN(ms) ? "" : moment_text(ms, "UTC");
}

export function Field({ label, value, on_input, type = "text", autocomplete, hint, wrong, required, autofocus, lines, also }: Props) {
  const id = useId();
  const moment = type === "datetime-local" ? in_words(value) : "";
  const about = [moment && `${id}-moment`, hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  const shared = {
    id,
    value,
    required,
    autofocus,
    "aria-describedby": about || undefined,
    "aria-invalid": wrong ? true : undefined,
    onInput: (event: Event) => on_input((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {also}
      {lines ? <textarea rows={lines} {...shared} /> : <input type={type as "text"} autocomplete={autocomplete as never} {...shared} />}
      {moment && <span class="hint" id={`${id}-moment`}>{moment}</span>}
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
      {wrong && <span class="wrong" id={`${id}-wrong`}>{wrong}</span>}
    </div>
  );
}

export function Choice({ label, value, options, on_choose }: { label: string; value: string; options: [string, string][]; on_choose: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => on_choose(event.currentTarget.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>{text}</option>
        ))}
      </select>
    </div>
  );
}

// What is wrong is where she goes on; by the next frame it has been marked.
const to_first_wrong = (form: HTMLFormElement) => requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());

export const Form = ({ on_send, children }: { on_send: () => void; children: ComponentChildren }) => (
  <form
    class="form"
    onSubmit={(event) => {
      event.preventDefault();
      on_send();
      to_first_wrong(event.currentTarget);
    }}
  >
    {children}
  </form>
);

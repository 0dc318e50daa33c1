// A file to be chosen. The browser's own control is out of sight, as it speaks the browser's language and not the page's.
import { useId } from "preact/hooks";
import { say } from "../app/text";

interface Props {
  label: string;
  accept: string;
  chosen: string; // the file's name; empty: none
  choose: (file: File | undefined) => void;
  disabled?: boolean;
  hint?: string;
  wrong?: string;
}

export function FileChoice({ label, accept, chosen, choose, disabled, hint, wrong }: Props) {
  const id = useId();
  // Emptied at once, so that the same file can be chosen again after it was corrected.
  const take = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = "";
    choose(file);
  };
  const about = [`${id}-chosen`, hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="file-choice">
        <label class="button">
          <input id={id} type="file" accept={accept} disabled={disabled} aria-invalid={wrong ? true : undefined} aria-describedby={about} onChange={(event) => take(event.currentTarget)} />
          {say("Choose a file")}
        </label>
        <span class="chosen" id={`${id}-chosen`}>{chosen || <span class="quiet-text">{say("none chosen")}</span>}</span>
      </div>
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
      {wrong && <span class="wrong" id={`${id}-wrong`}>{wrong}</span>}
    </div>
  );
}

// A file to be chosen. The browser's own control is out of sight, as it speaks the browser's language and not the page's.
import { useEffect, useId, useRef } from "preact/hooks";
import { say } from "../app/text";

interface Props {
  label: string;
  accept: string;
  chosen: string; // the file's name; empty: none, and the same one may be chosen again
  choose: (file: File | undefined) => void;
  disabled?: boolean;
  hint?: string;
  wrong?: string;
}

export function FileChoice({ label, accept, chosen, choose, disabled, hint, wrong }: Props) {
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (chosen === "" && picker.current) picker.current.value = "";
  }, [chosen]);
  const about = [`${id}-chosen`, hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="file-choice">
        <label class="button">
          <input id={id} ref={picker} type="file" accept={accept} disabled={disabled} aria-invalid={wrong ? true : undefined} aria-describedby={about} onChange={(event) => choose(event.currentTarget.files?.[0])} />
          {say("Choose a file")}
        </label>
        <span class="chosen" id={`${id}-chosen`}>{chosen || <span class="quiet-text">{say("none chosen")}</span>}</span>
      </div>
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
      {wrong && <span class="wrong" id={`${id}-wrong`}>{wrong}</span>}
    </div>
  );
}

// A text to hand on that nobody should have to type.
import { useState } from "preact/hooks";
import { say } from "../app/text";
import { Icon } from "./icon";

export function CopyText({ text, label }: { text: string; label: string }) {
  const [copied, set_copied] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => set_copied(true), () => set_copied(false));
  return (
    <div class="copy">
      <code aria-label={label} role="group">{text}</code>
      <button type="button" class="button" onClick={copy}>
        <Icon name={copied ? "check" : "copy"} />
        <span role="status">{copied ? say("Copied") : say("Copy")}</span>
      </button>
    </div>
  );
}

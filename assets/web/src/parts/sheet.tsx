// What lies over a page until it is closed: the browser keeps the focus in it and closes it with Escape.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../app/text";
import { Icon } from "./icon";

export function Sheet({ title, on_close, children }: { title: string; on_close: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opened = dialog.current;
    const before = document.activeElement;
    opened?.showModal();
    return () => {
      opened?.close();
      if (before instanceof HTMLElement) before.focus(); // the browser does not where the dialog is gone by then
    };
  }, []);
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="sheet-title" onCancel={on_close} onClick={(event) => event.target === dialog.current && on_close()}>
      <div>
        <div class="row apart">
          <h2 id="sheet-title">{title}</h2>
          <button class="button quiet" onClick={on_close} aria-label={say("Close")}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

// For what is long to read: asked for again once something has changed, not by a clock, never while nobody looks, and with
// a rest after each time.
import type { ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const rest_ms = 5000;

export function useAfterChanges(changes: ReadonlySignal<number>, ask: () => Promise<void>) {
  useEffect(() => {
    let seen = changes.peek();
    let is_over = false;
    let waits: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      if (is_over || waits !== undefined || seen === changes.peek() || document.visibilityState !== "visible") return;
      waits = setTimeout(async () => {
        seen = changes.peek();
        await ask();
        waits = undefined;
        look();
      }, rest_ms);
    };
    const stop = changes.subscribe(look);
    document.addEventListener("visibilitychange", look);
    return () => {
      is_over = true;
      stop();
      document.removeEventListener("visibilitychange", look);
      clearTimeout(waits);
    };
  }, [changes, ask]);
}

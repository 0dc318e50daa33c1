// The live feed of one event: `changed` says that there is something new, and what is asked for then is up to the page.
// The browser connects again by itself; while it cannot, `connected` is false.
import { signal } from "@preact/signals";

export class LiveFeed {
  readonly connected = signal(false);
  private source: EventSource | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private wait_ms = 1000;

  constructor(
    private readonly event: string,
    private readonly changed: () => void,
  ) {
    this.open();
    addEventListener("online", this.reopen);
    document.addEventListener("visibilitychange", this.shown);
  }

  close() {
    removeEventListener("online", this.reopen);
    document.removeEventListener("visibilitychange", this.shown);
    clearTimeout(this.again);
    this.source?.close();
    this.source = null;
  }

  private open() {
    const source = new EventSource(`/api/v1/events/${encodeURIComponent(this.event)}/live`);
    this.source = source;
    source.addEventListener("open", () => {
      this.connected.value = true;
      this.wait_ms = 1000;
      this.changed(); // whatever was missed
    });
    source.addEventListener("changed", () => this.changed());
    // EventSource gives up for ever after an answer that is no stream, such as that of a server that starts.
    source.addEventListener("error", () => {
      this.connected.value = false;
      if (source.readyState === EventSource.CLOSED) this.later();
    });
  }

  private later() {
    clearTimeout(this.again);
    this.again = setTimeout(this.reopen, this.wait_ms);
    this.wait_ms = Math.min(this.wait_ms * 2, 15_000);
  }

  private reopen = () => {
    this.source?.close();
    this.open();
  };

  // A phone that slept may hold a connection that is long dead.
  private shown = () => {
    if (document.visibilityState === "visible" && this.source?.readyState !== EventSource.OPEN) this.reopen();
  };
}

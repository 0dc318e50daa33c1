// The live feed of one event: `changed` says that there is something new, and what is asked for then is up to the page.
// The browser connects again by itself; while it cannot, `connected` is false. A line that dies without a word it does not
// notice: the server's `beat` is missing then.
import { signal } from "@preact/signals";

const beat_ms = 15_000; // LiveFeed::sign_of_life of the server
const silent_ms = 2.5 * beat_ms;

export class LiveFeed {
  readonly connected = signal(false);
  private source: EventSource | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private wait_ms = 1000;
  private heard_at = 0;
  private silence: ReturnType<typeof setTimeout> | undefined;

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
    clearTimeout(this.silence);
    this.source?.close();
    this.source = null;
  }

  private heard = () => {
    this.heard_at = Date.now();
    clearTimeout(this.silence);
    this.silence = setTimeout(this.lost, silent_ms);
  };

  private lost = () => {
    this.connected.value = false;
    this.reopen();
  };

  private open() {
    const source = new EventSource(`/api/v1/events/${encodeURIComponent(this.event)}/live`);
    this.source = source;
    this.heard(); // an opening that nobody answers is silence, too
    source.addEventListener("open", () => {
      this.connected.value = true;
      this.wait_ms = 1000;
      this.changed(); // whatever was missed
    });
    source.addEventListener("changed", () => this.changed());
    for (const event of ["open", "changed", "beat"]) source.addEventListener(event, this.heard);
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

  // A phone that slept may hold a connection that is long dead; its timers slept, too.
  private shown = () => {
    if (document.visibilityState !== "visible") return;
    if (Date.now() - this.heard_at > silent_ms) this.lost();
    else if (this.source?.readyState !== EventSource.OPEN) this.reopen();
  };
}

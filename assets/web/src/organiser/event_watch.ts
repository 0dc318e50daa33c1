// One event as an organiser watches it: figures, arrivals, who waits at the doors. One object per open page.
import { signal } from "@preact/signals";
import { call, is_offline } from "../app/api";
import { LiveFeed } from "../app/live";
import type { Admission, DoorNews, EventAtDoor, GuestLine, GuestList } from "../app/shapes";
import type { DoorDesk } from "../host/door_tab";
import type { Arrivals, EventStatus } from "./shapes";

export interface Watched {
  at_door: EventAtDoor; // read once: what does not change while it is watched
  status: EventStatus;
  arrivals: Arrivals;
}

// Hundreds come in minutes; nobody reads figures faster than this.
const rest_ms = 1500;
// Rate and forecast change while nobody comes, and the feed has nothing to say.
const quiet_ms = 15_000;

export class EventWatch implements DoorDesk {
  readonly watched = signal<Watched | null>(null);
  readonly news = signal<DoorNews | null>(null);
  readonly failure = signal<unknown>(null);
  readonly reached = signal(true); // the server answered when it was asked last
  readonly changes = signal(0); // how often the feed had something to say
  readonly feed: LiveFeed;
  private readonly clock: ReturnType<typeof setInterval>;
  private asking = false;
  private asked_again = false;
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly event: string) {
    this.feed = new LiveFeed(event, () => {
      this.changes.value++;
      this.soon();
    });
    // A lane that falls quiet is no change of the event, nor is a label that was loaded.
    this.clock = setInterval(() => document.visibilityState === "visible" && this.soon(), quiet_ms);
  }

  close() {
    this.feed.close();
    clearTimeout(this.resting);
    clearInterval(this.clock);
  }

  private path = (rest: string) => `/events/${encodeURIComponent(this.event)}${rest}`;

  private soon() {
    if (this.asking || this.resting !== undefined) this.asked_again = true;
    else void this.refresh();
  }

  async refresh() {
    if (this.asking) {
      this.asked_again = true;
      return;
    }
    this.asking = true;
    this.asked_again = false;
    try {
      await this.read();
      this.failure.value = null;
      this.reached.value = true;
    } catch (error) {
      this.reached.value = !is_offline(error);
      if (!is_offline(error) || this.watched.value === null) this.failure.value = error;
    }
    this.asking = false;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = undefined;
      if (this.asked_again) void this.refresh();
    }, rest_ms);
  }

  private async read() {
    const [status, arrivals, news, at_door] = await Promise.all([
      call<EventStatus>("GET", this.path("")),
      call<Arrivals>("GET", this.path("/arrivals")),
      call<DoorNews>("GET", this.path("/door")),
      this.watched.value?.at_door ?? call<GuestList>("GET", this.path("/guests?limit=1")).then((list) => list.event),
    ]);
    this.news.value = news;
    this.watched.value = { at_door, status, arrivals };
  }

  readonly decides = true;
  readonly adds = false;
  get zone() {
    return this.watched.value?.at_door.time_zone;
  }

  ask = <Answer>(method: string, rest: string, body?: unknown) => call<Answer>(method, this.path(rest), body);

  async change(method: string, rest: string, body: unknown): Promise<GuestLine> {
    const line = await this.ask<GuestLine>(method, rest, body);
    void this.refresh();
    return line;
  }

  async admission(rest: string, body: unknown): Promise<Admission> {
    const answer = await this.ask<Admission>("POST", rest, body);
    void this.refresh();
    return answer;
  }
}

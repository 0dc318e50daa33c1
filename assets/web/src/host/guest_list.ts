// The guests of one event as this page knows them: read once, then what changed. One object per open page.
import { computed, signal } from "@preact/signals";
import { call, is_offline } from "../app/api";
import { new_id } from "../app/ids";
import { LiveFeed } from "../app/live";
import { Offline } from "../offline/offline";
import type { Admission, DoorNews, EventAtDoor, Figures, GuestChanges, GuestLine, GuestList, Notices, Quota, Seats } from "../app/shapes";
import { asked } from "./questions_asked";

const page_size = 1000;
// An evening on which nothing changes is no reason to fall silent: the server takes a page that says nothing for lost, and
// its seats have to be asked for anew in time.
const quiet_ms = 60_000;

export interface Overview {
  event: EventAtDoor;
  you: GuestList["you"];
  totals: Figures;
  others: Figures;
  seats: Seats | null;
  quotas: Quota[];
}

// Of somebody without a name (count_in.tsx).
export interface Tap {
  scan: string;
  ticket: string;
}
export const new_tap = (): Tap => ({ scan: new_id(), ticket: new_id() });

export class HostGuests {
  readonly overview = signal<Overview | null>(null);
  readonly lines = signal<ReadonlyMap<string, GuestLine>>(new Map());
  readonly news = signal<DoorNews | null>(null);
  readonly failure = signal<unknown>(null);
  readonly taps = signal<Tap[]>([]); // of this page, which can be taken back
  next_tap = new_tap(); // kept until it was counted, so that nobody is counted twice
  readonly feed: LiveFeed;
  readonly offline: Offline;
  private cursor = "";
  private readonly clock: ReturnType<typeof setInterval>;
  private asking = false;
  private asked_again = false;

  readonly sorted = computed(() => {
    const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
    return [...this.lines.value.values()].sort((one, other) => collator.compare(one.name, other.name));
  });

  constructor(readonly event: string) {
    this.offline = new Offline(this);
    this.feed = new LiveFeed(event, () => void this.refresh());
    void this.refresh(); // the feed says nothing where there is no server
    this.clock = setInterval(this.look, quiet_ms);
    document.addEventListener("visibilitychange", this.look);
  }

  private look = () => {
    if (document.visibilityState === "visible") void this.refresh();
  };

  close() {
    clearInterval(this.clock);
    document.removeEventListener("visibilitychange", this.look);
    this.feed.close();
    this.offline.close();
  }

  path(rest: string) {
    return `/events/${encodeURIComponent(this.event)}${rest}`;
  }

  // Asked again while an answer is on its way: once more after it.
  async refresh() {
    if (this.asking) {
      this.asked_again = true;
      return;
    }
    this.asking = true;
    try {
      await this.offline.before_online();
      await (this.cursor === "" ? this.read_all() : this.read_changes());
      this.news.value = await call<DoorNews>("GET", this.path("/door"));
      this.failure.value = null;
    } catch (error) {
      if (is_offline(error)) await this.missed();
      if (!is_offline(error) || this.overview.value === null) this.failure.value = error;
    } finally {
      this.asking = false;
    }
    if (this.asked_again) {
      this.asked_again = false;
      await this.refresh();
    }
  }

  private async read_all() {
    const lines = new Map<string, GuestLine>();
    let answer: GuestList;
    let after = "";
    do {
      answer = await call<GuestList>("GET", this.path(`/guests?limit=${page_size}${after && `&after=${after}`}`));
      for (const line of answer.guests) lines.set(line.ticket, line);
      after = answer.guests.at(-1)?.ticket ?? "";
    } while (answer.more && after);
    this.cursor = answer.cursor;
    this.lines.value = lines;
    const { event, you, totals, others, seats, quotas } = answer;
    this.overview.value = { event, you, totals, others, seats: this.offline.with_own_seats(seats), quotas };
    await this.offline.met(lines.values(), true, this.cursor);
  }

  private async missed() {
    this.offline.missed();
    if (this.overview.value === null) await this.offline.take_up();
  }

  // As an earlier run of the page left it: what it did alone stands in the lines.
  take_up(overview: Overview, cursor: string, lines: GuestLine[]) {
    this.cursor = cursor;
    this.lines.value = new Map(lines.map((line) => [line.ticket, line]));
    const sum = (of: (line: GuestLine) => number) => lines.reduce((all, line) => all + of(line), 0);
    const totals = { ...overview.totals, inside: sum((line) => line.inside), admitted: sum((line) => line.admitted) };
    this.overview.value = { ...overview, totals };
  }

  private async read_changes() {
    const changes = await call<GuestChanges>("GET", this.path(`/guests/changes?since=${encodeURIComponent(this.cursor)}`));
    if (changes.all) return this.read_all();
    this.cursor = changes.cursor;
    if (changes.guests.length > 0) this.take(...changes.guests);
    const { totals, others, seats, quotas } = changes;
    if (this.overview.value) this.overview.value = { ...this.overview.value, totals, others, seats: this.offline.with_own_seats(seats), quotas };
    await this.offline.met(changes.guests, false, this.cursor);
  }

  take(...changed: GuestLine[]) {
    const lines = new Map(this.lines.value);
    for (const line of changed) lines.set(line.ticket, line);
    this.lines.value = lines;
  }

  // What the page did alone: the figures follow, as far as it can count.
  take_alone(line: GuestLine) {
    const before = this.lines.value.get(line.ticket);
    this.take(line);
    const overview = this.overview.value;
    if (!overview) return;
    const inside = line.inside - (before?.inside ?? 0);
    const admitted = line.admitted - (before?.admitted ?? 0);
    const totals = { ...overview.totals, inside: overview.totals.inside + inside, admitted: overview.totals.admitted + admitted };
    const seats = overview.seats && !line.owns_seat ? { ...overview.seats, left: Math.max(0, overview.seats.left - admitted) } : overview.seats;
    this.overview.value = { ...overview, totals, seats };
  }

  use_quota(owner: string, persons: number) {
    const overview = this.overview.value!;
    const quotas = overview.quotas.map((each) => (each.list === owner ? { ...each, left: each.left - persons } : each));
    this.overview.value = { ...overview, quotas };
  }

  // A change of one guest: the server answers with her new line.
  async change(method: string, rest: string, body: unknown): Promise<GuestLine> {
    const line = await this.offline.run((patience) => call<GuestLine>(method, this.path(rest), body, patience), method, rest, body);
    this.take(line);
    void this.refresh();
    return line;
  }

  async admission(rest: string, body: unknown): Promise<Admission> {
    const answer = await this.offline.run((patience) => call<Admission>("POST", this.path(rest), body, patience), "POST", rest, body);
    if (answer.line) this.take(answer.line);
    void this.refresh();
    return answer;
  }

  get decides() {
    return this.overview.value?.you.may.includes("guest.decide") ?? false;
  }

  // A helper's page has no part for it.
  get adds() {
    return this.overview.value?.you.may.includes("guest.add") ?? false;
  }

  get zone() {
    return this.overview.value?.event.time_zone;
  }

  ask_first(ticket: string, refused: Admission) {
    asked.value = { ticket, refused };
  }

  // What she wants to be told of, or has seen: the server answers with what is left to tell.
  async tell_server(method: string, rest: string, body: unknown) {
    const notices = await this.ask<Notices>(method, rest, body);
    if (this.news.value) this.news.value = { ...this.news.value, notices };
  }

  ask<Answer>(method: string, rest: string, body?: unknown): Promise<Answer> {
    return call<Answer>(method, this.path(rest), body);
  }
}

// A roll call that several phones tick at once (docs/pages.md, The house). What is ticked without the network waits here
// and is handed over as soon as the server answers; the list that was there stays usable as long as the page stays open.
import { computed, signal } from "@preact/signals";
import { ApiError, call, is_offline } from "../app/api";
import { new_id } from "../app/ids";

export interface RollLine {
  line: string;
  kind: "guest" | "counted" | "crew" | "added";
  name: string;
  company: string;
  event: string;
  event_name: string;
  persons: number;
  found: number;
  sort_key: string; // compared as text
}

export interface RollCallAnswer {
  roll_call: string;
  started: number;
  started_by: string;
  estimate: boolean;
  revision: number;
  persons: number;
  found: number;
  missing: number;
  lines: RollLine[];
}

interface Added {
  line: string;
  name: string;
  persons: number;
}

export const start_roll_call = () => call<RollCallAnswer>("POST", "/roll-call", {});

const every_ms = 2000;

// Last, until the server says where it belongs.
const not_placed = "~";
const line_of = (one: Added): RollLine => ({ ...one, kind: "added", company: "", event: "", event_name: "", found: one.persons, sort_key: not_placed });

export class RollCall {
  readonly about = signal<Omit<RollCallAnswer, "lines"> | null>(null);
  readonly is_over = signal(false); // none is under way
  readonly connected = signal(true);
  readonly failure = signal<unknown>(null);
  private readonly known = signal(new Map<string, RollLine>());
  private readonly marks = signal(new Map<string, number>()); // not handed over yet
  private readonly added = signal<Added[]>([]);
  private clock: ReturnType<typeof setInterval>;
  private busy = false;

  // As this phone sees it: what it ticked counts at once.
  readonly lines = computed(() => {
    const lines = new Map(this.known.value);
    for (const one of this.added.value) lines.set(one.line, line_of(one));
    for (const [line, found] of this.marks.value) lines.set(line, { ...lines.get(line)!, found });
    return [...lines.values()].sort((one, other) => (one.sort_key < other.sort_key ? -1 : one.sort_key > other.sort_key ? 1 : 0));
  });
  readonly persons = computed(() => this.lines.value.reduce((sum, line) => sum + line.persons, 0));
  readonly found = computed(() => this.lines.value.reduce((sum, line) => sum + line.found, 0));
  readonly waiting = computed(() => this.marks.value.size + this.added.value.length);

  constructor() {
    void this.look();
    this.clock = setInterval(() => void this.look(), every_ms);
    addEventListener("online", this.look);
  }

  close() {
    clearInterval(this.clock);
    removeEventListener("online", this.look);
  }

  mark(line: string, found: number) {
    this.marks.value = new Map(this.marks.value).set(line, found);
    void this.look();
  }

  add(name: string, persons: number) {
    this.added.value = [...this.added.value, { line: new_id(), name, persons }];
    void this.look();
  }

  async end() {
    await call("DELETE", "/roll-call");
    this.is_over.value = true;
  }

  look = async () => {
    if (this.busy || this.is_over.value) return;
    this.busy = true;
    try {
      await this.hand_over();
      await this.ask();
      this.connected.value = true;
      this.failure.value = null;
    } catch (error) {
      this.connected.value = !is_offline(error);
      if (error instanceof ApiError && error.failure.status === 404) this.is_over.value = true;
      else if (!is_offline(error) || this.about.value === null) this.failure.value = error;
    } finally {
      this.busy = false;
    }
  };

  // Said twice, it counts once: an answer that was lost does no harm.
  private async hand_over() {
    for (const one of this.added.value) {
      await call("POST", "/roll-call/people", one);
      this.known.value = new Map(this.known.value).set(one.line, line_of(one));
      this.added.value = this.added.value.filter((each) => each !== one);
    }
    const handed = this.marks.value;
    if (handed.size === 0) return;
    await call("POST", "/roll-call/marks", { marks: [...handed].map(([line, found]) => ({ line, found })) });
    const lines = new Map(this.known.value);
    for (const [line, found] of handed) lines.set(line, { ...lines.get(line)!, found });
    this.known.value = lines;
    this.marks.value = new Map([...this.marks.value].filter(([line, found]) => handed.get(line) !== found));
  }

  private async ask() {
    const before = this.about.value;
    const { lines, ...about } = await call<RollCallAnswer>("GET", before ? `/roll-call?roll_call=${before.roll_call}&since=${before.revision}` : "/roll-call");
    const known = before?.roll_call === about.roll_call ? new Map(this.known.value) : new Map<string, RollLine>();
    for (const line of lines) known.set(line.line, line);
    this.known.value = known;
    this.about.value = about;
  }
}

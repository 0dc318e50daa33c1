// A roll call that several phones tick at once (docs/pages.md, The house). What is ticked without the network waits here
// and is handed over as soon as the server answers; the list that was there stays usable as long as the page stays open.
// Ticks are of one roll call, and are never handed over to another.
import { batch, computed, signal } from "@preact/signals";
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
  taken_back: number; // of the persons, whose admission was taken back since
  sort_key: string; // compared as text
}

// Who is to be found: whoever was found is somebody, whatever the journal says.
export const wanted = (line: RollLine) => Math.max(line.persons - line.taken_back, line.found);

export interface RollCallAnswer {
  roll_call: string;
  started: number;
  started_by: string;
  estimate: boolean;
  revision: number;
  persons: number;
  found: number;
  missing: number;
  may_end: boolean;
  lines: RollLine[];
}

interface Added {
  line: string;
  name: string;
  persons: number;
}

export const start_roll_call = () => call<RollCallAnswer>("POST", "/roll-call", {});

const every_ms = 2000;
const most_at_once = 200; // of marks, so that no body becomes too large

// Last, until the server says where it belongs.
const not_placed = "~";
const line_of = (one: Added): RollLine => ({ ...one, kind: "added", company: "", event: "", event_name: "", found: one.persons, taken_back: 0, sort_key: not_placed });

const status_of = (error: unknown) => (error instanceof ApiError ? error.failure.status : undefined);
// It is about what was sent: sent again it would be refused again.
const is_about_item = (error: unknown) => [400, 404, 409, 413, 422].includes(status_of(error) ?? 0);

export class RollCall {
  readonly about = signal<Omit<RollCallAnswer, "lines"> | null>(null);
  readonly is_over = signal(false); // none is under way
  readonly was_shown = signal(false); // here, so that one that is over has ended
  readonly connected = signal(true);
  readonly failure = signal<unknown>(null);
  readonly is_new = signal(false); // another one than the one that was ticked here before
  readonly lost = signal(0); // ticks of one that is over, which were never handed over
  readonly refused = signal<RollLine[]>([]); // what the server did not take of this one
  private readonly known = signal(new Map<string, RollLine>());
  private readonly marks = signal(new Map<string, number>()); // not handed over yet
  private readonly added = signal<Added[]>([]);
  private clock: ReturnType<typeof setInterval>;
  private busy = false;

  // As this phone sees it: what it ticked counts at once.
  readonly lines = computed(() => {
    const lines = new Map(this.known.value);
    for (const one of this.added.value) lines.set(one.line, line_of(one));
    for (const [line, found] of this.marks.value) {
      const known = lines.get(line);
      if (known) lines.set(line, { ...known, found });
    }
    return [...lines.values()].sort((one, other) => (one.sort_key < other.sort_key ? -1 : one.sort_key > other.sort_key ? 1 : 0));
  });
  readonly persons = computed(() => this.lines.value.reduce((sum, line) => sum + wanted(line), 0));
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
    this.leave(true);
  }

  // She has read what did not count.
  readonly hush = () =>
    batch(() => {
      this.is_new.value = false;
      this.lost.value = 0;
      this.refused.value = [];
    });

  // Which roll call is under way is asked before anything is handed over, and again for what that made of it.
  look = async () => {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.ask();
      if (!this.is_over.value && this.waiting.value > 0) {
        await this.hand_over();
        await this.ask();
      }
      this.connected.value = true;
      this.failure.value = null;
    } catch (error) {
      this.connected.value = !is_offline(error);
      if (!is_offline(error) || this.about.value === null) this.failure.value = error;
    } finally {
      this.busy = false;
    }
  };

  private async ask() {
    const before = this.about.value;
    let answer: RollCallAnswer;
    try {
      answer = await call<RollCallAnswer>("GET", before ? `/roll-call?roll_call=${before.roll_call}&since=${before.revision}` : "/roll-call");
    } catch (error) {
      if (status_of(error) !== 404) throw error;
      return this.leave(true);
    }
    const { lines, ...about } = answer;
    if (this.about.value !== before) return; // ended from here meanwhile
    batch(() => {
      if (before && before.roll_call !== about.roll_call) this.leave(false);
      const known = new Map(this.known.value);
      for (const line of lines) known.set(line.line, line);
      this.known.value = known;
      this.about.value = about;
      this.was_shown.value = true;
      this.is_over.value = false;
    });
  }

  // With its list, and with what was ticked on it.
  private leave(is_over: boolean) {
    batch(() => {
      this.lost.value += this.waiting.value;
      this.marks.value = new Map();
      this.added.value = [];
      this.refused.value = [];
      this.known.value = new Map();
      this.about.value = null;
      this.is_over.value = is_over;
      this.is_new.value = !is_over;
    });
  }

  // Said twice, it counts once: an answer that was lost does no harm.
  private async hand_over() {
    const roll_call = this.about.value!.roll_call;
    for (const one of this.added.value) {
      const taken = await this.try_to("/roll-call/people", { roll_call, ...one });
      if (this.is_gone(roll_call)) return;
      batch(() => {
        if (taken) this.know(line_of(one));
        else this.set_aside(line_of(one));
        this.added.value = this.added.value.filter((each) => each !== one);
      });
    }
    const marks = [...this.marks.value];
    for (let at = 0; at < marks.length; at += most_at_once) {
      const handed = marks.slice(at, at + most_at_once);
      const taken = await this.try_to<{ refused: string[] }>("/roll-call/marks", { roll_call, marks: handed.map(([line, found]) => ({ line, found })) });
      if (this.is_gone(roll_call)) return;
      batch(() => handed.forEach(([line, found]) => this.settle(line, found, taken !== null && !taken.refused.includes(line))));
    }
  }

  // Null: refused. It may be for the roll call and not for what was sent, so that one is asked for first.
  private async try_to<Answer = object>(path: string, body: object): Promise<Answer | null> {
    try {
      return await call<Answer>("POST", path, body);
    } catch (error) {
      if (!is_about_item(error)) throw error;
      await this.ask();
      return null;
    }
  }

  private is_gone(roll_call: string) {
    return this.about.value?.roll_call !== roll_call;
  }

  // A line that was ticked otherwise meanwhile waits on.
  private settle(line: string, found: number, taken: boolean) {
    const known = this.known.value.get(line);
    if (known && taken) this.know({ ...known, found });
    if (known && !taken) this.set_aside(known);
    if (this.marks.value.get(line) === found) this.marks.value = new Map([...this.marks.value].filter(([each]) => each !== line));
  }

  private know(line: RollLine) {
    this.refused.value = this.refused.value.filter((each) => each.line !== line.line);
    this.known.value = new Map(this.known.value).set(line.line, line);
  }

  private set_aside(line: RollLine) {
    this.refused.value = [...this.refused.value.filter((each) => each.line !== line.line), line];
  }
}

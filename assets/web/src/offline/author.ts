// The journal that this page writes about one event while it is alone, and hands over when the server is there again
// (docs/pages.md, Without a network). Nothing is shown before it is on disk.
import { ApiError, call } from "../app/api";
import type { EventAtDoor, GuestLine } from "../app/shapes";
import { entry_hash, private_hash, private_part, type Json, type PrivatePart } from "./canonical";
import { boot, day_at, VenueClock } from "./clock";
import { canonical_entry, type Entry, type Fact, type ScanRef } from "./entry";
import { new_id } from "../app/ids";
import { append, change_entries, change_journal, store_journal, stored_entries, stored_journals, type DoorRules, type KeptEntry, type KeptJournal, type KeptLease } from "./shelf";

interface Lease {
  lease: string;
  category: string;
  day: string;
  seats: number;
  lasts_ms: number;
}

interface Opened extends DoorRules {
  journal: string;
  author: number;
  proof: string;
  held: number;
  last: string;
  leases: Lease[];
  now: number;
}

// A fact with what it is about; several of one tap follow each other.
export interface Said {
  fact: Fact;
  ticket?: string;
  guest?: string;
  scan?: { id: string; step: number };
  prior?: ScanRef[];
  private?: { [name: string]: Json };
}

const entries_at_once = 40; // below the size of a request that the server takes
const renewed_before_ms = 10 * 60_000;
const is_refused = (error: unknown) => error instanceof ApiError && error.failure.status === 403;

export class Author {
  clock = new VenueClock(0, 0);
  // Names typed at an event of which none may be stored: gone with the page.
  private readonly parts = new Map<string, PrivatePart>();
  private current: KeptJournal | null = null;

  constructor(
    private readonly path: string, // of the event
    private readonly list: string,
    private readonly event: string,
    private readonly author: number,
    private readonly place: string,
  ) {}

  get rules() {
    return this.current?.rules ?? null;
  }
  get day() {
    return this.rules ? day_at(this.rules.day, this.rules.day_starts, this.clock.now().venue) : "";
  }

  // What an earlier run of the page left here.
  async take_up() {
    const kept = (await stored_journals()).find((each) => each.event === this.event && each.author === this.author && each.is_current);
    if (!kept || this.current) return;
    this.current = kept;
    this.clock = new VenueClock(kept.clock_ahead, kept.newest);
  }

  // The server is there: it knows the journal, or gives a new one, and says what time it is.
  async meet() {
    await this.take_up();
    const known = this.current;
    const sent = performance.now();
    const opened = await this.open(known);
    this.clock.met(opened.now, sent);
    const { day, day_starts, how, registers, caps, beyond, seats_are_owned, badges, stores_names, expires } = opened;
    const rules = { day, day_starts, how, registers, caps, beyond, seats_are_owned, badges, stores_names, expires };
    if (known?.journal === opened.journal) {
      if (!(await this.is_continued(known, opened))) return this.begin_anew(known);
      await change_journal(known.journal, (kept) => Object.assign(kept, { rules, clock_ahead: this.clock.clock_ahead }));
    } else {
      await store_journal({
        journal: opened.journal, author: opened.author, proof: opened.proof, event: this.event, next: 1, last: "", is_current: true, lease: null,
        rules, clock_ahead: this.clock.clock_ahead, newest: 0,
      });
    }
    await this.read_again(opened.journal);
  }

  private async open(known: KeptJournal | null): Promise<Opened> {
    const path = `${this.path}/own-journal`;
    try {
      return await call<Opened>("POST", path, known ? proof_of(known) : {});
    } catch (error) {
      // A server that was made anew does not know its own proof: what was written stays here, under the old journal.
      if (!known || !is_refused(error)) throw error;
      await change_journal(known.journal, (kept) => (kept.is_current = false));
      this.current = null;
      return call<Opened>("POST", path, {});
    }
  }

  private async begin_anew(known: KeptJournal) {
    await change_journal(known.journal, (kept) => (kept.is_current = false));
    this.current = null;
    await this.meet();
  }

  // A server that was put back gets again what it lacks. Of a phone that was put back, or copied, the server has more.
  private async is_continued(known: KeptJournal, opened: Opened): Promise<boolean> {
    if (opened.held >= known.next) return false;
    const entries = await stored_entries(known.journal);
    const last = entries.find((each) => each.sequence === opened.held);
    if (opened.held > 0 && last && opened.last !== "" && last.hash !== opened.last) return false;
    await change_entries(known.journal, (entry) => {
      const lacks = entry.handed_over && entry.sequence > opened.held;
      if (lacks) entry.handed_over = false;
      return lacks;
    });
    return true;
  }

  private async read_again(journal: string) {
    this.current = (await stored_journals()).find((each) => each.journal === journal) ?? null;
  }

  // On disk when it ends. `line`: as it is after it.
  async write(said: Said[], line?: (at: number) => GuestLine, seats_used = 0) {
    if (!this.current) throw new Error("No journal was opened for this page.");
    const journal = this.current.journal;
    const time = this.clock.now();
    await append(journal, this.list, (kept) => {
      const entries = said.map((each) => this.entry_of(kept, each, time));
      if (kept.lease) kept.lease.seats -= seats_used;
      kept.newest = time.venue;
      this.current = kept;
      return { entries, line: line?.(time.venue) };
    });
  }

  private entry_of(kept: KeptJournal, { fact, ticket, guest, scan, prior, private: fields }: Said, time: Entry["time"]): KeptEntry {
    const part = fields ? private_part(fields) : undefined;
    const entry: Entry = {
      format: 1, journal: kept.journal, event: kept.event, sequence: kept.next, place: { name: this.place }, ticket, guest: guest || undefined, scan,
      prior: prior ?? [], time, operator: kept.author, alone: true, fact, private_hash: part && private_hash(part), previous: kept.last || undefined,
    };
    const text = canonical_entry(entry);
    const written: KeptEntry = { journal: kept.journal, sequence: kept.next, canonical: text, hash: entry_hash(text), handed_over: false };
    if (part && kept.rules.stores_names) written.private = part;
    if (part && !kept.rules.stores_names) this.parts.set(`${kept.journal}/${kept.next}`, part);
    kept.next += 1;
    kept.last = written.hash;
    return written;
  }

  // Every journal of this event that lies here, also those of whoever was signed in before: their proofs are theirs.
  private async journals() {
    return (await stored_journals()).filter((each) => each.event === this.event);
  }

  async counts(): Promise<{ unsent: number; put_aside: number }> {
    let [unsent, put_aside] = [0, 0];
    for (const { journal } of await this.journals()) {
      for (const entry of await stored_entries(journal)) {
        unsent += entry.handed_over ? 0 : 1;
        put_aside += entry.put_aside ? 1 : 0;
      }
    }
    return { unsent, put_aside };
  }

  async hand_over() {
    for (const journal of await this.journals()) {
      const unsent = (await stored_entries(journal.journal)).filter((entry) => !entry.handed_over);
      for (let from = 0; from < unsent.length; from += entries_at_once) {
        try {
          await this.send(journal, unsent.slice(from, from + entries_at_once));
        } catch (error) {
          if (!is_refused(error)) throw error;
          break; // of a server that is gone; it holds up no other journal
        }
      }
    }
  }

  private async send(journal: KeptJournal, entries: KeptEntry[]) {
    const rows = entries.map((each) => ({ entry: JSON.parse(each.canonical), private: each.private ?? this.parts.get(`${each.journal}/${each.sequence}`) }));
    const { answers } = await call<{ answers: { sequence: number; answer: string; reason: string }[] }>("POST", `${this.path}/own-journal/entries`, { ...proof_of(journal), entries: rows });
    const reasons = new Map(answers.map((each) => [each.sequence, each.answer === "parked" ? each.reason : ""]));
    await change_entries(journal.journal, (entry) => {
      const reason = reasons.get(entry.sequence);
      if (reason === undefined) return false;
      entry.handed_over = true;
      if (reason) entry.put_aside = reason;
      else delete entry.put_aside;
      return true;
    });
  }

  // Seats that may be given away now. A page cannot tell its own start from the phone's, which ends a lease.
  get seats(): { lease: string; left: number } | null {
    const lease = this.current?.lease;
    if (!lease || lease.seats <= 0 || lease.day !== this.day || this.left_of(lease) <= 0) return null;
    return { lease: lease.lease, left: lease.seats };
  }

  private left_of(lease: KeptLease): number {
    if (lease.boot !== boot) return 0;
    return lease.lasts_ms - Math.max(Date.now() - lease.asked_wall, performance.now() - lease.asked_run);
  }

  // While the server is there: some seats are kept for when it is not, given back where the others have none left.
  async tend_lease(event: EventAtDoor, left_for_others: number) {
    const kept = this.current;
    if (!kept || !kept.rules.caps.event || event.policy.alone !== "admit") return;
    const is_over = kept.lease !== null && (kept.lease.day !== this.day || this.left_of(kept.lease) <= renewed_before_ms || kept.lease.seats === 0);
    if (kept.lease && (is_over || left_for_others <= 0)) await this.give_back();
    if (!this.current?.lease && left_for_others > 1) await this.ask_for_seats();
  }

  async give_back(): Promise<boolean> {
    const lease = this.current?.lease;
    if (!lease) return false;
    const journal = this.current!.journal;
    const time = this.clock.now();
    await append(journal, this.list, (kept) => {
      const seats = kept.lease?.lease === lease.lease ? kept.lease.seats : 0;
      const entries = seats > 0 ? [this.entry_of(kept, { fact: { kind: "lease_returned", lease: lease.lease, seats } }, time)] : [];
      kept.lease = null;
      kept.newest = time.venue;
      this.current = kept;
      return { entries };
    });
    await this.hand_over();
    return lease.seats > 0;
  }

  private async ask_for_seats() {
    const journal = this.current!;
    const asked = { asked_wall: Date.now(), asked_run: performance.now(), boot };
    const { lease } = await call<{ lease: Lease | null }>("POST", `${this.path}/own-journal/lease`, { ...proof_of(journal), lease: new_id() });
    if (!lease) return;
    const { lease: id, day, seats, lasts_ms } = lease;
    await change_journal(journal.journal, (kept) => (kept.lease = { lease: id, day, seats, lasts_ms, ...asked }));
    await this.read_again(journal.journal);
  }
}

// At sign-out, when all that is kept here goes: nobody waits for journals that were handed over. What is left is lost with
// her word, and an organiser sees that phone.
export async function retire_journals() {
  for (const journal of await stored_journals().catch(() => [])) {
    const entries = await stored_entries(journal.journal);
    if (entries.some((entry) => !entry.handed_over)) continue;
    await call("POST", `/events/${journal.event}/own-journal/retirement`, proof_of(journal)).catch(() => undefined);
  }
}

const proof_of = ({ journal, author, proof }: KeptJournal) => ({ journal, author, proof });


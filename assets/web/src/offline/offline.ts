// One event's page with and without the server: taps go to the server while it is there, else into the page's own
// journal, which is handed over before anything else once the line is back (docs/pages.md, Without a network).
import { signal } from "@preact/signals";
import { ApiError, has_request_token, is_offline, unreached } from "../app/api";
import { before_sign_out, find_out, me } from "../app/session";
import type { Admission, GuestLine, Quota, Seats } from "../app/shapes";
import type { HostGuests, Overview } from "../host/guest_list";
import { act_of, type Act } from "./acts";
import { Author, type Said } from "./author";
import { after_admission, after_departure, decide } from "./door";
import { new_id } from "../app/ids";
import { drop_expired, store_list, stored_list } from "./shelf";

export const patience_alone_ms = 4000; // for what the page may write itself
const retry_ms = 4000;
const met_again_after_ms = 5 * 60_000;

const cannot = () => new ApiError(unreached);
const nobody = { status: 401, kind: "refused", message: "Nobody is signed in.", wait_s: 0 };
const place_of = (role: string) => (role === "host" || role === "organiser" ? "host page" : "staff page");

export class Offline {
  readonly alone = signal(false);
  readonly kept = signal(0); // entries that wait to be handed over
  readonly put_aside = signal(0); // that the server did not take in
  readonly stores = signal(true); // false: this browser keeps nothing, or the event's names may not be kept
  private author: Author | null = null;
  private met_at = -Infinity;
  private retry: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly guests: HostGuests) {
    addEventListener("offline", this.missed);
    before_sign_out.add(this.leave);
  }

  close() {
    removeEventListener("offline", this.missed);
    before_sign_out.delete(this.leave);
    clearInterval(this.retry);
  }

  private get list() {
    return `${this.guests.event}/${me.value?.number ?? 0}`;
  }

  private get the_author(): Author | null {
    const overview = this.guests.overview.value;
    if (!this.author && overview && me.value) {
      this.author = new Author(this.guests.path(""), this.list, overview.event.id, me.value.number, place_of(overview.you.role));
    }
    return this.author;
  }

  // The page was loaded, and the server is not there: what an earlier run has kept.
  async take_up() {
    const kept = await stored_list(this.list).catch(() => null);
    if (!kept || this.guests.overview.value) return;
    this.guests.take_up(kept.list.overview, kept.list.cursor, kept.lines);
    await this.the_author?.take_up();
    await this.count();
  }

  // Before anything is read or done with the server.
  async before_online() {
    if (!has_request_token()) await find_out();
    if (!has_request_token()) throw new ApiError(nobody);
    if (this.kept.value > 0) await this.hand_over();
  }

  private async hand_over() {
    await this.the_author?.hand_over();
    await this.count();
  }

  private async count() {
    const counts = await this.the_author?.counts();
    this.kept.value = counts?.unsent ?? 0;
    this.put_aside.value = counts?.put_aside ?? 0;
  }

  private leave = async () => {
    await this.give_seats_back();
    await this.hand_over().catch(() => undefined);
  };

  missed = () => {
    this.alone.value = true;
    this.met_at = -Infinity; // what time it is, the server says anew
    this.retry ??= setInterval(() => void this.guests.refresh(), retry_ms);
  };

  // The list was read from the server. What is kept of it is for later: no error of it stops anybody.
  async met(changed: Iterable<GuestLine>, is_whole: boolean, cursor: string) {
    this.alone.value = false;
    clearInterval(this.retry);
    this.retry = undefined;
    const author = this.the_author;
    const overview = this.guests.overview.value;
    if (!author || !overview || !me.value || !overview.you.may.includes("guest.admit")) return;
    try {
      if (performance.now() - this.met_at > met_again_after_ms) {
        await drop_expired(Date.now());
        await author.meet();
        this.met_at = performance.now();
        await this.count();
        if (this.kept.value > 0) await this.hand_over();
      }
      const rules = author.rules!;
      this.stores.value = rules.stores_names;
      if (rules.stores_names) await store_list({ key: this.list, overview, cursor, expires: rules.expires }, changed, is_whole);
      if (overview.seats) await author.tend_lease(overview.event, overview.seats.left - this.own_seats);
    } catch (error) {
      if (is_offline(error)) this.missed();
      else if (!(error instanceof ApiError)) this.stores.value = false;
    }
  }

  private get own_seats() {
    return this.author?.seats?.left ?? 0;
  }

  // What the server calls taken, this page may give away.
  with_own_seats(seats: Seats | null): Seats | null {
    return seats && { ...seats, left: seats.left + this.own_seats, held: Math.max(0, seats.held - this.own_seats) };
  }

  // The server found no seat, and this page holds some: true when they are back with it.
  async give_seats_back(): Promise<boolean> {
    return (await this.author?.give_back().catch(() => false)) ?? false;
  }

  // Online where it can be, else alone. Nothing is written twice: a tap keeps its scan.
  async run<Answer>(online: (patience_ms?: number) => Promise<Answer>, method: string, rest: string, body: unknown): Promise<Answer> {
    const act = this.author?.rules ? act_of(method, rest, body) : null;
    if (act && this.is_away) return (await this.act(act)) as Answer;
    try {
      await this.before_online();
      return await online(act ? patience_alone_ms : undefined);
    } catch (error) {
      if (!is_offline(error)) throw error;
      this.missed();
      if (!act) throw error;
      return (await this.act(act)) as Answer;
    }
  }

  private get is_away() {
    return this.alone.value || !navigator.onLine;
  }

  private async act(act: Act): Promise<GuestLine | Admission> {
    const author = this.author!;
    const answer = act.kind === "register" ? await this.register(author, act) : await this.about(author, act, this.line(act.ticket));
    await this.count();
    return answer;
  }

  private line(ticket: string): GuestLine {
    const line = this.guests.lines.value.get(ticket);
    if (!line) throw cannot();
    return line;
  }

  private async about(author: Author, act: Exclude<Act, { kind: "register" }>, line: GuestLine): Promise<GuestLine | Admission> {
    const subject = { ticket: line.ticket, guest: line.guest };
    const prior = line.prior.map((scan) => ({ scan, ticket: line.ticket }));
    const id = new_id();
    switch (act.kind) {
      case "admit":
        return this.admit(author, line, act);
      case "decline": {
        await this.write(author, [{ fact: { kind: "host_decided", approved: false, ...(act.reason ? { reason: act.reason } : {}) }, ...subject }], () => ({ ...line, declined: true, waiting: false }));
        return { ...no_admission, scan: act.scan, step: act.step, line: this.line(line.ticket) };
      }
      case "undo": {
        const undone = { kind: "admission_undone" as const, undone: { scan: act.scan, ticket: line.ticket } };
        const persons = line.last_admission?.scan === act.scan ? line.last_admission.persons : line.inside;
        return this.write(author, [{ fact: undone, ...subject, scan: { id, step: 0 }, prior }], () => ({
          ...line, inside: Math.max(0, line.inside - persons), admitted: Math.max(0, line.admitted - persons), prior: [id], last_admission: null,
        }));
      }
      case "depart": {
        const persons = act.persons || line.inside;
        if (persons <= 0) throw cannot();
        const fact = { kind: "departed" as const, persons, ...(author.day ? { day: author.day } : {}) };
        return this.write(author, [{ fact, ...subject, scan: { id, step: 0 }, prior }], () => after_departure(line, persons, id));
      }
      case "excuse":
        return this.write(author, [{ fact: { kind: "excused", excused: act.excused }, ...subject }], () => ({ ...line, excused: act.excused }));
      case "note":
        return this.write(author, [{ fact: { kind: "noted", note: act.note }, ...subject, ...(act.text ? { private: { note: act.text } } : {}) }], () => ({ ...line, notes: [...new Set([...line.notes, act.note])] }));
    }
  }

  private async admit(author: Author, line: GuestLine, act: Extract<Act, { kind: "admit" }>): Promise<Admission> {
    const decision = decide({ line, persons: act.persons, day: author.day, now: author.clock.now().venue, seats: author.seats }, this.guests.overview.value!.event, author.rules!);
    const answer = { ...no_admission, scan: act.scan, step: act.step };
    if ("refusal" in decision) return { ...answer, refusal: decision.refusal, line };
    const subject = { ticket: line.ticket, guest: line.guest };
    const said: Said[] = act.approves ? [{ fact: { kind: "host_decided", approved: true }, ...subject }] : [];
    said.push({ fact: decision.fact, ...subject, scan: { id: act.scan, step: act.step }, prior: line.prior.map((scan) => ({ scan, ticket: line.ticket })) });
    const { persons } = decision.fact;
    await this.write(author, said, (at) => ({ ...after_admission(line, persons, at, act.scan), approved: line.approved || act.approves, last_admission: { scan: act.scan, persons } }), decision.seats_used);
    return { ...answer, outcome: "admitted", persons, line: this.line(line.ticket) };
  }

  private async register(author: Author, act: Extract<Act, { kind: "register" }>): Promise<GuestLine> {
    const how = author.rules!.registers;
    if (how === "" || act.ticket === "") throw cannot();
    const overview = this.guests.overview.value!;
    const { ticket, category, places, fields } = act;
    const owner = fields.list_owner ?? (overview.you.lists.length === 1 ? overview.you.lists[0]! : "");
    const named: { [name: string]: string } = { ...fields, ...(owner ? { list_owner: owner } : {}) };
    const quota = quota_of(overview, owner, category);
    if (quota && quota.left < places) throw new ApiError(list_is_full);
    const guest = new_id();
    const invited_by = me.value?.name ?? "";
    const along = overview.event.policy.companions.categories.includes(category) ? "comes_with" : "plus_one_of";
    const extra = { ...(invited_by ? { invited_by } : {}), ...(act.comes_with ? { [along]: act.comes_with } : {}) };
    const line: GuestLine = {
      ...new_line, ticket, guest, name: named.full_name ?? "", company: named.company ?? "", category, places, list_owner: owner, comes_with: act.comes_with, invited_by,
    };
    if (quota) this.guests.use_quota(owner, places);
    return this.write(author, [{ fact: { kind: "guest_registered", category, places, how }, ticket, guest, private: { ...named, ...(Object.keys(extra).length > 0 ? { extra } : {}) } }], () => line);
  }

  // On disk, then on the screen.
  private async write(author: Author, said: Said[], line: (at: number) => GuestLine, seats_used = 0): Promise<GuestLine> {
    let changed: GuestLine | undefined;
    await author.write(said, (at) => (changed = line(at)), seats_used);
    this.guests.take_alone(changed!);
    return changed!;
  }
}

// As the server says it.
const list_is_full = { status: 403, kind: "refused", message: "This list has no room for so many more; ask the organiser to widen it.", wait_s: 0 };

// Nothing: she may add any number. Companions have rules of their own.
function quota_of({ event, you, quotas }: Overview, owner: string, category: string): Quota | undefined {
  if (you.role === "organiser" || event.policy.companions.categories.includes(category)) return undefined;
  return quotas.find(({ list }) => list === owner);
}

const no_admission: Admission = {
  outcome: "refused", refusal: "", may_set_aside: false, persons: 0, scan: "", step: 0, questions: [], seats_asked_back: false, source_asked: false, opens_at: 0, choices: [], other_event: "", line: null,
};

const new_line: GuestLine = {
  ticket: "", guest: "", name: "", company: "", category: "", places: 1, list_owner: "", instead_of: "", status: "confirmed", approved: false,
  declined: false, excused: false, no_show: false, seat_released: false, owns_seat: false, walk_in: true, waiting: false, inside: 0, admitted: 0,
  badge_owed: false, in_conflict: false, kept_out_alone: "", refused_for: "", notes: [], arrived_at: 0, prior: [], last_admission: null,
  comes_with: "", invited_by: "",
};


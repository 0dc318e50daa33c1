// Who waits at the doors: guests to decide about, calls for help, admissions in doubt.
import type { ReadonlySignal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Admission, DoorNews, GuestLine, Waiting } from "../app/shapes";
import { say, say_many, time_text } from "../app/text";
import { useBusy } from "../parts/busy";
import { GoingButton, waited_text, where_text } from "../parts/call_alarm";
import { Choice } from "../parts/field";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { useVenueNow } from "../parts/venue_clock";
import { with_seats } from "./acts";
import { tell } from "./toast";
import { place_text, refusal_text } from "./words";

// What this needs of a page: its news, and to send what was decided. A host's has her guests besides.
export interface DoorDesk {
  readonly news: ReadonlySignal<DoorNews | null>;
  readonly decides: boolean; // for a host; else she lets in whom the policy leaves to the team
  readonly adds: boolean; // guests, on a part of the same page
  readonly zone: string | undefined; // of the event
  refresh(): Promise<void>;
  ask<Answer>(method: string, rest: string, body?: unknown): Promise<Answer>;
  change(method: string, rest: string, body: unknown): Promise<GuestLine>;
  admission(rest: string, body: unknown): Promise<Admission>;
  ask_first?(ticket: string, refused: Admission): void; // has her asked what is open; then the same scan goes on
}

export const name_of = (guest: Waiting) => guest.name || say("Ticket without a name");

function DeclineSheet({ guests, guest, close }: { guests: DoorDesk; guest: Waiting; close: () => void }) {
  const [reason, set_reason] = useState("not_invited");
  const { busy, problem, run } = useBusy();
  const decline = async () => {
    const done = await run(() => guests.admission(`/guests/${guest.ticket}/decision`, { scan: guest.scan, step: guest.step, approved: false, reason }));
    if (done) close();
    if (done) tell(say("Declined. The kiosk only says: please see our team."));
  };
  return (
    <Sheet title={say("Decline {name}?", { name: name_of(guest) })} on_close={close}>
      <p>{say("No screen says why; somebody of the team goes to the door.")}</p>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Choice
        label={say("Reason (for your records only)")}
        value={reason}
        on_choose={set_reason}
        options={[
          ["not_invited", say("Not invited")],
          ["full", say("No seat is left")],
          ["category", say("Not for this category")],
          ["other", say("Other")],
        ]}
      />
      <div class="acts">
        <button class="button" onClick={close}>{say("Back")}</button>
        <button class="button danger" disabled={busy} onClick={decline}>{say("Decline")}</button>
      </div>
    </Sheet>
  );
}

function WaitingGuest({ guests, guest, now }: { guests: DoorDesk; guest: Waiting; now: number }) {
  const [declining, set_declining] = useState(false);
  const { busy, problem, run } = useBusy();
  const name = name_of(guest);
  const approve = () =>
    run(async () => {
      const answer = guests.decides
        ? await with_seats(guests, `/guests/${guest.ticket}/decision`, { scan: guest.scan, step: guest.step, approved: true })
        : await with_seats(guests, `/guests/${guest.ticket}/admissions`, { scan: guest.scan, step: guest.step + 1 });
      if (answer.outcome === "admitted") tell(say("{name} may come in.", { name }));
      else if (answer.refusal === "needs_answers" && guests.ask_first) guests.ask_first(guest.ticket, answer);
      else tell(say("{name} is not let in: {reason}", { name, reason: refusal_text(answer.refusal) }));
    });
  const is_hers = guest.refused_for === "" || guest.refused_for === "needs_answers"; // which it asks
  const can_approve = is_hers || (guests.decides && guest.may_set_aside);
  return (
    <li class="card stack">
      <div>
        <h2>{name}</h2>
        <p class="quiet-text">{[guest.company, guest.kiosk, guest.door, waited_text(guest.since, now)].filter(Boolean).join(" · ")}</p>
      </div>
      {guest.refused_for && <p class="tag attention">{refusal_text(guest.refused_for)}</p>}
      {guest.reaches_you > now && <p class="quiet-text">{say("Others are called first.")}</p>}
      {problem && <Notice kind="danger">{problem}</Notice>}
      <div class="acts">
        {can_approve && <button class="button main" disabled={busy} onClick={approve}><Icon name="check" />{say("Let in")}</button>}
        {guests.decides && <button class="button" disabled={busy} onClick={() => set_declining(true)}>{say("Decline")}</button>}
      </div>
      {!can_approve && !guests.decides && <p class="quiet-text">{say("A host decides about this guest.")}</p>}
      {declining && <DeclineSheet guests={guests} guest={guest} close={() => set_declining(false)} />}
    </li>
  );
}

// Everybody sees all of them; whose turn it is to go, the server says.
function HelpCalls({ guests, news, now }: { guests: DoorDesk; news: DoorNews; now: number }) {
  return (
    <>
      {news.calls.map((call) => (
        <li class={`card stack ${call.loud <= now ? "loud" : ""}`} key={call.scan}>
          <div>
            <h2 class="row"><Icon name="bell" />{say("Help is wanted")}</h2>
            <p class="quiet-text">{[where_text(call), waited_text(call.at, now)].filter(Boolean).join(" · ")}</p>
          </div>
          {call.loud <= now && <p class="tag attention">{say("Nobody has answered yet.")}</p>}
          {call.reaches_you > now && <p class="quiet-text">{say("Others are called first.")}</p>}
          <GoingButton desk={guests} call={call} early={call.reaches_you > now} />
        </li>
      ))}
      {news.in_hand.map((call) => (
        <li class="card row in-hand" key={call.scan}>
          <Icon name="check" />
          <div class="grow">
            <h2>{call.by ? say("{name} is going", { name: call.by }) : say("Somebody is going")}</h2>
            <p class="quiet-text">{[where_text(call), waited_text(call.answered, now)].filter(Boolean).join(" · ")}</p>
          </div>
        </li>
      ))}
    </>
  );
}

type Doubtful = DoorNews["conflicts"][number];

// By when and where; by number where that is the same of both.
function told_apart(conflict: Doubtful, zone: string | undefined) {
  const where_and_when = (at: number, place: string) => `${time_text(at, zone)}\u00a0· ${place_text(place)}`;
  const first = where_and_when(conflict.stands.at, conflict.first_place);
  const second = where_and_when(conflict.disputed.at, conflict.second_place);
  const is_same = first === second;
  return {
    first: { ...conflict.stands, text: is_same ? `${first} (1)` : first },
    second: { ...conflict.disputed, text: is_same ? `${second} (2)` : second },
  };
}

function Conflict({ guests, conflict }: { guests: DoorDesk; conflict: Doubtful }) {
  const { busy, problem, run } = useBusy();
  const judge = (verdict: string, stands?: string) =>
    run(() =>
      guests.change("POST", `/guests/${conflict.ticket}/verdict`, {
        scans: [conflict.stands.scan, conflict.disputed.scan],
        verdict,
        ...(stands ? { stands } : {}),
      }),
    );
  const { first, second } = told_apart(conflict, guests.zone);
  return (
    <li class="card stack">
      <div>
        <h2>{conflict.name}</h2>
        <p>{say("came in twice while two doors could not talk to each other:")}</p>
        <ul>
          {[first, second].map((each) => <li key={each.scan}>{each.text}{each.by && ` · ${each.by}`}</li>)}
        </ul>
      </div>
      <p class="quiet-text">{say("Only one of the two admissions counts, unless they are two people: then both do.")}</p>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <div class="acts">
        <button class="button" disabled={busy} onClick={() => judge("same_person")}>{say("One person, scanned twice")}</button>
        <button class="button" disabled={busy} onClick={() => judge("stands", conflict.stands.scan)}>{say("Only {place} counts", { place: first.text })}</button>
        <button class="button" disabled={busy} onClick={() => judge("stands", conflict.disputed.scan)}>{say("Only {place} counts", { place: second.text })}</button>
        <button class="button" disabled={busy} onClick={() => judge("both")}>{say("Two people, both stay")}</button>
      </div>
    </li>
  );
}

// Who stands there is on no list: she may be added by name, and let in.
function UnknownCodes({ codes, desk }: { codes: DoorNews["unknown"]; desk: DoorDesk }) {
  if (codes.at === null) return null;
  const last = { place: where_text(codes), time: time_text(codes.at, desk.zone) };
  const text = say_many("{count} unknown code, shown at {time}: {place}.", "{count} unknown codes, the last at {time}: {place}.", codes.count, last);
  return <Notice kind="attention">{desk.adds ? `${text} ${say("Whoever stands there can be added under “New”.")}` : text}</Notice>;
}

export function DoorTab({ guests }: { guests: DoorDesk }) {
  const news = guests.news.value;
  const now = useVenueNow(news);
  if (!news) return <div class="empty" aria-busy="true" />;
  const nothing = news.calls.length + news.in_hand.length + news.waiting.length + news.conflicts.length === 0;
  return (
    <div class="padded stack">
      <ul class="stack" hidden={nothing}>
        <HelpCalls guests={guests} news={news} now={now} />
        {news.waiting.map((guest) => <WaitingGuest key={guest.scan} guests={guests} guest={guest} now={now} />)}
        {news.conflicts.map((conflict) => <Conflict key={conflict.disputed.scan} guests={guests} conflict={conflict} />)}
      </ul>
      {nothing && <p class="empty">{say("Nobody is waiting at a door.")}</p>}
      <UnknownCodes codes={news.unknown} desk={guests} />
      {news.others_waiting > 0 && <p class="quiet-text">{say_many("{count} guest from another list is waiting.", "{count} guests from other lists are waiting.", news.others_waiting)}</p>}
    </div>
  );
}

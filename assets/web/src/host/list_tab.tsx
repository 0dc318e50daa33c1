import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { sentence_of } from "../app/sentences";
import type { Admission, GuestLine } from "../app/shapes";
import { in_language, say, say_many } from "../app/text";
import { Notice } from "../parts/notice";
import { admit, guest_name, refusal_sentence } from "./acts";
import { folded } from "./find";
import type { HostGuests } from "./guest_list";
import { open_guest } from "./open_guest";
import { asked } from "./questions_asked";
import { SetAside } from "./set_aside";
import { arrival_text, state_text } from "./words";

type Filter = "all" | "expected" | "arrived" | "waitlist" | "away";

const filter = signal<Filter>("all");

const is_expected = (line: GuestLine) =>
  line.admitted < line.places && !line.excused && !line.declined && (line.status === "confirmed" || line.approved);
const is_waitlisted = (line: GuestLine) => !line.approved && (line.status === "waitlisted" || line.status === "awaiting_approval");
const is_away = (line: GuestLine) => line.admitted === 0 && (line.excused || line.declined || line.status === "cancelled" || line.status === "blocked");

const fits: Record<Filter, (line: GuestLine) => boolean> = {
  all: () => true,
  expected: is_expected,
  arrived: (line) => line.admitted > 0,
  waitlist: is_waitlisted,
  away: is_away,
};

// More are shown by searching: nobody scrolls through thousands at a door, and a slow phone need not draw them.
const most_shown = 300;
// Drawn at once: what a phone's screen holds, and some more. The others come when these are on it.
const first_shown = 24;

// Of a row that moves sideways, a browser leaves what has the focus cut off.
const whole_in_view = (event: FocusEvent) => (event.currentTarget as HTMLElement).scrollIntoView({ block: "nearest", inline: "nearest" });

function useShown() {
  const [shown, set_shown] = useState(first_shown);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setTimeout(() => set_shown(most_shown)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return shown;
}

function GuestRow({ guests, line }: { guests: HostGuests; line: GuestLine }) {
  const [busy, set_busy] = useState(false);
  const [refused, set_refused] = useState<Admission | null>(null);
  const [problem, set_problem] = useState("");
  const overview = guests.overview.value!;
  const zone = overview.event.time_zone;
  const may_admit = overview.you.may.includes("guest.admit");
  const state = state_text(line);
  const missing = line.places - line.admitted;

  const run = async (work: () => Promise<Admission>) => {
    set_busy(true);
    set_problem("");
    try {
      const answer = await work();
      set_refused(answer.outcome === "refused" && !asked.value ? answer : null);
    } catch (error) {
      set_problem(sentence_of(error));
    } finally {
      set_busy(false);
    }
  };
  return (
    <li>
      <div class="guest">
        <button class="who" onClick={() => (open_guest.value = line.ticket)}>
          <span class="name">{guest_name(line)}</span>
          <span class="under">
            {line.company && <span>{line.company}</span>}
            <span class="tag">{in_language(overview.event.categories[line.category]) || line.category}</span>
            {line.places > 1 && <span class="tag">{say_many("{count} person", "{count} persons", line.places)}</span>}
            {state && <span class={`tag ${line.waiting || line.in_conflict ? "attention" : ""}`}>{state}</span>}
            {guests.lines.value.has(line.comes_with) && <span>{say("with {name}", { name: guest_name(guests.lines.value.get(line.comes_with)!) })}</span>}
            {line.notes.length > 0 && <span class="tag attention">{say("Note")}</span>}
            {overview.you.lists.length !== 1 && line.list_owner && <span>{say("of {owner}", { owner: line.list_owner })}</span>}
          </span>
        </button>
        {line.admitted >= line.places ? (
          <span class="state">{arrival_text(line, zone)}</span>
        ) : (
          may_admit && !is_away(line) && (
            <button class="button act" disabled={busy} onClick={() => run(() => admit(guests, line))} aria-label={missing > 1 ? say("Let in {count}: {name}", { count: missing, name: guest_name(line) }) : say("Let in {name}", { name: guest_name(line) })}>
              {busy ? "…" : missing > 1 ? say("Let in {count}", { count: missing }) : say("Let in")}
            </button>
          )
        )}
      </div>
      {(refused || problem) && (
        <div class="padded stack">
          <Notice kind="danger">{problem || refusal_sentence(refused!)}</Notice>
          {refused && <SetAside guests={guests} line={line} refused={refused} busy={busy} run={run} leave={() => set_refused(null)} />}
        </div>
      )}
    </li>
  );
}

function Nobody({ guests, words, add }: { guests: HostGuests; words: string; add: () => void }) {
  if (!words) return <div class="empty"><p>{say("Nobody is here.")}</p></div>;
  return (
    <div class="empty">
      <p>{filter.value === "all" ? say("Nobody on your list has that name.") : say("Nobody shown here has that name.")}</p>
      {filter.value !== "all" && <button class="button" onClick={() => (filter.value = "all")}>{say("Search all")}</button>}
      {guests.overview.value!.you.may.includes("guest.add") && <button class="button" onClick={add}>{say("Add as a new guest")}</button>}
    </div>
  );
}

export function ListTab({ guests, words, add }: { guests: HostGuests; words: string; add: () => void }) {
  const all = guests.sorted.value;
  const wanted = folded(words).split(" ").filter((word) => word !== "");
  const matches = (line: GuestLine) => {
    if (wanted.length === 0) return true;
    const known = folded(`${line.name} ${line.company} ${line.list_owner}`);
    return wanted.every((word) => known.includes(word));
  };
  const found = all.filter((line) => fits[filter.value](line) && matches(line));
  const shown = useShown();
  const chips: [Filter, string][] = [
    ["all", say("All")],
    ["expected", say("Expected")],
    ["arrived", say("Arrived")],
    ["waitlist", say("Waiting list")],
    ["away", say("Not coming")],
  ];
  return (
    <>
      <div class="chips" role="group" aria-label={say("Which guests")}>
        {chips.map(([key, name]) => (
          <button key={key} class="chip" aria-pressed={filter.value === key} onClick={() => (filter.value = key)} onFocus={whole_in_view}>
            {name} {all.filter(fits[key]).length}
          </button>
        ))}
      </div>
      {found.length === 0 ? (
        <Nobody guests={guests} words={words} add={add} />
      ) : (
        <ul class="guests">
          {found.slice(0, shown).map((line) => (
            <GuestRow key={line.ticket} guests={guests} line={line} />
          ))}
        </ul>
      )}
      {found.length > most_shown && <p class="empty">{say("And {count} more: type a name to find them.", { count: found.length - most_shown })}</p>}
    </>
  );
}

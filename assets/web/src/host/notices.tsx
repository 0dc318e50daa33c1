// Of whose arrival she wants to be told: asked for at a guest or for many, and shown until she has seen it. Kept by the
// server, so that it waits for her where the page was closed.
import { useEffect, useRef } from "preact/hooks";
import type { GuestLine, Notices } from "../app/shapes";
import { in_language, say, say_many } from "../app/text";
import { arrival, ring } from "../parts/bell";
import { useBusy } from "../parts/busy";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { useVenueNow } from "../parts/venue_clock";
import { guest_name } from "./acts";
import type { HostGuests } from "./guest_list";
import { open_guest } from "./open_guest";

const most_shown = 3;

function ago_text(at: number, now: number) {
  const minutes = Math.floor(Math.max(0, now - at) / 60_000);
  if (minutes === 0) return say("arrived just now");
  if (minutes < 60) return say_many("arrived {count} minute ago", "arrived {count} minutes ago", minutes);
  return say_many("arrived {count} hour ago", "arrived {count} hours ago", Math.floor(minutes / 60));
}

export function ArrivalBanner({ guests }: { guests: HostGuests }) {
  const now = useVenueNow(guests.news.value);
  const { busy, problem, run } = useBusy();
  const arrived = guests.news.value?.notices.arrived ?? [];
  const told = useRef(new Set<string>());
  useEffect(() => {
    const fresh = arrived.filter((line) => !told.current.has(`${line.ticket} ${line.arrived_at}`));
    for (const line of fresh) told.current.add(`${line.ticket} ${line.arrived_at}`);
    if (fresh.length > 0) ring(arrival);
  }, [arrived]);
  if (arrived.length === 0) return null;
  const seen = (lines: GuestLine[]) => run(() => guests.tell_server("POST", "/arrival-notices/seen", { tickets: lines.map((line) => line.ticket) }));
  const more = arrived.length - most_shown;
  return (
    <section class="arrivals" aria-labelledby="arrived">
      <h2 id="arrived">{say("New arrivals")}</h2>
      <div role="alert"><ul>
        {arrived.slice(0, most_shown).map((line) => (
          <li key={line.ticket}>
            <button class="who" onClick={() => (open_guest.value = line.ticket)}>
              <strong>{guest_name(line)}</strong>
              <span>{ago_text(line.arrived_at, now)}</span>
            </button>
            <button class="button" disabled={busy} onClick={() => seen([line])} aria-label={say("Seen: {name}", { name: guest_name(line) })}>{say("Seen")}</button>
          </li>
        ))}
      </ul></div>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {more > 0 && (
        <div class="row apart">
          <span>{say_many("and {count} more", "and {count} more", more)}</span>
          <button class="button" disabled={busy} onClick={() => seen(arrived)}>{say("Mark all as seen")}</button>
        </div>
      )}
    </section>
  );
}

const nothing_wanted: Notices = { all: false, categories: [], tickets: [], arrived: [] };
const wanted_of = (guests: HostGuests) => guests.news.value?.notices ?? nothing_wanted;

interface WishProps {
  guests: HostGuests;
  wish: { all: true } | { category: string } | { ticket: string };
  on: boolean;
  children: string;
}

function Wish({ guests, wish, on, children }: WishProps) {
  const { busy, problem, run } = useBusy();
  return (
    <>
      <button class="button wide wish" aria-pressed={on} disabled={busy} onClick={() => run(() => guests.tell_server("PUT", "/arrival-notices", { ...wish, on: !on }))}>
        <Icon name={on ? "check" : "bell"} />{children}
      </button>
      {problem && <Notice kind="danger">{problem}</Notice>}
    </>
  );
}

export function GuestWish({ guests, line }: { guests: HostGuests; line: GuestLine }) {
  const { all, categories, tickets } = wanted_of(guests);
  if (all || categories.includes(line.category)) return <p class="quiet-text small">{say("You are told when this guest arrives.")}</p>;
  return <Wish guests={guests} wish={{ ticket: line.ticket }} on={tickets.includes(line.ticket)}>{say("Tell me when this guest arrives")}</Wish>;
}

// For all of her lists, or those of one category.
export function ManyWishes({ guests }: { guests: HostGuests }) {
  const { event, you } = guests.overview.value!;
  const wanted = wanted_of(guests);
  const categories = Object.keys(event.categories);
  return (
    <section class="stack set-apart" aria-labelledby="arrival-notices">
      <h2 id="arrival-notices">{say("Tell me of arrivals")}</h2>
      <p class="quiet-text small">{say("You see a banner and hear a sound, even if you open this page only later. For one guest alone, tap the name in the list.")}</p>
      <Wish guests={guests} wish={{ all: true }} on={wanted.all}>{you.role === "host" ? say("Everybody on my list") : say("Everybody")}</Wish>
      {!wanted.all && categories.length > 1 && (
        <div class="wishes">
          {categories.map((category) => (
            <Wish key={category} guests={guests} wish={{ category }} on={wanted.categories.includes(category)}>{in_language(event.categories[category]) || category}</Wish>
          ))}
        </div>
      )}
    </section>
  );
}

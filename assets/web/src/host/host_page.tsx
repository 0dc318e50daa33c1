// A host's evening: the list, who waits at the door, a new guest, the camera. Laid out for one hand (docs/pages.md).
import { useEffect, useMemo, useState } from "preact/hooks";
import { go } from "../app/address";
import { ApiError } from "../app/api";
import { sentence_of } from "../app/sentences";
import type { Quota } from "../app/shapes";
import { moment_text, say, say_many } from "../app/text";
import { CallAlarm } from "../parts/call_alarm";
import { Corner, LanguageButton, ThemeButton } from "../parts/corner";
import { Icon, type IconName } from "../parts/icon";
import { LinkState } from "../parts/link_state";
import { Notice } from "../parts/notice";
import { RehearsalBar } from "../parts/rehearsal_bar";
import { useTitle } from "../parts/title";
import { AddGuest } from "./add_guest";
import { coming_along } from "./coming_along";
import { CountIn } from "./count_in";
import { DoorTab } from "./door_tab";
import { WaitingAlarm } from "./waiting_alarm";
import { HostGuests } from "./guest_list";
import { GuestSheetView } from "./guest_sheet";
import { ListTab } from "./list_tab";
import { MoreTab } from "./more_tab";
import { ArrivalBanner } from "./notices";
import { open_guest } from "./open_guest";
import { QuestionsSheet } from "./questions";
import { asked } from "./questions_asked";
import { ScanTab } from "./scan_tab";
import { Toast } from "./toast";

// An organiser has all lists; more than these she sees with the quotas of the policy.
const most_quotas = 3;

type Tab = "list" | "door" | "add" | "scan" | "more";

// A helper sees no guests: she scans, and goes where she is called.
const tabs_of = (role: string): Tab[] => (role === "helper" ? ["scan", "door", "more"] : ["list", "door", "add", "scan", "more"]);

const QuotaText = ({ quotas }: { quotas: Quota[] }) => (
  <>
    {quotas.slice(0, most_quotas).map(({ list, most, left }) => (
      <p class="small quiet-text" key={list} data-test="quota">{quotas.length === 1 ? say("{left} of {most} left on your list", { left, most }) : say("{left} of {most} left on the list of {list}", { left, most, list })}</p>
    ))}
  </>
);

function Figures({ guests }: { guests: HostGuests }) {
  const overview = guests.overview.value!;
  const { totals, others, seats } = overview;
  const shown = overview.you.role === "helper" ? others : totals;
  const expected = Math.max(shown.expected, shown.admitted);
  return (
    <div class="stack">
      <div class="figures">
        {overview.you.role !== "helper" && (
          <div>
            <strong data-test="arrived">{totals.admitted}<span class="quiet-text"> / {totals.expected}</span></strong>
            <span class="small quiet-text">{say("arrived")}</span>
          </div>
        )}
        {seats && (
          <div>
            <strong data-test="seats">{seats.left}</strong>
            <span class="small quiet-text">{seats.hard ? say("free seats (fixed limit)") : say("free seats")}</span>
          </div>
        )}
        {others.expected + others.admitted > 0 && (
          <div>
            <strong>{others.admitted}<span class="quiet-text"> / {others.expected}</span></strong>
            <span class="small quiet-text">{overview.you.role === "helper" ? say("arrived") : say("on other lists")}</span>
          </div>
        )}
      </div>
      <div class="bar" role="img" aria-label={say("{arrived} of {expected} arrived", { arrived: shown.admitted, expected })}>
        <i style={{ width: `${expected === 0 ? 0 : Math.min(100, (100 * shown.admitted) / expected)}%` }} />
      </div>
      <QuotaText quotas={overview.quotas} />
      {seats && seats.held > 0 && <p class="small quiet-text">{say_many("{count} more seat is held by kiosks and phones for when they have no network.", "{count} more seats are held by kiosks and phones for when they have no network.", seats.held)}</p>}
    </div>
  );
}

const tab_text = (tab: Tab): string => ({ list: say("List"), door: say("Door"), add: say("New"), scan: say("Scan"), more: say("More") })[tab];
const tab_icons: Record<Tab, IconName> = { list: "list", door: "door", add: "plus", scan: "camera", more: "menu" };

function Tabs({ tabs, tab, choose, waiting }: { tabs: Tab[]; tab: Tab; choose: (tab: Tab) => void; waiting: number }) {
  return (
    <div class="tabs">
      {tabs.map((key) => (
        <button key={key} class="tab" aria-current={tab === key ? "page" : undefined} onClick={() => choose(key)}>
          <Icon name={tab_icons[key]} />
          <span>{tab_text(key)}</span>
          {key === "door" && waiting > 0 && <span class="count"><span class="only-read-aloud">, </span>{waiting}</span>}
        </button>
      ))}
    </div>
  );
}

const is_gone = (error: unknown) => error instanceof ApiError && error.failure.kind === "not_found";

function NoList({ guests }: { guests: HostGuests }) {
  const failure = guests.failure.value;
  return (
    <main>
      <Corner />
      <h1>{say("Your events")}</h1>
      <Notice kind="attention">{is_gone(failure) ? say("This event does not exist any more, or it is no longer yours.") : sentence_of(failure)}</Notice>
      {!is_gone(failure) && <button class="button main" onClick={() => void guests.refresh()}>{say("Try again")}</button>}
      <button class={`button ${is_gone(failure) ? "main" : "quiet"}`} onClick={() => go()}>{say("To your events")}</button>
    </main>
  );
}

export function HostPage({ event }: { event: string }) {
  const guests = useMemo(() => new HostGuests(event), [event]);
  useEffect(() => () => guests.close(), [guests]);
  const [chosen_tab, set_tab] = useState<Tab>("list");
  const [words, set_words] = useState("");
  const overview = guests.overview.value;
  const news = guests.news.value;
  const along = coming_along.value;
  useEffect(() => {
    if (along) set_tab("add");
  }, [along]);
  const tabs = tabs_of(overview?.you.role ?? "");
  const tab = tabs.includes(chosen_tab) ? chosen_tab : tabs[0]!;
  useTitle(overview ? `${tab_text(tab)} · ${overview.event.name}` : say("Your events"));
  const choose = (chosen: Tab) => {
    coming_along.value = null;
    set_tab(chosen);
  };

  if (!overview) {
    return (
      <div class="door" aria-busy={!guests.failure.value}>
        {guests.failure.value !== null && <NoList guests={guests} />}
      </div>
    );
  }
  const waiting = (news?.waiting.length ?? 0) + (news?.calls.length ?? 0) + (news?.conflicts.length ?? 0);
  const zone = overview.event.time_zone;
  return (
    <div class="host">
      <header>
        {overview.event.rehearsal && <RehearsalBar />}
        <div class="row apart">
          <h1 class="grow">{overview.event.name}</h1>
          <LanguageButton />
          <ThemeButton />
        </div>
        <div class="row apart small quiet-text">
          <span>{say("Starts {time}", { time: moment_text(overview.event.starts, zone) })}</span>
          <LinkState connected={guests.feed.connected.value && !guests.offline.alone.value} kept={guests.offline.kept.value} />
        </div>
        {guests.offline.alone.value && overview.you.may.includes("guest.admit") && overview.event.policy.alone !== "refuse" && <p class="small attention-text">{say("You can go on letting guests in; it is handed over later.")}</p>}
        <Figures guests={guests} />
      </header>
      <ArrivalBanner guests={guests} />
      <main>
        <CallAlarm desk={guests} news={news} quiet={tab === "door"} />
        {tabs.includes("door") && <WaitingAlarm news={news} quiet={tab === "door"} to_door={() => choose("door")} />}
        {guests.failure.value !== null && <div class="padded"><Notice kind="attention">{sentence_of(guests.failure.value)}</Notice></div>}
        {tab === "list" && <ListTab guests={guests} words={words} add={() => choose("add")} />}
        {tab === "door" && <DoorTab guests={guests} />}
        {tab === "add" && !along && overview.you.may.includes("guest.count") && <div class="padded"><CountIn guests={guests} /></div>}
        {tab === "add" && <AddGuest key={along?.with.ticket ?? ""} guests={guests} along={along} done={() => choose("list")} />}
        {tab === "scan" && <ScanTab guests={guests} to_list={tabs.includes("list") ? () => choose("list") : undefined} />}
        {tab === "more" && <MoreTab guests={guests} />}
      </main>
      <nav aria-label={say("Parts of this page")}>
        {tab === "list" && (
          <div class="find">
            <input type="search" value={words} placeholder={say("Find a guest")} aria-label={say("Find a guest")} onInput={(e) => set_words(e.currentTarget.value)} />
          </div>
        )}
        <Tabs tabs={tabs} tab={tab} choose={choose} waiting={waiting} />
      </nav>
      {open_guest.value && <GuestSheetView guests={guests} ticket={open_guest.value} close={() => (open_guest.value = null)} />}
      {asked.value && <QuestionsSheet key={asked.value.ticket} guests={guests} about={asked.value} />}
      <Toast />
    </div>
  );
}

// One event: what stays in view, and its sections.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { address_of } from "../app/address";
import { ApiError } from "../app/api";
import { sentence_of } from "../app/sentences";
import { language, say } from "../app/text";
import { WaitingAlarm } from "../host/waiting_alarm";
import { CallAlarm } from "../parts/call_alarm";
import { Icon } from "../parts/icon";
import { LinkState } from "../parts/link_state";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { RehearsalBar } from "../parts/rehearsal_bar";
import { RollCallButton } from "../roll_call/start_button";
import { BadgesSection } from "./badges_section";
import { ClosingSection } from "./closing";
import { CrmSection } from "./crm_section";
import { EventWatch, type Watched } from "./event_watch";
import { EventTags } from "./events";
import { GuestsSection } from "./guests_section";
import { Heading } from "./heading";
import { useKioskMessage } from "./kiosk_message";
import { Overview } from "./overview";
import { PaperSection } from "./paper_section";
import { PersonsKept } from "./persons_kept";
import { place } from "./places";
import { PolicySection } from "./policy/policy_section";
import { preset_name } from "./presets";
import { RehearsalSection } from "./rehearsal/rehearsal_section";
import { ServersSection, WhereItIs } from "./servers_section";
import { SettingsSection } from "./settings_section";
import { SystemsNotice } from "./systems_trouble";
import { span_text } from "./times";

// A rehearsal stays where it is.
const sections = (is_rehearsal: boolean): [string, string][] => [
  ["", say("Overview")],
  ["guests", say("Guests")],
  ["badges", say("Badges")],
  ["policy", say("Policy")],
  ["settings", say("Name and times")],
  ["paper", say("On paper")],
  ["closing", say("Closing")],
  ...(is_rehearsal ? [] : [["crm", say("CRM")] as [string, string]]),
  ...(is_rehearsal ? [] : [["privacy", say("Personal data")] as [string, string]]),
  ["rehearsal", say("Rehearsal")],
  ...(is_rehearsal ? [] : [["servers", say("Other servers")] as [string, string]]),
];

function Sections({ event, current, is_rehearsal }: { event: string; current: string; is_rehearsal: boolean }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }); // on a phone the row moves
  }, [current, language.value]);
  return (
    <nav class="sections" aria-label={say("Parts of this event")}>
      <ul ref={list}>
        {sections(is_rehearsal).map(([key, name]) => (
          <li key={key}>
            <a href={place("events", event, ...(key ? [key] : []))} aria-current={current === key ? "page" : undefined}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Section({ section, watch, watched }: { section: string; watch: EventWatch; watched: Watched }) {
  switch (section) {
    case "guests":
      return <GuestsSection watch={watch} watched={watched} />;
    case "policy":
      return <PolicySection watch={watch} watched={watched} />;
    case "settings":
      return <SettingsSection watch={watch} watched={watched} />;
    case "servers":
      return <ServersSection event={watched.status.key} zone={watched.at_door.time_zone} />;
    case "closing":
      return <ClosingSection watch={watch} watched={watched} />;
    case "crm":
      return <CrmSection watched={watched} />;
    case "privacy":
      return <PersonsKept watch={watch} watched={watched} />;
    case "rehearsal":
      return <RehearsalSection watched={watched} />;
    case "badges":
      return <BadgesSection event={watched.status.key} />;
    case "paper":
      return <PaperSection watch={watch} watched={watched} />;
    default:
      return <Overview watch={watch} watched={watched} />;
  }
}

export function EventPage({ event, section }: { event: string; section: string }) {
  const watch = useMemo(() => new EventWatch(event), [event]);
  useEffect(() => () => watch.close(), [watch]);
  const watched = watch.watched.value;
  const message = useKioskMessage({ event, zone: watched?.at_door.time_zone });
  const failure = watch.failure.value;
  if (!watched) {
    const is_gone = failure instanceof ApiError && failure.failure.kind === "not_found";
    return (
      <>
        <Heading title={is_gone ? say("No such event") : event} />
        {failure === null ? <Loading lines={6} /> : (
          <div class="stack">
            <Notice kind="attention">{sentence_of(failure)}</Notice>
            <div class="row">
              {!is_gone && <button class="button main" onClick={() => void watch.refresh()}>{say("Try again")}</button>}
              <a class={`button ${is_gone ? "main" : "quiet"}`} href={place("events")}>{say("Events")}</a>
            </div>
          </div>
        )}
      </>
    );
  }
  const { status } = watched;
  const under = (
    <>
      <EventTags event={status} />
      <span>{span_text(status.starts, status.ends)}</span>
      <span>{preset_name(status.preset)}</span>
      <LinkState connected={watch.feed.connected.value && watch.reached.value} />
    </>
  );
  return (
    <>
      {status.rehearsal && <RehearsalBar />}
      <Heading title={status.name} under={under}>
        {!status.closed && message.button}
        <RollCallButton />
        <a class="button" href={address_of("events", status.key)}><Icon name="door" />{say("Guests at the door")}</a>
      </Heading>
      <Sections event={event} current={section} is_rehearsal={status.rehearsal === true} />
      {message.shown}
      <WaitingAlarm news={watch.news.value} quiet={section === ""} to_door={() => { location.href = address_of("organise", "events", event); }} />
      <CallAlarm desk={watch} news={watch.news.value} quiet={section === ""} />
      {failure !== null && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {section !== "servers" && !status.rehearsal && <WhereItIs event={event} zone={watched.at_door.time_zone} />}
      {section !== "crm" && <SystemsNotice status={status} />}
      <Section section={section} watch={watch} watched={watched} />
      {message.sheet}
    </>
  );
}

// One event: what stays in view, and its sections.
import { useEffect, useMemo } from "preact/hooks";
import { address_of } from "../app/address";
import { sentence_of } from "../app/sentences";
import { say } from "../app/text";
import { Icon } from "../parts/icon";
import { LinkState } from "../parts/link_state";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { RollCallButton } from "../roll_call/start_button";
import { ClosingSection } from "./closing";
import { EventWatch } from "./event_watch";
import { EventTags } from "./events";
import { GuestsSection } from "./guests_section";
import { Heading } from "./heading";
import { Overview } from "./overview";
import { place } from "./places";
import { preset_name } from "./presets";
import { span_text } from "./times";

const sections = (): [string, string][] => [
  ["", say("Overview")],
  ["guests", say("Guests")],
  ["closing", say("Closing")],
];

function Sections({ event, current }: { event: string; current: string }) {
  return (
    <nav class="sections" aria-label={say("Parts of this event")}>
      <ul>
        {sections().map(([key, name]) => (
          <li key={key}>
            <a href={place("events", event, ...(key ? [key] : []))} aria-current={current === key ? "page" : undefined}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function EventPage({ event, section }: { event: string; section: string }) {
  const watch = useMemo(() => new EventWatch(event), [event]);
  useEffect(() => () => watch.close(), [watch]);
  const watched = watch.watched.value;
  const failure = watch.failure.value;
  if (!watched) {
    return (
      <>
        <Heading title={event} />
        {failure === null ? <Loading lines={6} /> : (
          <div class="stack">
            <Notice kind="attention">{sentence_of(failure)}</Notice>
            <div class="row">
              <button class="button main" onClick={() => void watch.refresh()}>{say("Try again")}</button>
              <a class="button quiet" href={place("events")}>{say("Events")}</a>
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
      <LinkState connected={watch.feed.connected.value} />
    </>
  );
  return (
    <>
      <Heading title={status.name} under={under}>
        <RollCallButton />
        <a class="button" href={address_of("events", status.key)}><Icon name="door" />{say("Guests at the door")}</a>
      </Heading>
      <Sections event={event} current={section} />
      {failure !== null && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {section === "closing" && <ClosingSection watch={watch} watched={watched} />}
      {section === "guests" && <GuestsSection watch={watch} watched={watched} />}
      {section !== "closing" && section !== "guests" && <Overview watch={watch} watched={watched} />}
    </>
  );
}

// An event as it happens: figures, arrivals and their forecast, who waits at the doors.
import { number_text, say, say_many, time_text } from "../app/text";
import { is_of_venue } from "../app/session";
import { DoorTab } from "../host/door_tab";
import { useAnswer } from "../parts/answer";
import { Notice } from "../parts/notice";
import { ArrivalsChart, categories_of } from "./arrivals_chart";
import type { EventWatch, Watched } from "./event_watch";
import { forecast, labels_end, peak_of, rate_now, type Bucket, type Hours, type Peak } from "./forecast";
import { HouseWarning } from "./house";
import { LanesPart } from "./lanes";
import { PageJournals } from "./page_journals";
import { place } from "./places";
import type { Arrivals, EventStatus, HouseAnswer } from "./shapes";

function FigureRow({ status, waiting }: { status: EventStatus; waiting: number }) {
  const { totals } = status;
  const figures: { name: string; value: number; calls?: boolean }[] = [
    { name: say("on the list"), value: totals.expected_persons },
    { name: say("arrived"), value: totals.admitted },
    { name: say("inside"), value: totals.inside },
    { name: say("without a ticket"), value: totals.walk_ins + totals.counted },
    { name: say("refused"), value: totals.refused },
    { name: say("badges owed"), value: totals.badges_owed, calls: true },
    { name: say("to be checked"), value: totals.conflicts, calls: true },
    { name: say("waiting at doors"), value: waiting, calls: true },
  ];
  return (
    <dl class="figure-row">
      {figures.map(({ name, value, calls }) => (
        <div key={name} class={calls && value > 0 ? "calls" : ""}>
          <dt>{name}</dt>
          <dd>{number_text(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function peak_text(peak: Peak | undefined, arrivals: Arrivals) {
  if (!peak) return say("Nobody is expected any more.");
  const time = time_text(peak.at, arrivals.zone);
  const rate = number_text(peak.persons / (arrivals.bucket_ms / 60_000), 1);
  if (peak.is_now) return say("The peak is now, with about {rate} people per minute.", { rate });
  return peak.is_past
    ? say("The peak was at {time}, with {rate} people per minute.", { time, rate })
    : say("The peak comes at about {time}, with about {rate} people per minute.", { time, rate });
}

function labels_text(arrivals: Arrivals, coming: Bucket[]) {
  const { labels } = arrivals;
  if (labels === null) return say("No badges are printed.");
  const needed = say_many("About {count} label is still needed.", "About {count} labels are still needed.", labels.needed);
  if (labels.left === null) return `${needed} ${say("No printer reports how many are left; please count.")}`;
  const left = say("The printers have about {count}.", { count: number_text(labels.left) });
  const others = labels.uncounted > 0 ? say_many("{count} further printer is not counted.", "{count} further printers are not counted.", labels.uncounted) : "";
  const end = labels_end(arrivals, coming);
  const until = end ? say("They will not do: at this pace the last is used at about {time}.", { time: time_text(end, arrivals.zone) }) : "";
  return [needed, left, others, until].filter(Boolean).join(" ");
}

const lacks_labels = (labels: Arrivals["labels"]) => labels !== null && labels.left !== null && labels.uncounted === 0 && labels.left < labels.needed;

// Of an event of several days, each begins as long after its doors open as the first.
function hours_of({ at_door, arrivals }: Watched): Hours {
  const { doors, starts } = at_door;
  const today = doors.find((hours) => hours.closes > arrivals.now) ?? doors.at(-1);
  const first = doors[0];
  return today && first ? { starts: starts + today.opens - first.opens, opens: today.opens } : { starts, opens: starts };
}

function ArrivalsPart({ watched }: { watched: Watched }) {
  const { arrivals, at_door, status } = watched;
  const hours = hours_of(watched);
  const coming = status.closed ? [] : forecast(arrivals, hours);
  const peak = peak_of(arrivals, coming);
  const arrived = arrivals.buckets.reduce((sum, bucket) => sum + bucket.persons, 0);
  const summary = `${say("{arrived} of {expected} arrived", { arrived, expected: arrivals.expected })}. ${peak_text(peak, arrivals)}`;
  const title = <h2 id="arrivals">{say("Arrivals")}</h2>;
  const nothing = arrivals.buckets.length === 0 && coming.length === 0;
  return (
    <section class="panel stack" aria-labelledby="arrivals">
      {nothing ? (
        <>
          {title}
          <p class="empty">{say("Nobody has come yet. Bars appear here with the first admission.")}</p>
          {status.guests === 0 && !status.closed && <div class="row"><a class="button" href={place("events", status.key, "guests")}>{say("Import a guest list")}</a></div>}
        </>
      ) : (
        <ArrivalsChart title={title} arrivals={arrivals} coming={coming} categories={categories_of(at_door, arrivals)} starts={hours.starts} summary={summary} />
      )}
      <dl class="facts">
        <dt>{say("Now")}</dt>
        <dd>{say("{rate} people per minute over the last five minutes.", { rate: number_text(rate_now(arrivals), 1) })}</dd>
        {(peak || arrivals.expected > 0) && (
          <>
            <dt>{say("Peak")}</dt>
            <dd>{peak_text(peak, arrivals)}</dd>
          </>
        )}
        {arrivals.labels?.needed !== 0 && (
          <>
            <dt>{say("Labels")}</dt>
            <dd class={lacks_labels(arrivals.labels) ? "attention-text" : ""}>{labels_text(arrivals, coming)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Warnings({ watched }: { watched: Watched }) {
  const { status } = watched;
  return (
    <>
      {status.lacks_list && <Notice kind="attention">{say("This server has no guest list of this event yet: import one, or wait until a backup or another server has brought it.")}</Notice>}
      {status.parked.length > 0 && <Notice kind="attention">{say_many("{count} entry of a kiosk could not be taken in and was put aside; none is lost.", "{count} entries of kiosks could not be taken in and were put aside; none is lost.", status.parked.length)}</Notice>}
      {status.over_caps.map((over) => (
        <Notice kind="attention" key={over.category + over.day}>{say("{persons} people are in, and the limit is {cap}: doors that could not talk to each other let more in.", { persons: over.persons, cap: over.cap })}</Notice>
      ))}
    </>
  );
}

// Of all events at once, for who sees the venue.
function HouseNotice() {
  const { answer } = useAnswer<HouseAnswer>("/house", 10_000);
  return answer ? <HouseWarning house={answer} /> : null;
}

export function Overview({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const news = watch.news.value;
  const waiting = (news?.waiting.length ?? 0) + (news?.calls.length ?? 0);
  const { now, zone } = watched.arrivals;
  return (
    <div class="stack">
      {!watch.reached.value && <Notice kind="attention">{say("No connection – as of {time}. This renews by itself.", { time: time_text(now, zone) })}</Notice>}
      <FigureRow status={watched.status} waiting={waiting} />
      {is_of_venue() && <HouseNotice />}
      <Warnings watched={watched} />
      <div class="columns">
        <section class="inbox" aria-labelledby="doors">
          <h2 id="doors">{say("At the doors")}</h2>
          <DoorTab guests={watch} />
        </section>
        <div class="stack roomy">
          <ArrivalsPart watched={watched} />
          <LanesPart lanes={watched.arrivals.lanes} />
        </div>
      </div>
      <PageJournals watch={watch} watched={watched} />
    </div>
  );
}

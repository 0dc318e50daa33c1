// The go or no-go: what is missing in large words, then the figures it rests on.
import { useState } from "preact/hooks";
import { language, number_text, say, say_many } from "../../app/text";
import { refusal_text } from "../../host/words";
import { Icon } from "../../parts/icon";
import { Notice } from "../../parts/notice";
import { QueueChart, QueueTable } from "./queue_chart";
import { minutes_text } from "./words";
import type { RehearsalReport, Spread } from "./report_shapes";

const without_word = (sentence: string) => sentence.replace(/^(NO-)?GO: /, "");

function missing_parts({ missing }: RehearsalReport): string[] {
  if (!missing?.found) return [];
  return [
    missing.kiosks > 0 ? say_many("{count} more kiosk is needed.", "{count} more kiosks are needed.", missing.kiosks) : "",
    missing.printers > 0 ? say_many("{count} more printer is needed.", "{count} more printers are needed.", missing.printers) : "",
    missing.desks > 0 ? say_many("{count} more desk is needed.", "{count} more desks are needed.", missing.desks) : "",
  ].filter(Boolean);
}

function Verdict({ report }: { report: RehearsalReport }) {
  const parts = missing_parts(report);
  const all = report.verdict[language.value];
  const sentences = parts.length > 0 ? all.slice(0, -1) : all; // the last one says in small what stands in large
  return (
    <div class={`verdict ${report.go ? "go" : "no-go"}`} role="status">
      <div class="row apart wraps">
        <strong class="word">{report.go ? say("GO") : say("NO-GO")}</strong>
        <span class="tag rehearsal">{say("REHEARSAL")}</span>
      </div>
      {parts.length > 0 && (
        <p class="lacking">
          {parts.map((part) => <strong key={part}>{part} </strong>)}
          <span>{say("With that, 19 of 20 people wait {time} min at most.", { time: minutes_text(report.missing?.queue_p95_ms ?? 0) })}</span>
        </p>
      )}
      <ul class="bullets">{sentences.map((sentence) => <li key={sentence}>{without_word(sentence)}</li>)}</ul>
    </div>
  );
}

// What nineteen of twenty stay below, against what is bearable.
function Limit({ name, spread, limit_ms }: { name: string; spread: Spread; limit_ms: number }) {
  const over = spread.p95_ms >= limit_ms;
  const share = Math.min(1, spread.p95_ms / (2 * limit_ms));
  return (
    <div class={`limit ${over ? "over" : ""}`}>
      <div class="row apart wraps">
        <h3>{name}</h3>
        <span class="small quiet-text">{say("half below {median} min, longest {longest} min", { median: minutes_text(spread.median_ms), longest: minutes_text(spread.worst_ms) })}</span>
      </div>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="6" />
        <rect class="fill" width={share * 100} height="6" />
        <rect class="aim" x="49.75" width="0.5" height="6" />
      </svg>
      <p class="small">{over && <><span class="tag attention">{say("Too long.")}</span> </>}{say("19 of 20 within {time} min. The aim is less than {limit} min.", { time: minutes_text(spread.p95_ms), limit: minutes_text(limit_ms) })}</p>
    </div>
  );
}

function FigureRow({ report }: { report: RehearsalReport }) {
  const { ledger } = report;
  const figures: { name: string; value: number; bad?: boolean }[] = [
    { name: say("arrived"), value: report.arrived },
    { name: say("let in"), value: report.admitted },
    { name: say("not let in"), value: report.turned_away },
    { name: say("never served"), value: report.unserved, bad: true },
    { name: say("badges missing"), value: report.badges_owed, bad: true },
    { name: say("entries lost or doubled"), value: ledger.lost + ledger.doubled + ledger.parked, bad: true },
    { name: say("to be judged"), value: ledger.conflicts },
  ];
  return (
    <dl class="figure-row">
      {figures.map(({ name, value, bad }) => (
        <div key={name} class={bad && value > 0 ? "calls" : ""}>
          <dt>{name}</dt>
          <dd>{number_text(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Places({ report }: { report: RehearsalReport }) {
  const name = (kind: string, number: number) => (kind === "desk" ? say("Desk {number}", { number }) : say("Kiosk {number}", { number }));
  return (
    <div class="scrolls" role="region" aria-label={say("Kiosks and desks")} tabIndex={0}>
      <table>
        <caption>{say("Kiosks and desks")}</caption>
        <thead><tr><th scope="col">{say("Place")}</th><th scope="col" class="figure">{say("Served")}</th><th scope="col" class="figure">{say("Busy")}</th></tr></thead>
        <tbody>
          {report.places.map(({ kind, number, served, busy_percent }) => (
            <tr key={`${kind}${number}`}><th scope="row">{name(kind, number)}</th><td class="figure">{number_text(served)}</td><td class="figure">{say("{percent}%", { percent: busy_percent })}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Printers({ report }: { report: RehearsalReport }) {
  if (report.printers.length === 0) return null;
  return (
    <div class="scrolls" role="region" aria-label={say("Printers")} tabIndex={0}>
      <table>
        <caption>{say("Printers")}</caption>
        <thead><tr><th scope="col">{say("Printer")}</th><th scope="col" class="figure">{say("Labels used")}</th><th scope="col" class="figure">{say("New rolls")}</th></tr></thead>
        <tbody>
          {report.printers.map(({ labels_used, rolls_changed }, index) => (
            <tr key={index}><th scope="row">{index + 1}</th><td class="figure">{say("{count} of {all}", { count: labels_used, all: report.scenario.labels })}</td><td class="figure">{rolls_changed}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Refusals({ report }: { report: RehearsalReport }) {
  const words = Object.entries(report.refused).sort(([, one], [, other]) => other - one);
  if (words.length === 0) return null;
  return (
    <div class="stack">
      <h3>{say("Refused at the kiosks, and solved by the team")}</h3>
      <ul class="bullets">{words.map(([word, count]) => <li key={word}>{refusal_text(word)}: {number_text(count)}</li>)}</ul>
    </div>
  );
}

function played_text({ arrived, scenario }: RehearsalReport): string {
  return say("Played: {arrivals} in {minutes}, {kiosks}, {printers}, {desks}.", {
    arrivals: say_many("{number} arrival", "{number} arrivals", arrived, { number: number_text(arrived) }),
    minutes: say_many("{count} minute", "{count} minutes", scenario.minutes),
    kiosks: say_many("{count} kiosk", "{count} kiosks", scenario.kiosks),
    printers: say_many("{count} printer", "{count} printers", scenario.printers),
    desks: say_many("{count} desk", "{count} desks", scenario.desks),
  });
}

export function Report({ report }: { report: RehearsalReport }) {
  const [as_table, set_as_table] = useState(false);
  const { scenario } = report;
  return (
    <div class="stack roomy" data-test="report">
      <Verdict report={report} />
      <p class="quiet-text">{played_text(report)}</p>
      {scenario.arrivals > report.arrived && <Notice kind="attention">{say_many("Only {count} could be played: the list has no more guests who are expected.", "Only {count} could be played: the list has no more guests who are expected.", report.arrived)}</Notice>}
      <FigureRow report={report} />
      <div class="limits">
        <Limit name={say("In line, altogether")} spread={report.waits} limit_ms={scenario.queue_limit_ms} />
        <Limit name={say("From the welcome to the badge")} spread={report.badges} limit_ms={scenario.badge_limit_ms} />
      </div>
      <div class="stack">
        <div class="row apart wraps">
          <h3>{say("How many stand in line")}</h3>
          <button class="button small" aria-pressed={as_table} onClick={() => set_as_table(!as_table)}><Icon name="list" />{say("As a table")}</button>
        </div>
        {as_table ? <QueueTable minutes={report.minutes} /> : <QueueChart minutes={report.minutes} />}
      </div>
      <div class="limits">
        <Places report={report} />
        <div class="stack roomy"><Printers report={report} /><Refusals report={report} /></div>
      </div>
    </div>
  );
}

// The figures of a year's events as a file, for whoever organises the whole venue.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { language, say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Choice } from "../parts/field";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { save_file, save_spreadsheet } from "../parts/save_file";
import type { ListedEvent } from "./shapes";
import { today } from "./times";

// Of events that have begun, the newest first.
const years_of = (events: ListedEvent[]) => {
  const begun = events.filter((event) => !event.problem && !event.rehearsal && event.starts.slice(0, 10) <= today());
  return [...new Set(begun.map((event) => event.starts.slice(0, 4)))].sort().reverse();
};

const patience_ms = 120_000;

export function YearFigures({ events }: { events: ListedEvent[] }) {
  const { busy, problem, run } = useBusy();
  const [chosen, set_chosen] = useState("");
  const years = years_of(events);
  const year = years.includes(chosen) ? chosen : years[0];
  if (!year) return null;
  const save = (format: "xlsx" | "csv") =>
    run(async () => {
      const { content } = await call<{ content: string }>("GET", `/years/${year}?format=${format}&language=${language.value}`, undefined, patience_ms);
      if (format === "xlsx") save_spreadsheet(`${year}.xlsx`, content);
      else save_file(`${year}.csv`, content);
    });
  return (
    <section class="panel stack" aria-labelledby="year-figures">
      <h2 id="year-figures">{say("A year’s figures")}</h2>
      <p class="quiet-text">{say("On the list, came, no-shows and walk-ins of each event and of each kind of event. They are kept when the guests’ names are gone.")}</p>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <div class="row wraps ends">
        <Choice label={say("Year")} value={year} on_choose={set_chosen} options={years.map((each) => [each, each])} />
        <button class="button" disabled={busy} onClick={() => save("xlsx")}><Icon name="save" />{say("Save for Excel")}</button>
        <button class="button" disabled={busy} onClick={() => save("csv")}><Icon name="save" />{say("Save as CSV")}</button>
      </div>
    </section>
  );
}

// What a list would bring, or has brought.
import type { Labels } from "../app/shapes";
import { in_language, number_text, say, say_many } from "../app/text";
import { Icon } from "../parts/icon";
import { column_text, lines_text, refused_text, warnings } from "./import_words";
import type { ImportReport } from "./shapes";

function Counts({ report }: { report: ImportReport }) {
  const counts: [string, number][] = [
    [say("new"), report.added],
    [say("changed"), report.changed],
    [say("unchanged"), report.unchanged],
    [say("withdrawn"), report.withdrawn],
    [say("not in this list"), report.missing],
    [say("on the waiting list"), report.waitlisted],
    [say("rows refused"), report.refused.length],
  ];
  return (
    <dl class="figure-row">
      {counts.map(([name, count]) => (
        <div key={name} class={name === say("rows refused") && count > 0 ? "calls" : ""}>
          <dt>{name}</dt>
          <dd>{number_text(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Columns({ report }: { report: ImportReport }) {
  return (
    <div class="scrolls" role="region" aria-label={say("Columns")} tabIndex={0}>
      <table>
        <caption>{say("Columns, and what each is taken as")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("Column")}</th>
            <th scope="col">{say("Taken as")}</th>
          </tr>
        </thead>
        <tbody>
          {report.columns.map((column, index) => (
            <tr key={index} class={column.used ? "" : "quiet-text"}>
              <th scope="row">{column.header || say("(no heading)")}</th>
              <td>{column.used ? <span class="taken"><Icon name="check" />{column_text(column.target)}</span> : say("left out: {reason}", { reason: column_text(column.target) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Refused({ report }: { report: ImportReport }) {
  if (report.refused.length === 0) return null;
  return (
    <div class="scrolls tall" role="region" aria-label={say("Refused rows")} tabIndex={0}>
      <table>
        <caption>{say_many("{count} row is refused, all others are taken in", "{count} rows are refused, all others are taken in", report.refused.length)}</caption>
        <thead>
          <tr>
            <th scope="col" class="figure">{say("Row")}</th>
            <th scope="col">{say("Why")}</th>
          </tr>
        </thead>
        <tbody>
          {report.refused.map((row) => (
            <tr key={row.line}>
              <th scope="row" class="figure">{row.line}</th>
              <td>{refused_text(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const words_of = (counts: Record<string, number>) => Object.entries(counts).map(([word, count]) => `${word} (${count})`).join(", ");

const most_tickets = 20;
const first_of = (tickets: string[]) => tickets.slice(0, most_tickets).join(", ") + (tickets.length > most_tickets ? " …" : "");

function Warnings({ report }: { report: ImportReport }) {
  const found = warnings(report);
  const { unknown_statuses, unknown_payments, without_code, over_quota, unclear } = report;
  const statuses = words_of(unknown_statuses);
  const payments = words_of(unknown_payments);
  if (found.length === 0 && !statuses && !payments && without_code === 0 && over_quota.length === 0 && unclear.length === 0) return null;
  return (
    <div class="stack">
      <h3>{say("To look at")}</h3>
      <ul class="bullets">
        {found.map(({ text, lines }) => <li key={text}>{text}: {say_many("row {lines}", "rows {lines}", lines.length, { lines: lines_text(lines) })}</li>)}
        {unclear.length > 0 && <li>{say("Maybe on another list already, which nobody can tell; added all the same. Tickets: {tickets}", { tickets: first_of(unclear) })}</li>}
        {over_quota.map(({ list, persons, quota }) => <li key={list}>{say("The list of {list} has {persons} people; its quota is {quota}", { list, persons, quota })}</li>)}
        {statuses && <li>{say("Words for the status that are not known, taken as confirmed: {words}", { words: statuses })}</li>}
        {payments && <li>{say("Words for the payment that are not known, taken as not paid: {words}", { words: payments })}</li>}
        {without_code > 0 && <li>{say_many("{count} ticket has no code and needs one of its own", "{count} tickets have no code and need codes of their own", without_code)}</li>}
      </ul>
    </div>
  );
}

interface TypeProps {
  types: Record<string, number>;
  categories: Record<string, Labels>;
  chosen: Record<string, string>;
  busy: boolean;
  choose: (type: string, category: string) => void;
}

// A list's own words for its tickets, which no category of the event has.
export function TicketTypes({ types, categories, chosen, busy, choose }: TypeProps) {
  return (
    <div class="scrolls" role="region" aria-label={say("Ticket types")} tabIndex={0}>
      <table>
        <caption>{say("The event does not know these ticket types. Which category do they get?")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("Ticket type")}</th>
            <th scope="col" class="figure">{say("Rows")}</th>
            <th scope="col">{say("Category")}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(types).map(([type, count]) => (
            <tr key={type}>
              <th scope="row">{type}</th>
              <td class="figure">{count}</td>
              <td>
                <select class="select" disabled={busy} aria-label={say("Category of {type}", { type })} value={chosen[type] ?? ""} onChange={(event) => choose(type, event.currentTarget.value)}>
                  <option value="">{say("As usual")}</option>
                  {Object.keys(categories).map((key) => <option key={key} value={key}>{in_language(categories[key]) || key}</option>)}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const Report = ({ report }: { report: ImportReport }) => (
  <>
    <Counts report={report} />
    <Refused report={report} />
    <Warnings report={report} />
    <Columns report={report} />
  </>
);

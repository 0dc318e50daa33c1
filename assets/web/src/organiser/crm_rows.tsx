// The rows of a review: who came and what becomes of it in the other system, to be chosen from.
import { useId, useState } from "preact/hooks";
import { moment_text, number_text, say, say_many, time_text } from "../app/text";
import type { Sought } from "./crm_find";
import { can_be_chosen, changed_texts, doubts_of, filters, kind_text, member_text, original_words, there_text } from "./crm_words";
import type { CrmDiff, CrmRow } from "./shapes";

const most_shown = 200;

export interface Reviewing {
  zone: string;
  find: ((guest: Sought) => void) | undefined; // nothing: the target knows guests otherwise than the CRM
}

function Line({ row, diff, zone, find, tells_members, chosen, choose }: Reviewing & { row: CrmRow; diff: CrmDiff; tells_members: boolean; chosen: boolean; choose: (is_chosen: boolean) => void }) {
  const id = useId();
  const name = row.name || say("somebody without a name");
  const may_be_chosen = can_be_chosen(row, diff.enabled);
  const came = row.first_in === null ? "" : (row.day ? moment_text : time_text)(row.first_in, zone);
  const words = original_words(row);
  const is_sought = row.proposal === "unknown_person" || row.proposal === "ambiguous";
  // Her own, as far as the row tells it.
  const seek = find && is_sought && row.name !== "" ? () => find({ guest: row.guest, name: row.name, company: row.company, email: row.changed.find(({ field }) => field === "email")?.here }) : undefined;
  const needs_care = (row.state === "parked" && row.proposal !== "objects") || is_sought;
  return (
    <tr>
      <td class="choice">{may_be_chosen && <input id={id} type="checkbox" checked={chosen} aria-label={say("Choose {name}", { name })} onChange={(event) => choose(event.currentTarget.checked)} />}</td>
      <th scope="row">
        {may_be_chosen ? <label for={id}>{name}</label> : name}
        {row.company && !row.changed.some(({ field }) => field === "company") && <span class="second">{row.company}</span>}
        {changed_texts(row).map((text) => <span class="second changed" key={text}>{text}</span>)}
      </th>
      {tells_members && <td data-label={say("Member")}>{member_text(row) || <span class="quiet-text">{say("not known")}</span>}</td>}
      <td data-label={say("With us")}><span>{kind_text(row)}{came && <span class="second">{came}</span>}{doubts_of(row).map((text) => <span class="second attention-text" key={text}>{text}</span>)}</span></td>
      <td data-label={say("In {connector}", { connector: diff.target })}><div><span class={needs_care ? "attention-text" : undefined}>{there_text(row, diff)}</span>{words && <span class="second">{words}</span>}{seek && <div class="row"><button class="button small" onClick={seek} aria-label={say("Find in the CRM: {name}", { name: row.name })}>{say("Find in the CRM")}</button></div>}</div></td>
    </tr>
  );
}

export function Rows({ diff, zone, find, chosen, choose }: Reviewing & { diff: CrmDiff; chosen: Set<string>; choose: (tickets: string[], is_chosen: boolean) => void }) {
  const { rows, enabled, target } = diff;
  const [filter, set_filter] = useState("");
  const [shows_all, set_shows_all] = useState(false);
  const tells_members = rows.some((row) => member_text(row) !== "");
  const all_filters = filters().map(([key, name, fits]) => ({ key, name, fits, count: rows.filter(fits).length }));
  const fits = all_filters.find(({ key }) => key === filter)?.fits ?? (() => true);
  const fitting = rows.filter(fits);
  const shown = shows_all ? fitting : fitting.slice(0, most_shown);
  const choosable = fitting.filter((row) => can_be_chosen(row, enabled)).map(({ ticket }) => ticket);
  const all_chosen = choosable.length > 0 && choosable.every((ticket) => chosen.has(ticket));
  if (rows.length === 0) {
    return (
      <section class="panel stack" aria-labelledby="crm-rows">
        <h2 id="crm-rows">{say("Who came, and who did not")}</h2>
        <p>{say("Nobody is on the guest list yet, so there is nothing to write.")}</p>
      </section>
    );
  }
  return (
    <section class="panel stack" aria-labelledby="crm-rows">
      <h2 id="crm-rows">{say("Who came, and who did not")}</h2>
      <div class="chips" role="group" aria-label={say("Show")}>
        {all_filters.filter(({ key, count }) => key === "" || count > 0).map(({ key, name, count }) => (
          <button key={key} class="chip" aria-pressed={filter === key} onClick={() => set_filter(key)}>{name} {number_text(count)}</button>
        ))}
      </div>
      <div class="scrolls" tabIndex={0} role="group" aria-labelledby="crm-rows">
        <table class="review">
          <thead>
            <tr>
              <th scope="col" class="choice">{choosable.length > 0 ? <label><input type="checkbox" checked={all_chosen} aria-label={say("Choose all that are shown")} onChange={(event) => choose(choosable, event.currentTarget.checked)} /><span class="said-aside">{say("Choose all that are shown")}</span></label> : <span class="only-read-aloud">{say("Choice")}</span>}</th>
              <th scope="col">{say("Guest")}</th>
              {tells_members && <th scope="col" class="member">{say("Member")}</th>}
              <th scope="col">{say("With us")}</th>
              <th scope="col">{say("In {connector}", { connector: target })}</th>
            </tr>
          </thead>
          <tbody>{shown.map((row) => <Line key={`${row.ticket} ${row.guest} ${row.day}`} row={row} diff={diff} zone={zone} find={find} tells_members={tells_members} chosen={chosen.has(row.ticket)} choose={(is_chosen) => choose([row.ticket], is_chosen)} />)}</tbody>
        </table>
      </div>
      {shown.length < fitting.length && <div class="row"><button class="button quiet" onClick={() => set_shows_all(true)}>{say_many("Show {count} more", "Show {count} more", fitting.length - shown.length)}</button></div>}
    </section>
  );
}

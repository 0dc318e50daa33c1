// Who did what, newest first; kept for 90 days.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { date_text, locale, say, say_many } from "../app/text";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { act_text, is_alarming } from "./audit_words";
import { Heading } from "./heading";
import type { AuditLine, ListedEvent } from "./shapes";
import { shared_zone } from "./times";

const page_size = 100;

// Several lines may be of one minute.
const exact_text = (at: number, zone: string | undefined) => `${date_text(at, zone)}, ${new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: zone }).format(at)}`;

function Line({ line, events, zone }: { line: AuditLine; events: ListedEvent[] | undefined; zone: string | undefined }) {
  const name = events?.find(({ key }) => key === line.event)?.name;
  const event = name ? `${name} (${line.event})` : line.event;
  const about = [
    event,
    line.subject !== null && line.subject !== line.number ? line.subject_name || String(line.subject) : "",
    line.shown === null ? "" : say_many("{count} person shown", "{count} persons shown", line.shown),
  ].filter(Boolean).join(", ");
  return (
    <tr>
      <td data-label={say("When")} class="when">{exact_text(line.at, zone)}</td>
      <th scope="row" data-label={say("Action")}>{is_alarming(line.act) ? <span class="attention-text">{act_text(line.act)}</span> : act_text(line.act)}</th>
      <td data-label={say("Who")}>{line.number === null ? say("nobody known") : line.name || String(line.number)}</td>
      <td data-label={say("Concerns")} class={about ? undefined : "none"}>{about || "–"}</td>
      <td data-label={say("IP address")}>{line.address || say("command line")}</td>
    </tr>
  );
}

export function AuditTrail() {
  const { answer, failure } = useAnswer<AuditLine[]>(`/audit?limit=${page_size}`);
  const { answer: events } = useAnswer<ListedEvent[]>("/events");
  const zone = shared_zone(events ?? []);
  const [older, set_older] = useState<AuditLine[]>([]);
  const [more, set_more] = useState<boolean>();
  const { busy, problem, run } = useBusy();
  const lines = [...(answer ?? []), ...older];
  const last = lines.at(-1)?.sequence;
  const go_on = () =>
    run(async () => {
      const next = await call<AuditLine[]>("GET", `/audit?limit=${page_size}&from=${(last ?? 1) - 1}`);
      set_older([...older, ...next]);
      set_more(next.length === page_size);
    });
  const heads = [say("When"), say("Action"), say("Who"), say("Concerns"), say("IP address")];
  return (
    <>
      <Heading title={say("Audit trail")} under={<span>{say("Newest first; kept for 90 days. No guests are named here.")}</span>} />
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {!answer && failure === undefined && <Loading lines={8} />}
      {answer && lines.length === 0 && <p class="empty">{say("Nothing has been noted yet.")}</p>}
      {lines.length > 0 && (
        <div class="scrolls" role="region" aria-label={say("Audit trail")} tabIndex={0}>
          <table class="audit">
            <thead>
              <tr>{heads.map((head) => <th scope="col" key={head}>{head}</th>)}</tr>
            </thead>
            <tbody>{lines.map((line) => <Line key={line.sequence} line={line} events={events} zone={zone} />)}</tbody>
          </table>
        </div>
      )}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {(more ?? answer?.length === page_size) && <button class="button" disabled={busy} onClick={go_on}>{busy ? say("One moment…") : say("Show older")}</button>}
    </>
  );
}

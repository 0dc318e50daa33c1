// A guest list from a file: chosen, looked at, and only then taken in.
import { useId, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import type { Labels } from "../app/shapes";
import { say, say_many } from "../app/text";
import { useBusy } from "../parts/busy";
import { FileChoice } from "../parts/file_choice";
import { Notice } from "../parts/notice";
import { tell } from "../host/toast";
import { base64url_of, largest_file } from "./file_text";
import { Report, TicketTypes } from "./import_report";
import type { ImportReport } from "./shapes";

const patience_ms = 300_000;

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 400
    ? say("This file cannot be read as a guest list. Export it as CSV with a row of headings, and try again.")
    : error instanceof ApiError && error.failure.status === 413
      ? say("This file is larger than 24 MiB. Please split it and import the parts one after the other.")
      : sentence_of(error);

interface Chosen {
  name: string;
  content: string;
}

function Withdrawal({ report, checked, busy, choose }: { report: ImportReport; checked: boolean; busy: boolean; choose: (checked: boolean) => void }) {
  const id = useId();
  const count = report.missing + report.withdrawn;
  return (
    <div class="check">
      <input id={id} type="checkbox" checked={checked} disabled={busy} onChange={(event) => choose(event.currentTarget.checked)} aria-describedby={`${id}-hint`} />
      <label for={id}>{say_many("Withdraw {count} guest of earlier lists who is not in this one", "Withdraw {count} guests of earlier lists who are not in this one", count)}</label>
      <span class="small quiet-text" id={`${id}-hint`}>{say("Only if this list is complete: who is withdrawn is not let in. Guests who were added here by hand stay.")}</span>
    </div>
  );
}

export function ImportGuests({ event, categories, imported }: { event: string; categories: Record<string, Labels>; imported: () => void }) {
  const [file_name, set_file_name] = useState(""); // also of one that cannot be read
  const [chosen, set_chosen] = useState<Chosen>();
  const [report, set_report] = useState<ImportReport>();
  const [first_types, set_first_types] = useState<Record<string, number>>({}); // as the list came; those chosen for are no more unmatched
  const [types, set_types] = useState<Record<string, string>>({});
  const [withdraw, set_withdraw] = useState(false);
  const { busy, problem, run, set_problem } = useBusy();

  const send = (file: Chosen, settings: { types: Record<string, string>; withdraw: boolean }, dry_run: boolean) => {
    const ticket_types = Object.fromEntries(Object.entries(settings.types).filter(([, category]) => category !== ""));
    return call<ImportReport>("POST", `/events/${encodeURIComponent(event)}/guest-list`, { content: file.content, ticket_types, withdraw_missing: settings.withdraw, dry_run }, patience_ms);
  };
  const start_over = () => {
    set_chosen(undefined);
    set_report(undefined);
    set_types({});
    set_withdraw(false);
    set_file_name("");
  };
  const choose = async (file: File | undefined) => {
    start_over();
    set_problem("");
    if (!file) return;
    set_file_name(file.name);
    if (file.size > largest_file) return set_problem(say("This file is larger than 24 MiB. Please split it and import the parts one after the other."));
    await run(async () => {
      const next = { name: file.name, content: await base64url_of(file) };
      const preview = await send(next, { types: {}, withdraw: false }, true);
      set_chosen(next);
      set_first_types(preview.unmatched_types);
      set_report(preview);
    }, explain);
  };
  const look_again = (settings: { types: Record<string, string>; withdraw: boolean }) => {
    set_types(settings.types);
    set_withdraw(settings.withdraw);
    if (chosen) void run(async () => set_report(await send(chosen, settings, true)), explain);
  };
  const take_in = () =>
    run(async () => {
      if (!chosen) return;
      const done = await send(chosen, { types, withdraw }, false);
      start_over();
      tell(say("The list is taken in: {added} new, {changed} changed, {withdrawn} withdrawn.", { added: done.added, changed: done.changed, withdrawn: done.withdrawn }));
      imported();
    }, explain);

  return (
    <section class="panel stack" aria-labelledby="import">
      <h2 id="import">{say("Import a guest list")}</h2>
      <p class="quiet-text">{say("A CSV file from Eventbrite, pretix, the shop or a spreadsheet. The same list can come again and again: changes made here stay.")}</p>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <FileChoice label={say("File")} accept=".csv,.tsv,.txt,text/csv" chosen={file_name} disabled={busy} choose={(file) => void choose(file)} />
      <p role="status">{busy ? say("The list is being read…") : ""}</p>
      {report && chosen && (
        <>
          <h3>{say("“{file}” would change:", { file: chosen.name })}</h3>
          <Report report={report} />
          {Object.keys(first_types).length > 0 && (
            <TicketTypes types={first_types} categories={categories} chosen={types} busy={busy} choose={(type, category) => look_again({ types: { ...types, [type]: category }, withdraw })} />
          )}
          {report.missing + report.withdrawn > 0 && <Withdrawal report={report} checked={withdraw} busy={busy} choose={(checked) => look_again({ types, withdraw: checked })} />}
          <div class="row wraps">
            <button class="button main" disabled={busy} onClick={take_in}>
              {withdraw ? say("Import, and withdraw who is missing") : say_many("Import {count} row", "Import {count} rows", report.rows)}
            </button>
            <button class="button quiet" disabled={busy} onClick={start_over}>{say("Discard")}</button>
          </div>
        </>
      )}
    </section>
  );
}

// Guests in and out: lists are imported, attendance, summary and journal are saved.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { language, number_text, say, say_many } from "../app/text";
import { useBusy } from "../parts/busy";
import { Choice } from "../parts/field";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { save_file, save_pdf, save_spreadsheet } from "../parts/save_file";
import type { EventWatch, Watched } from "./event_watch";
import { ImportGuests } from "./import_guests";

const patience_ms = 120_000;

interface Download {
  title: string;
  name: string; // behind the event's key
  path: string;
  save: (name: string, content: string) => void;
}

const attendance = (of_titles: string): Download[] => [
  { title: say("Attendance (Excel)"), name: "attendance.xlsx", path: `/attendance?format=xlsx&language=${of_titles}`, save: save_spreadsheet },
  { title: say("Attendance (CSV)"), name: "attendance.csv", path: "/attendance?format=csv", save: (name, content) => save_file(name, content) },
  { title: say("Attendance (JSON)"), name: "attendance.json", path: "/attendance?format=json", save: (name, content) => save_file(name, content, "application/json") },
];

const of_all_lists = (): Download[] => [
  { title: say("Journal (JSON lines)"), name: "journal.jsonl", path: "/journal", save: (name, content) => save_file(name, content, "application/jsonl") },
  { title: say("Certificates of attendance (PDF)"), name: "certificates.pdf", path: "/certificates", save: save_pdf },
];

const summary = (of_titles: string): Download => ({ title: say("Summary with charts (PDF)"), name: "summary.pdf", path: `/summary?language=${of_titles}`, save: save_pdf });

// As a part of a file's name.
const in_name = (owner: string) => owner.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

// At a joint evening each host is handed what is hers: her guests, and of the others how many came.
const of_list = (owner: string, file: Download): Download =>
  owner ? { ...file, name: `${in_name(owner)}-${file.name}`, path: `${file.path}&list=${encodeURIComponent(owner)}` } : file;

function Downloads({ event, lists }: { event: string; lists: string[] }) {
  const [chosen, set_chosen] = useState("");
  const owner = lists.includes(chosen) ? chosen : "";
  const { busy, problem, run } = useBusy();
  const [saved, set_saved] = useState("");
  const choose = (list: string) => {
    set_chosen(list);
    set_saved("");
  };
  const fetch_and_save = ({ name, path, save }: Download) =>
    run(async () => {
      set_saved("");
      const { content } = await call<{ content: string }>("GET", `/events/${encodeURIComponent(event)}${path}`, undefined, patience_ms);
      const file = `${event}-${name}`;
      save(file, content);
      set_saved(file);
    });
  const button = (each: Download) => (
    <button key={each.name} class="button" disabled={busy} onClick={() => fetch_and_save(each)}><Icon name="save" />{each.title}</button>
  );
  return (
    <section class="panel stack" aria-labelledby="downloads">
      <h2 id="downloads">{say("Save as a file")}</h2>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {saved && <Notice kind="success">{say("{file} is saved.", { file: saved })}</Notice>}
      {lists.length > 0 && <div class="typing"><Choice label={say("Guest list")} value={owner} options={[["", say("All guest lists")], ...lists.map((each): [string, string] => [each, each])]} on_choose={choose} /></div>}
      {owner && <p class="quiet-text">{say("Of guests on other lists, these files only say how many came.")}</p>}
      <p class="quiet-text">{say("The summary has figures only, to be handed on.")}</p>
      <div class="row wraps">{button(of_list(owner, summary(language.value)))}</div>
      <p class="quiet-text">{say("These files name persons. Keep them as long as you need them, and no longer.")}</p>
      <div class="row wraps">{attendance(language.value).map((each) => button(of_list(owner, each)))}{!owner && of_all_lists().map(button)}</div>
    </section>
  );
}

export function GuestsSection({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const { guests, key, lists = [], totals } = watched.status;
  return (
    <div class="stack roomy">
      <p>{guests === 0 ? say("Nobody is on the list yet.") : say_many("{count} ticket on the list, {persons} people in all.", "{count} tickets on the list, {persons} people in all.", totals.expected_tickets, { persons: number_text(totals.expected_persons) })}</p>
      <ImportGuests event={key} categories={watched.at_door.categories} imported={() => void watch.refresh()} />
      <Downloads event={key} lists={lists} />
    </div>
  );
}

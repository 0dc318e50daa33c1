// Guests in and out: lists are imported, attendance and journal are saved.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { say, say_many } from "../app/text";
import { useBusy } from "../parts/busy";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { save_file } from "../parts/save_file";
import type { EventWatch, Watched } from "./event_watch";
import { ImportGuests } from "./import_guests";

const patience_ms = 120_000;

function Downloads({ event }: { event: string }) {
  const { busy, problem, run } = useBusy();
  const [saved, set_saved] = useState("");
  const save = (name: string, path: string, type: string) =>
    run(async () => {
      set_saved("");
      const { content } = await call<{ content: string }>("GET", `/events/${encodeURIComponent(event)}${path}`, undefined, patience_ms);
      save_file(name, content, type);
      set_saved(name);
    });
  return (
    <section class="panel stack" aria-labelledby="downloads">
      <h2 id="downloads">{say("Save as a file")}</h2>
      <p class="quiet-text">{say("These files name persons. Keep them as long as you need them, and no longer.")}</p>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {saved && <Notice kind="success">{say("{file} is saved.", { file: saved })}</Notice>}
      <div class="acts">
        <button class="button" disabled={busy} onClick={() => save(`${event}-attendance.csv`, "/attendance?format=csv", "text/csv")}><Icon name="save" />{say("Attendance (CSV)")}</button>
        <button class="button" disabled={busy} onClick={() => save(`${event}-attendance.json`, "/attendance?format=json", "application/json")}><Icon name="save" />{say("Attendance (JSON)")}</button>
        <button class="button" disabled={busy} onClick={() => save(`${event}-journal.jsonl`, "/journal", "application/jsonl")}><Icon name="save" />{say("Journal (JSON lines)")}</button>
      </div>
    </section>
  );
}

export function GuestsSection({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const { guests, key } = watched.status;
  return (
    <div class="stack roomy">
      <p>{guests === 0 ? say("Nobody is on the list yet.") : say_many("{count} guest is known.", "{count} guests are known.", guests)}</p>
      <ImportGuests event={key} categories={watched.at_door.categories} imported={() => void watch.refresh()} />
      <Downloads event={key} />
    </div>
  );
}

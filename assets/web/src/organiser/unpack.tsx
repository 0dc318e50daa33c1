// A packed event is taken in: an event that is new here, or what another server has recorded of one that is.
import { useId, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { say, say_many } from "../app/text";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { base64url_of, largest_file } from "./file_text";
import { place } from "./places";
import type { Unpacked } from "./shapes";

const patience_ms = 300_000;

const too_large = () => say("This file is larger than 24 MiB. Unpack it on the server's machine: einlass event unpack.");

function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return sentence_of(error);
  const { status, kind } = error.failure;
  if (kind === "incompatible") return say("The file was made by a newer version of Einlass. Install that version here first.");
  switch (status) {
    case 400:
      return say("This is no packed event, or it was cut short or changed. Use another copy of the file.");
    case 403:
      return say("This is not the passphrase of the file.");
    case 409:
      return say("Another event here has the same key. Give this one another key.");
    case 413:
      return too_large();
    default:
      return sentence_of(error);
  }
}

function notices(done: Unpacked): string[] {
  const found: string[] = [];
  if (done.put_aside > 0) found.push(say_many("{count} entry could not be taken in and was put aside.", "{count} entries could not be taken in and were put aside.", done.put_aside));
  if (done.differing > 0) found.push(say_many("{count} ticket was changed on both servers and stayed as here. Import the newest list once more.", "{count} tickets were changed on both servers and stayed as here. Import the newest list once more.", done.differing));
  if (done.settings_differ) found.push(say("The event's times, policy, texts or badges differ on the other server. Those here stayed."));
  if (done.people_left_out.length > 0) found.push(say("These numbers mean somebody else on the other server, and its entries under them are not of people here: {numbers}", { numbers: done.people_left_out.join(", ") }));
  if (done.people_without_pin.length > 0) found.push(say("For kiosks these people need a new PIN here: {numbers}", { numbers: done.people_without_pin.join(", ") }));
  return found;
}

function Done({ done, close }: { done: Unpacked; close: () => void }) {
  const values = { event: done.name, guests: done.guests, entries: done.entries };
  return (
    <>
      <Notice kind="success">
        {done.is_new
          ? say("{event} is here. Tickets: {guests}, entries: {entries}. Pair kiosks to let guests in. Delete the file now.", values)
          : say("{event} was here already. New entries: {entries}, new or changed tickets: {guests}. Delete the file now.", values)}
      </Notice>
      {notices(done).map((text) => <Notice kind="attention" key={text}>{text}</Notice>)}
      <div class="acts">
        <a class="button main" href={place("events", done.event)}>{say("Go to the event")}</a>
        <button class="button" onClick={close}>{say("Close")}</button>
      </div>
    </>
  );
}

export function UnpackSheet({ close }: { close: () => void }) {
  const id = useId();
  const [file, set_file] = useState<File>();
  const [passphrase, set_passphrase] = useState("");
  const [key, set_key] = useState("");
  const [needs_key, set_needs_key] = useState(false);
  const [tried, set_tried] = useState(false);
  const [done, set_done] = useState<Unpacked>();
  const { busy, problem, run, set_problem } = useBusy();
  const choose = (chosen: File | undefined) => {
    set_file(chosen);
    set_problem(chosen && chosen.size > largest_file ? too_large() : "");
  };
  const unpack = async () => {
    set_tried(true);
    if (!file || file.size > largest_file || passphrase === "") return;
    await run(async () => {
      const body = { content: await base64url_of(file), passphrase, ...(key.trim() && { key: key.trim() }) };
      set_done(await call<Unpacked>("POST", "/packed-events", body, patience_ms));
    }, (error) => {
      set_needs_key(error instanceof ApiError && error.failure.status === 409);
      return explain(error);
    });
  };
  const file_wrong = tried && !file ? say("Choose the file first.") : "";
  return (
    <Sheet title={say("Unpack an event")} on_close={close}>
      {done ? <Done done={done} close={close} /> : (
        <Form on_send={unpack}>
          <p class="quiet-text">{say("A file that was packed on another server. An event that is not here yet is set up with all that it had there; of one that is, everything recorded there is added. Nothing here is overwritten, and twice is the same as once.")}</p>
          {problem && <Notice kind="danger">{problem}</Notice>}
          <div class="field">
            <label for={id}>{say("File")}</label>
            <input id={id} type="file" accept=".einlass" disabled={busy} aria-invalid={file_wrong ? true : undefined} aria-describedby={file_wrong ? `${id}-wrong` : undefined} onChange={(e) => choose(e.currentTarget.files?.[0])} />
            {file_wrong && <span class="wrong" id={`${id}-wrong`}>{file_wrong}</span>}
          </div>
          <Field label={say("Passphrase")} type="password" value={passphrase} on_input={set_passphrase} autocomplete="off" wrong={tried && passphrase === "" ? say("The file cannot be opened without it.") : undefined} />
          {needs_key && <Field label={say("Key here")} value={key} on_input={set_key} autocomplete="off" hint={say("Small letters, digits and hyphens.")} />}
          <button class="button main" disabled={busy}>{busy ? say("The file is being unpacked…") : say("Unpack")}</button>
        </Form>
      )}
    </Sheet>
  );
}

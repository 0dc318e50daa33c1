// A packed event is taken in: an event that is new here, or what another server has recorded of one that is.
import { useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { find_out, is_of_venue, me } from "../app/session";
import { say, say_many } from "../app/text";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { FileChoice } from "../parts/file_choice";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { is_key } from "./event_key";
import { base64url_of, largest_file } from "./file_text";
import { place } from "./places";
import type { Unpacked } from "./shapes";

const patience_ms = 300_000;

const too_large = () => say("This file is larger than 24 MiB. Unpack it on the server’s machine: einlass event unpack.");

// A refusal is the passphrase's, unless she may not unpack any more, or has signed in anew in another tab.
async function refusal(error: ApiError): Promise<() => string> {
  const before = me.value?.request_token;
  await find_out();
  if (me.value?.request_token !== before) return () => say("You have signed in anew meanwhile. Please try once more.");
  return () => (is_of_venue() ? say("This is not the passphrase of the file.") : sentence_of(error));
}

// In the language that the page has when it is read.
async function reason_of(error: unknown): Promise<() => string> {
  if (!(error instanceof ApiError)) return () => sentence_of(error);
  const { status, kind } = error.failure;
  if (status === 413) return too_large;
  switch (kind) {
    case "incompatible":
      return () => say("The file was made by a newer version of Einlass. Install that version here first.");
    case "invalid_input":
      return () => say("This file is no packed event, or it is incomplete or changed. Use another copy of it.");
    case "refused":
      return refusal(error).catch((other) => () => sentence_of(other));
    case "already_exists":
      return () => say("Another event here has the same key. Give this one another key.");
    case "not_found":
      return () => say("What is here in place of this event is another one, with other keys. This file cannot be unpacked on this server.");
    case "storage":
      return () => say("The server could not keep what is in the file. Look whether its disk is full, then try again.");
    default:
      return () => sentence_of(error);
  }
}

function notices(done: Unpacked): string[] {
  const found: string[] = [];
  if (done.put_aside > 0) found.push(say_many("{count} entry could not be taken in and was put aside.", "{count} entries could not be taken in and were put aside.", done.put_aside));
  if (done.differing > 0) found.push(say_many("{count} ticket was changed on both servers and stayed as here. Import the newest list once more.", "{count} tickets were changed on both servers and stayed as here. Import the newest list once more.", done.differing));
  if (done.beyond_cap > 0) found.push(say_many("{count} person has a seat, or came, beyond a fixed limit: both servers gave seats away. Put somebody on the waiting list, or raise the limit.", "{count} persons have a seat, or came, beyond a fixed limit: both servers gave seats away. Put them on the waiting list, or raise the limit.", done.beyond_cap));
  if (done.settings_differ) found.push(say("The event’s times, policy, texts or badges differ on the other server. Those here stayed."));
  if (done.closed_there && !done.closed_here) found.push(say("On the other server the event is closed; here it is open. Close it here as well once nothing more is to come."));
  if (done.closed_here && !done.closed_there) found.push(say("On the other server the event is open; here it is closed. What was recorded there shows as late entries."));
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
  const [file, set_file] = useState<File>();
  const [passphrase, set_passphrase] = useState("");
  const [key, set_key] = useState("");
  const [needs_key, set_needs_key] = useState(false);
  const [tried, set_tried] = useState(false);
  const [done, set_done] = useState<Unpacked>();
  const { busy, problem, run, set_problem } = useBusy();
  const ask_for_key = () => {
    set_needs_key(true);
    set_tried(false);
  };
  const choose = (chosen: File | undefined) => {
    set_file(chosen);
    set_needs_key(false);
    set_problem(chosen && chosen.size > largest_file ? too_large() : "");
  };
  const key_wrong = needs_key && !is_key(key.trim());
  const unpack = async () => {
    set_tried(true);
    if (!file || file.size > largest_file || passphrase === "" || key_wrong) return;
    let reason: (() => string) | undefined;
    await run(async () => {
      const body = { content: await base64url_of(file), passphrase, ...(needs_key && { key: key.trim() }) };
      try {
        set_done(await call<Unpacked>("POST", "/packed-events", body, patience_ms));
      } catch (error) {
        if (error instanceof ApiError && error.failure.status === 409) ask_for_key();
        reason = await reason_of(error);
        throw error;
      }
    }, (error) => reason?.() ?? sentence_of(error));
  };
  const file_wrong = tried && !file ? say("Choose the file first.") : "";
  return (
    <Sheet title={say("Unpack an event")} on_close={close}>
      {done ? <Done done={done} close={close} /> : (
        <Form on_send={unpack}>
          <p class="quiet-text">{say("A file that was packed on another server. An event that is not here yet is set up with all that it had there; of one that is, everything recorded there is added. Nothing here is overwritten, and to unpack the same file twice does no harm.")}</p>
          {problem && <Notice kind="danger">{problem}</Notice>}
          <FileChoice label={say("File")} accept=".einlass" chosen={file?.name ?? ""} disabled={busy} choose={choose} wrong={file_wrong} />
          <Field label={say("Passphrase")} type="password" value={passphrase} on_input={set_passphrase} autocomplete="off" wrong={tried && passphrase === "" ? say("The file cannot be opened without it.") : undefined} />
          {needs_key && <Field label={say("Key here")} value={key} on_input={set_key} autocomplete="off" hint={say("Small letters, digits and hyphens.")} wrong={tried && key_wrong ? say("Only a–z, 0–9 and hyphens, at most 60.") : undefined} />}
          <button class="button main" disabled={busy}>{busy ? say("The file is being unpacked…") : say("Unpack")}</button>
        </Form>
      )}
    </Sheet>
  );
}

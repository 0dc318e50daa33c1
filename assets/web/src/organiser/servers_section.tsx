// An event on its way between two servers: packed here for another one, and where it has been (docs/packed-events.md).
import { useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { is_of_venue } from "../app/session";
import { moment_text, say, say_many } from "../app/text";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { save_bytes } from "../parts/save_file";
import type { Packed, PackHistory } from "./shapes";

const patience_ms = 300_000;
const shortest_passphrase = 12;

const history_path = (event: string) => `/events/${encodeURIComponent(event)}/packed`;

function where_text(history: PackHistory, zone: string): string | undefined {
  if (history.came_packed) return say("This event was set up on another server. To have there what is recorded here, pack it and unpack the file there.");
  const last = history.packed.at(-1);
  if (!last || !history.away) return undefined;
  const values = { time: moment_text(last.at, zone), label: last.label };
  return last.label
    ? say("Packed on {time} for: {label}. Entries may be made there until they are brought back; this server goes on working.", values)
    : say("Packed on {time} for another server. Entries may be made there until they are brought back; this server goes on working.", values);
}

export function WhereItIs({ event, zone }: { event: string; zone: string }) {
  const { answer } = useAnswer<PackHistory>(history_path(event), 60_000);
  const text = answer && where_text(answer, zone);
  return text ? <p class="small quiet-text" data-test="where-it-is">{text}</p> : null;
}

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 400
    ? say("This event is too large to be packed on this page. Pack it on the server’s machine: einlass event pack.")
    : sentence_of(error);

function Seats({ seats }: { seats: number }) {
  if (seats === 0) return null;
  return (
    <Notice kind="attention">
      {say_many("{count} seat is held by devices here, and so given to nobody on the other server. Assign the kiosks to another event first to have it back.",
        "{count} seats are held by devices here, and so given to nobody on the other server. Assign the kiosks to another event first to have them back.", seats)}
    </Notice>
  );
}

function Pack({ event, packed }: { event: string; packed: () => void }) {
  const [passphrase, set_passphrase] = useState("");
  const [again, set_again] = useState("");
  const [label, set_label] = useState("");
  const [tried, set_tried] = useState(false);
  const [saved, set_saved] = useState<Packed>();
  const { busy, problem, run } = useBusy();
  const is_short = passphrase.length < shortest_passphrase;
  const pack = async () => {
    set_tried(true);
    set_saved(undefined);
    if (is_short || passphrase !== again) return;
    await run(async () => {
      const done = await call<Packed>("POST", history_path(event), { passphrase, ...(label.trim() && { label: label.trim() }) }, patience_ms);
      save_bytes(done.name, done.content, "application/octet-stream");
      set_saved(done);
      set_tried(false);
      set_passphrase("");
      set_again("");
      packed();
    }, explain);
  };
  return (
    <section class="panel stack" aria-labelledby="pack">
      <h2 id="pack">{say("Pack for another server")}</h2>
      <p class="quiet-text">{say("One sealed file with the guest list, the badges, all that was recorded so far, the people of this event, who can sign in there as they do here, and the event’s keys. Kiosks are paired anew there.")}</p>
      <p class="quiet-text">{say("Both servers can let guests in meanwhile. Whoever was let in on both is shown as a conflict once it comes back, and each server gives away seats by itself.")}</p>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {saved && (
        <>
          <Notice kind="success">{say("{file} is saved. Tickets: {guests}, entries: {entries}. On the other server choose Events, then “Unpack an event…”. Delete the file once it is there.", { file: saved.name, guests: saved.guests, entries: saved.entries })}</Notice>
          <Seats seats={saved.seats_held} />
        </>
      )}
      <Form on_send={pack}>
        <Field label={say("Passphrase")} type="password" value={passphrase} on_input={set_passphrase} autocomplete="new-password" hint={say("At least 12 characters, such as four words. Without it nobody can open the file, and nobody can find it out.")} wrong={tried && is_short ? say("That is too short: take 12 characters or more.") : undefined} />
        <Field label={say("Repeat the passphrase")} type="password" value={again} on_input={set_again} autocomplete="new-password" wrong={tried && !is_short && passphrase !== again ? say("This is not the same.") : undefined} />
        <Field label={say("Destination of the file")} value={label} on_input={set_label} autocomplete="off" hint={say("Such as: laptop in the foyer. Shown here as long as the event is away.")} />
        <button class="button main" disabled={busy}>{busy ? say("The event is being packed…") : say("Pack and save the file")}</button>
      </Form>
    </section>
  );
}

function History({ history, zone }: { history: PackHistory; zone: string }) {
  const lines = [
    ...history.packed.map(({ at, label }) => ({ at, text: label ? say("Packed for: {label}", { label }) : say("Packed") })),
    ...history.unpacked.map(({ at, entries, guests }) => ({ at, text: say("Unpacked. New entries: {entries}, new or changed tickets: {guests}", { entries, guests }) })),
  ].sort((one, other) => other.at - one.at);
  if (lines.length === 0) return <p>{say("This event has been on no other server.")}</p>;
  return (
    <ul class="stack" data-test="pack-history">
      {lines.map(({ at, text }) => (
        <li key={`${at}${text}`}><span class="quiet-text">{moment_text(at, zone)}</span> · {text}</li>
      ))}
    </ul>
  );
}

export function ServersSection({ event, zone }: { event: string; zone: string }) {
  const { answer, failure, again } = useAnswer<PackHistory>(history_path(event), 60_000);
  return (
    <div class="stack roomy">
      {is_of_venue() && <Pack event={event} packed={() => void again()} />}
      <section class="panel stack" aria-labelledby="been">
        <h2 id="been">{say("Where it has been")}</h2>
        {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
        {!answer && failure === undefined && <Loading lines={2} />}
        {answer && <History history={answer} zone={zone} />}
        <p class="quiet-text">{say("What was recorded on the other server comes back the same way: pack it there, and here choose Events, then “Unpack an event…”.")}</p>
      </section>
    </div>
  );
}

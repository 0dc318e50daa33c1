// A message to everybody before a kiosk, of one event or of the whole venue: what is shown now, a new one, withdrawing it.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { say, say_many, time_text } from "../app/text";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Choice, Field, Form } from "../parts/field";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import type { KioskMessage } from "./shapes";

const longest = 160; // characters, as the server counts them
const refresh_ms = 15_000;

// So many fit on a kiosk's screen; what people call one character may be several for a computer.
const length_of = (text: string) => [...new Intl.Segmenter().segment(text.trim())].length;

const path_of = (event?: string) => (event === undefined ? "/message" : `/events/${encodeURIComponent(event)}/message`);

const title_of = (event?: string) => (event === undefined ? say("Message to all kiosks") : say("Message to this event’s kiosks"));

function MessageSheet({ event, done, close }: { event?: string; done: () => Promise<void>; close: () => void }) {
  const [german, set_german] = useState("");
  const [english, set_english] = useState("");
  const [minutes, set_minutes] = useState("60");
  const [asked, set_asked] = useState(false);
  const { busy, problem, run } = useBusy();
  const wrong = (text: string) => {
    const length = length_of(text);
    if (length > longest) return say_many("{count} character too many", "{count} characters too many", length - longest);
    return asked && length === 0 ? say("Please write the message in both languages.") : undefined;
  };
  const send = async () => {
    set_asked(true);
    if ([german, english].some((text) => length_of(text) === 0 || length_of(text) > longest)) return;
    const body = { de: german.trim(), en: english.trim(), minutes: Number(minutes) };
    if (!(await run(() => call("PUT", path_of(event), body).then(done)))) return;
    tell(say("The kiosks show the message."));
    close();
  };
  const hint = (text: string) => say("{count} of {most} characters", { count: length_of(text), most: longest });
  return (
    <Sheet title={title_of(event)} on_close={close}>
      <p>{event === undefined ? say("Shown on every kiosk of this venue whose event has no message of its own, to guests who come and to the team.") : say("Shown on every kiosk of this event, to guests who come and to the team.")}</p>
      <Form on_send={send}>
        {problem && <Notice kind="danger">{problem}</Notice>}
        <Field label={say("In German")} value={german} on_input={set_german} lines={3} hint={hint(german)} wrong={wrong(german)} />
        <Field label={say("In English")} value={english} on_input={set_english} lines={3} hint={hint(english)} wrong={wrong(english)} />
        <Choice
          label={say("For how long")}
          value={minutes}
          on_choose={set_minutes}
          options={[
            ["15", say("15 minutes")],
            ["60", say("one hour")],
            ["180", say("three hours")],
            ["720", say("twelve hours")],
          ]}
        />
        <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Show it")}</button>
      </Form>
    </Sheet>
  );
}

function Shown({ message, event, zone, again }: { message: KioskMessage; event?: string; zone?: string; again: () => Promise<void> }) {
  const { busy, problem, run } = useBusy();
  const withdraw = async () => {
    if (await run(() => call("DELETE", path_of(event)).then(again))) tell(say("The message is withdrawn."));
  };
  return (
    <section class="panel stack" aria-label={title_of(event)}>
      <p class="quiet-text">{say("Until {time} the kiosks show:", { time: time_text(message.until, zone) })}</p>
      <blockquote class="message" lang="de">{message.de}</blockquote>
      <blockquote class="message" lang="en">{message.en}</blockquote>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <div class="row"><button class="button" disabled={busy} onClick={withdraw}>{say("Withdraw it")}</button></div>
    </section>
  );
}

// The button that writes one, and the one that is shown now; each where its page wants it.
export function useKioskMessage({ event, zone }: { event?: string; zone?: string }) {
  const { answer, again } = useAnswer<{ shown: KioskMessage | null }>(path_of(event), refresh_ms);
  const [writing, set_writing] = useState(false);
  return {
    button: <button class="button" onClick={() => set_writing(true)} aria-haspopup="dialog"><Icon name="message" />{title_of(event)}</button>,
    shown: answer?.shown ? <Shown message={answer.shown} event={event} zone={zone} again={again} /> : null,
    sheet: writing ? <MessageSheet event={event} done={again} close={() => set_writing(false)} /> : null,
  };
}

// Pairing: a name, a door, an event; then a code that the kiosk reads with its camera or gets typed.
import { useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import type { EventSummary } from "../app/shapes";
import { say, time_text } from "../app/text";
import { useBusy } from "../parts/busy";
import { CopyText } from "../parts/copy_text";
import { Choice, Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { Qr } from "../parts/qr";
import { Sheet } from "../parts/sheet";
import { event_options } from "./kiosk_sheet";
import type { Pairing } from "./shapes";

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 409 ? say("Another kiosk has this name. Please choose another one.") : sentence_of(error);

function PairingCode({ pairing, zone, again, close }: { pairing: Pairing; zone: string | undefined; again: () => void; close: () => void }) {
  return (
    <>
      <p>{say("Hold this code up to the kiosk’s camera, or type the text. It works once, until {time}.", { time: time_text(pairing.expires, zone) })}</p>
      <Qr rows={pairing.qr} label={say("Pairing code as QR")} />
      <CopyText text={pairing.readable} label={say("Pairing code as text")} />
      <div class="acts">
        <button class="button main" onClick={close}>{say("Done")}</button>
        <button class="button" onClick={again}>{say("Pair another kiosk")}</button>
      </div>
    </>
  );
}

export function PairSheet({ events, zone, close }: { events: EventSummary[]; zone: string | undefined; close: () => void }) {
  const [name, set_name] = useState("");
  const [door, set_door] = useState("");
  const [event, set_event] = useState(events[0]?.key ?? "");
  const [pairing, set_pairing] = useState<Pairing>();
  const [missing, set_missing] = useState(false);
  const { busy, problem, run } = useBusy();
  const pair = async () => {
    set_missing(name.trim() === "");
    if (name.trim() === "") return;
    const wish = { name: name.trim(), ...(door.trim() && { door: door.trim() }), ...(event && { event }) };
    await run(async () => set_pairing(await call<Pairing>("POST", "/kiosks", wish)), explain);
  };
  const again = () => {
    set_pairing(undefined);
    set_name("");
  };
  return (
    <Sheet title={pairing ? say("Pair {name}", { name: pairing.name }) : say("Pair a kiosk")} on_close={close}>
      {pairing ? <PairingCode pairing={pairing} zone={zone} again={again} close={close} /> : (
        <Form on_send={pair}>
          {problem && <Notice kind="danger">{problem}</Notice>}
          <Field label={say("Name")} value={name} on_input={set_name} autocomplete="off" hint={say("As it stands on the device.")} wrong={missing && !name.trim() ? say("A kiosk needs a name.") : undefined} />
          <Field label={say("Door")} value={door} on_input={set_door} autocomplete="off" hint={say("As people call it: main entrance, garden, 2nd floor.")} />
          <Choice label={say("Event")} value={event} on_choose={set_event} options={[...event_options(events), ["", say("None yet")]]} />
          <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Show the pairing code")}</button>
        </Form>
      )}
    </Sheet>
  );
}

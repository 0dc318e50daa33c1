// One kiosk: its event and door, and taking its right away.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import type { EventSummary } from "../app/shapes";
import { moment_text, say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { Choice, Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { parked_words } from "./parked_words";
import type { Kiosk } from "./shapes";

interface Props {
  kiosk: Kiosk;
  now: number;
  events: EventSummary[];
  changed: () => Promise<void>;
  close: () => void;
}

export const event_options = (events: EventSummary[]): [string, string][] => events.map((event) => [event.key, event.name]);

function AssignForm({ kiosk, events, changed, close }: Omit<Props, "now">) {
  const [event, set_event] = useState(kiosk.event ?? events[0]?.key ?? "");
  const [door, set_door] = useState(kiosk.door);
  const [name, set_name] = useState(kiosk.name);
  const { busy, problem, run } = useBusy();
  const save = async () => {
    const done = await run(() => call("PUT", `/kiosks/${kiosk.id}/event`, { event, door: door.trim(), name: name.trim() || kiosk.name }).then(changed));
    if (!done) return;
    tell(say("{name} is assigned.", { name: name.trim() || kiosk.name }));
    close();
  };
  if (events.length === 0) return <p class="quiet-text">{say("There is no open event that it could serve.")}</p>;
  return (
    <Form on_send={save}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Choice label={say("Event")} value={event} on_choose={set_event} options={event_options(events)} />
      <Field label={say("Name")} value={name} on_input={set_name} autocomplete="off" hint={say("As it stands on the device.")} />
      <Field label={say("Door")} value={door} on_input={set_door} autocomplete="off" hint={say("As people call it: main entrance, garden, 2nd floor.")} />
      <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Assign")}</button>
    </Form>
  );
}

function Parked({ kiosk, events }: { kiosk: Kiosk; events: EventSummary[] }) {
  const names = new Map(events.map(({ key, name }) => [key, name]));
  return (
    <ul class="bullets">
      {kiosk.parked?.map((each) => (
        <li key={each.event + each.reason}>{say_many("{count} entry of {event}: {reason}", "{count} entries of {event}: {reason}", each.entries, { event: names.get(each.event) ?? each.event, reason: parked_words(each.reason) })}</li>
      ))}
    </ul>
  );
}

export function KioskSheet({ kiosk, now, events, changed, close }: Props) {
  const [revoking, set_revoking] = useState(false);
  const revoke = async () => {
    await call("DELETE", `/kiosks/${kiosk.id}`);
    await changed();
    tell(say("{name} is revoked.", { name: kiosk.name }));
    close();
  };
  if (revoking) {
    return (
      <Confirm title={say("Revoke {name}?", { name: kiosk.name })} act={say("Revoke")} work={revoke} close={() => set_revoking(false)}>
        {say("It can do nothing here any more, and what it has not handed over yet is not taken in. To use it again, it has to be paired anew.")}
      </Confirm>
    );
  }
  return (
    <Sheet title={kiosk.name} on_close={close}>
      <dl class="facts">
        <dt>{say("Paired")}</dt>
        <dd>{moment_text(kiosk.paired)}</dd>
        <dt>{say("Last seen")}</dt>
        <dd>{kiosk.connected ? moment_text(now) : kiosk.last_seen === null ? say("never") : moment_text(kiosk.last_seen)}</dd>
      </dl>
      {kiosk.parked && kiosk.parked.length > 0 && <div class="stack"><h3>{say("Entries put aside")}</h3><Parked kiosk={kiosk} events={events} /></div>}
      {kiosk.revoked ? <p>{say("This kiosk was revoked. To use the device again, pair it anew.")}</p> : (
        <>
          <AssignForm kiosk={kiosk} events={events} changed={changed} close={close} />
          <button class="button danger" onClick={() => set_revoking(true)}>{say("Revoke this kiosk")}</button>
        </>
      )}
    </Sheet>
  );
}

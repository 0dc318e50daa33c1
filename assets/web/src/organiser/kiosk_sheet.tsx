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
  zone: string | undefined;
  events: EventSummary[];
  changed: () => Promise<void>;
  close: () => void;
}

// A rehearsal has the name of its event.
export const event_title = (event: EventSummary) => (event.rehearsal ? `${say("REHEARSAL")} · ${event.name}` : event.name);

export const event_options = (events: EventSummary[]): [string, string][] => events.map((event) => [event.key, event_title(event)]);

function AssignForm({ kiosk, events, changed, close }: Omit<Props, "zone">) {
  const [event, set_event] = useState(kiosk.event ?? events[0]?.key ?? "");
  const [door, set_door] = useState(kiosk.door);
  const [name, set_name] = useState(kiosk.name);
  const { busy, problem, run } = useBusy();
  const save = async () => {
    const done = await run(() => call("PUT", `/kiosks/${kiosk.id}/event`, { event, door: door.trim(), name: name.trim() || kiosk.name }).then(changed));
    if (!done) return;
    tell(say("Saved: {name}.", { name: name.trim() || kiosk.name }));
    close();
  };
  if (events.length === 0) return <p class="quiet-text">{say("There is no open event that it could serve.")}</p>;
  return (
    <Form on_send={save}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Field label={say("Name")} value={name} on_input={set_name} autocomplete="off" hint={say("As it stands on the device.")} />
      <Field label={say("Door")} value={door} on_input={set_door} autocomplete="off" hint={say("As people call it: main entrance, garden, 2nd floor.")} />
      <Choice label={say("Event")} value={event} on_choose={set_event} options={event_options(events)} />
      <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Save")}</button>
    </Form>
  );
}

function Parked({ kiosk, events }: { kiosk: Kiosk; events: EventSummary[] }) {
  const names = new Map(events.map((event) => [event.key, event_title(event)]));
  return (
    <ul class="bullets">
      {kiosk.parked?.map((each) => (
        <li key={each.event + each.reason}>{say_many("{count} entry of “{event}”: {reason}", "{count} entries of “{event}”: {reason}", each.entries, { event: names.get(each.event) ?? each.event, reason: parked_words(each.reason) })}</li>
      ))}
    </ul>
  );
}

// What it put aside itself is no loss: the server has it.
function lost_text({ pending, stale }: Kiosk): string {
  if (pending === undefined || (stale && pending === 0)) return say("What it has not handed over yet is lost.");
  if (pending === 0) return say("Everything is handed over.");
  return stale
    ? say_many("At least {count} entry is not handed over yet and will be lost.", "At least {count} entries are not handed over yet and will be lost.", pending)
    : say_many("{count} entry is not handed over yet and will be lost.", "{count} entries are not handed over yet and will be lost.", pending);
}

export function KioskSheet({ kiosk, zone, events, changed, close }: Props) {
  const [revoking, set_revoking] = useState(false);
  const revoke = async () => {
    await call("DELETE", `/kiosks/${kiosk.id}`);
    await changed();
    tell(say("{name} is revoked.", { name: kiosk.name }));
    close();
  };
  if (revoking) {
    return (
      <Confirm title={say("Revoke the kiosk “{name}”?", { name: kiosk.name })} act={say("Revoke")} work={revoke} close={() => set_revoking(false)}>
        <p>{lost_text(kiosk)}</p>
        <p>{say("It can do nothing here any more. To use it again, it has to be paired anew.")}</p>
      </Confirm>
    );
  }
  return (
    <Sheet title={kiosk.name} on_close={close}>
      <dl class="facts">
        <dt>{say("Paired")}</dt>
        <dd>{moment_text(kiosk.paired, zone)}</dd>
        <dt>{say("Last seen")}</dt>
        <dd>{kiosk.connected ? say("connected now") : kiosk.last_seen === null ? say("never") : moment_text(kiosk.last_seen, zone)}</dd>
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

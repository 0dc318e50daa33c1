// One person: her rights, an invitation or PIN, and the ways out.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { me } from "../app/session";
import { say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { CopyText } from "../parts/copy_text";
import { Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { InvitationShown, invite } from "./invite";
import { lists_in, RightsFields, type Rights } from "./person_form";
import type { ListedEvent, Person, PersonInvited, WithPin } from "./shapes";

interface Props {
  person: Person;
  events: ListedEvent[];
  changed: () => Promise<void>;
  close: () => void;
}

type Question = "sign_out" | "remove" | "invite" | "pin";

// An organiser of certain events sees and gives these only.
function RightsForm({ person, events, changed, close }: Props) {
  const [rights, set_rights] = useState<Rights>({ role: person.role, events: person.events, lists: person.lists.join("\n") });
  const { busy, problem, run } = useBusy();
  const path = `/people/${person.number}`;
  const save = async () => {
    const lists = rights.role === "host" ? lists_in(rights.lists) : [];
    const moved = [...rights.events].sort().join() !== [...person.events].sort().join();
    const done = await run(async () => {
      if (moved) await call("PUT", `${path}/events`, { events: rights.events });
      if (rights.role !== person.role) await call("PUT", `${path}/role`, { role: rights.role });
      if (lists.join("\n") !== person.lists.join("\n")) await call("PUT", `${path}/lists`, { lists });
    });
    await changed();
    if (!done) return;
    tell(say("Saved: {name}.", { name: person.name }));
    close();
  };
  return (
    <Form on_send={save}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <RightsFields rights={rights} change={set_rights} events={events.filter((event) => !event.closed || person.events.includes(event.key))} />
      <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Save")}</button>
    </Form>
  );
}

// Shown this once, whatever it is.
interface Given {
  invitation?: PersonInvited;
  pin?: WithPin;
}

function Asked({ question, person, give, changed, gone, back }: { question: Question; person: Person; give: (given: Given) => void; changed: () => Promise<void>; gone: () => void; back: () => void }) {
  const { number, name } = person;
  const path = `/people/${number}`;
  switch (question) {
    case "invite":
      return (
        <Confirm title={say("Invite {name}?", { name })} act={say("Invite")} mild close={back} work={async () => { give({ invitation: await invite(number) }); await changed(); }}>
          {person.has_password ? say("The password stays until another one is chosen. An earlier invitation does not work any more.") : say("A link is made that works once, for seven days. An earlier one does not work any more.")}
        </Confirm>
      );
    case "pin":
      return (
        <Confirm title={say("Give {name} a new PIN?", { name })} act={say("New PIN")} mild close={back} work={async () => give({ pin: await call<WithPin>("PUT", `${path}/pin`, {}) })}>
          {say("The old PIN does not work at any kiosk any more.")}
        </Confirm>
      );
    case "sign_out":
      return (
        <Confirm title={say("Sign {name} out everywhere?", { name })} act={say("Sign out everywhere")} close={back} work={async () => { await call("DELETE", `${path}/sessions`); await changed(); tell(say("{name} is signed out everywhere.", { name })); }}>
          {say("All phones and laptops of this person are signed out of these pages. The password stays.")}
        </Confirm>
      );
    case "remove":
      return (
        <Confirm title={say("Remove {name}?", { name })} act={say("Remove")} close={back} work={async () => { await call("DELETE", path); await changed(); tell(say("{name} is removed.", { name })); gone(); }}>
          {say("This person can sign in nowhere any more, at once. What was done stays recorded under the number, which nobody else gets.")}
        </Confirm>
      );
  }
}

export function PersonSheet({ person, events, changed, close }: Props) {
  const [question, set_question] = useState<Question>();
  const [given, set_given] = useState<Given>({});
  const { answer: sessions, again } = useAnswer<unknown[]>(`/people/${person.number}/sessions`);
  const signed_out = async () => void (await Promise.all([changed(), again()]));
  const is_me = person.number === me.value?.number;
  if (question) return <Asked question={question} person={person} give={set_given} changed={signed_out} gone={close} back={() => set_question(undefined)} />;
  if (given.invitation) return <Sheet title={person.name} on_close={close}><InvitationShown invitation={given.invitation} close={close} /></Sheet>;
  if (given.pin) {
    return (
      <Sheet title={person.name} on_close={close}>
        <p>{say("With this PIN, {name} signs in at kiosks. It is shown this once; write it down, or give a new one later.", { name: person.name })}</p>
        <CopyText text={given.pin.pin} label={say("PIN")} />
        <button class="button main" onClick={close}>{say("Done")}</button>
      </Sheet>
    );
  }
  return (
    <Sheet title={person.name} on_close={close}>
      <dl class="facts">
        <dt>{say("Sign-in name")}</dt>
        <dd>{person.sign_in || say("none: never invited")}</dd>
        <dt>{say("Signed in")}</dt>
        <dd>{sessions ? say_many("on {count} device", "on {count} devices", sessions.length) : "…"}</dd>
        {is_me && (
          <>
            <dt>{say("Events")}</dt>
            <dd>{person.events.map((key) => events.find((event) => event.key === key)?.name ?? key).join(", ") || say("all")}</dd>
          </>
        )}
      </dl>
      {is_me ? <p class="quiet-text">{say("This is you. Another organiser can change your role and events, or remove you.")}</p> : <RightsForm person={person} events={events} changed={changed} close={close} />}
      <div class="acts">
        <button class="button" onClick={() => set_question("invite")}>{person.has_password ? say("Invite again") : say("Invite to these pages")}</button>
        <button class="button" onClick={() => set_question("pin")}>{say("New PIN")}</button>
        {!is_me && sessions !== undefined && sessions.length > 0 && <button class="button" onClick={() => set_question("sign_out")}>{say("Sign out everywhere")}</button>}
        {!is_me && <button class="button danger" onClick={() => set_question("remove")}>{say("Remove")}</button>}
      </div>
    </Sheet>
  );
}

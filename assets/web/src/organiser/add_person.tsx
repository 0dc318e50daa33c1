// A new person: on the roster first, then her PIN for kiosks, once; the invitation follows if she works with the pages.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { say } from "../app/text";
import { useBusy } from "../parts/busy";
import { CopyText } from "../parts/copy_text";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { InvitationShown, invite } from "./invite";
import { lists_in, RightsFields, type Rights } from "./person_form";
import type { ListedEvent, PersonInvited, WithPin } from "./shapes";

function Added({ added, changed, close }: { added: WithPin; changed: () => Promise<void>; close: () => void }) {
  const [invitation, set_invitation] = useState<PersonInvited>();
  const { busy, problem, run } = useBusy();
  if (invitation) return <InvitationShown invitation={invitation} close={close} />;
  return (
    <>
      <Notice kind="success">{say("{name} is on the roster.", { name: added.name })}</Notice>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <p>{say("With this PIN, {name} signs in at kiosks. It is shown this once; write it down, or give a new one later.", { name: added.name })}</p>
      <CopyText text={added.pin} label={say("PIN")} />
      <div class="acts">
        <button class="button main" disabled={busy} onClick={() => run(async () => { set_invitation(await invite(added.number)); await changed(); })}>{say("Invite to these pages")}</button>
        <button class="button" onClick={close}>{say("Done")}</button>
      </div>
    </>
  );
}

export function AddPerson({ events, changed, close }: { events: ListedEvent[]; changed: () => Promise<void>; close: () => void }) {
  const [name, set_name] = useState("");
  const [rights, set_rights] = useState<Rights>({ role: "host", events: [], lists: "" });
  const [missing, set_missing] = useState(false);
  const [added, set_added] = useState<WithPin>();
  const { busy, problem, run } = useBusy();
  const add = async () => {
    set_missing(name.trim() === "");
    if (name.trim() === "") return;
    await run(async () => {
      set_added(await call<WithPin>("POST", "/people", { name: name.trim(), role: rights.role, events: rights.events, lists: rights.role === "host" ? lists_in(rights.lists) : [] }));
      await changed();
    });
  };
  return (
    <Sheet title={added ? added.name : say("Add a person")} on_close={close}>
      {added ? <Added added={added} changed={changed} close={close} /> : (
        <Form on_send={add}>
          {problem && <Notice kind="danger">{problem}</Notice>}
          <Field label={say("Name")} value={name} on_input={set_name} autocomplete="off" wrong={missing && !name.trim() ? say("A person needs a name.") : undefined} hint={say("Seen only by people with access, not by guests.")} />
          <RightsFields rights={rights} change={set_rights} events={events.filter((event) => !event.closed)} />
          <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Add")}</button>
        </Form>
      )}
    </Sheet>
  );
}

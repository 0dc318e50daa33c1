// A guest for whom nothing was found in the CRM is looked for by hand, and somebody says that it is she.
import { useEffect, useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { say } from "../app/text";
import { tell } from "../host/toast";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { Side } from "./crm_matches";
import { GuestLookUp } from "./guest_look_up";
import type { CrmPersons } from "./shapes";

const patience_ms = 60_000;
const fewest_letters = 2;

export interface Sought {
  guest: string;
  name: string;
  company: string;
  email?: string; // empty: she has none of her own; not given: who asks does not know
}

function FindPerson({ event, guest, found_out }: { event: string; guest: Sought; found_out: () => void }) {
  const path = `/events/${event}/matches`;
  const [words, set_words] = useState(guest.email || guest.name);
  const [found, set_found] = useState<CrmPersons>();
  const { busy, problem, run } = useBusy();
  const may_search = words.trim().length >= fewest_letters;
  const search = () => run(async () => set_found(await call<CrmPersons>("POST", `${path}/search`, { words: words.trim() }, patience_ms)), sentence_of);
  const is_she = (connector: string, person: string) =>
    run(async () => {
      await call("POST", `${path}/confirmation`, { guest: guest.guest, connector, person }, patience_ms);
      tell(say("It is remembered, and can be taken back here."));
      found_out();
    });
  useEffect(() => void (may_search && search()), []);
  return (
    <>
      <Side title={say("On the guest list")} name={guest.name} company={guest.company} email={guest.email} />
      <Form on_send={() => may_search && search()}>
        <Field label={say("Part of a name, company or e-mail address in the CRM")} value={words} on_input={set_words} type="search" autocomplete="off" autofocus />
        <button class="button" disabled={busy || !may_search}>{busy ? say("Searching…") : say("Search the CRM")}</button>
      </Form>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {found && found.persons.length === 0 && <p role="status">{say("Nobody in the CRM was found by that. Try fewer letters, or only the last name.")}</p>}
      {found && found.persons.length > 0 && (
        <ul class="persons" aria-label={say("Persons found")}>
          {found.persons.map((each) => (
            <li key={`${each.connector} ${each.person}`}>
              <Side title={say("In {connector}", { connector: each.connector })} name={each.name} company={each.organisation} email={each.email} person={each.person} />
              <div class="row"><button class="button small" disabled={busy} onClick={() => is_she(each.connector, each.person)} aria-label={say("The same person: {name}, {person}", { name: each.name, person: each.person })}>{say("The same person")}</button></div>
            </li>
          ))}
        </ul>
      )}
      {found?.more && <p class="small quiet-text" role="status">{say("There are more: add a word.")}</p>}
    </>
  );
}

// `guest`: nobody yet where she is still to be chosen. `found_out`: somebody said who she is.
export function FindInCrm({ event, guest, found_out, close }: { event: string; guest: Sought | undefined; found_out: () => void; close: () => void }) {
  const [chosen, set_chosen] = useState(guest);
  const key = encodeURIComponent(event);
  return (
    <Sheet title={!chosen ? say("Which guest?") : chosen.name ? say("Who is {name} in the CRM?", { name: chosen.name }) : say("Find a guest in the CRM")} on_close={close}>
      {chosen ? <FindPerson event={key} guest={chosen} found_out={found_out} /> : <GuestLookUp event={key} label={say("Guest on the guest list, by name or company")} fits={({ guest, name }) => guest !== "" && name !== ""} choose={({ guest, name, company }) => set_chosen({ guest, name, company })} autofocus />}
    </Sheet>
  );
}

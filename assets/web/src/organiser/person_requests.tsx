// Somebody asks what is known about them, or to be erased: one person over all events (docs/privacy.md).
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { language, say, say_many } from "../app/text";
import { tell } from "../host/toast";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { save_file } from "../parts/save_file";
import { Heading } from "./heading";
import { DefaultDays } from "./default_days";
import type { ErasedPersons, ExportedPerson, FoundPerson } from "./shapes";
import { StillHeld } from "./still_held";

const patience_ms = 300_000;
const many_found = 20;

const name_of = (person: FoundPerson) => person.name || say("without a name");

const is_guest = (person: FoundPerson) => person.events.length > 0;

const file_name = (name: string) => name.normalize("NFKD").replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-|-$/g, "") || "person";

async function save_person(id: string) {
  const person = await call<ExportedPerson>("POST", "/persons/export", { id, language: language.value }, patience_ms);
  const name = file_name(person.name);
  save_file(`${name}.html`, person.page, "text/html");
  save_file(`${name}.json`, person.document, "application/json");
}

// Several people may have one name.
function WhichPerson({ person }: { person: FoundPerson }) {
  const events = person.events.map((event) => event.name).join(", ");
  const where = is_guest(person) ? say_many("{count} event: {events}", "{count} events: {events}", person.events.length, { events }) : say("On no guest list: only in the CRM, as this server last read it.");
  return (
    <>
      <div class="quiet-text">{[person.company, person.email || say("without an e-mail address")].filter(Boolean).join(" · ")}</div>
      <div class="small quiet-text">{where}</div>
    </>
  );
}

function PersonLine({ person, erase }: { person: FoundPerson; erase: () => void }) {
  const { busy, problem, run } = useBusy();
  const save = async () => {
    if (await run(() => save_person(person.id))) tell(say("Two files are saved: one to be read, one complete."));
  };
  return (
    <li class="panel stack">
      <div class="row apart wraps">
        <div class="grow">
          <strong>{name_of(person)}</strong>
          <WhichPerson person={person} />
        </div>
        <div class="row wraps">
          <button class="button" disabled={busy} onClick={save} aria-label={say("Download their data: {name}", { name: name_of(person) })}>{busy ? say("One moment…") : say("Download their data")}</button>
          {is_guest(person) && <button class="button danger" onClick={erase} aria-label={say("Erase {name}", { name: name_of(person) })}>{say("Erase…")}</button>}
        </div>
      </div>
      {!is_guest(person) && <p class="small">{say("Erase them in the CRM: here they go with the next full pull.")}</p>}
      {problem && <Notice kind="danger">{problem}</Notice>}
    </li>
  );
}

export function PersonRequests() {
  const [who, set_who] = useState("");
  const [found, set_found] = useState<FoundPerson[]>();
  const [erasing, set_erasing] = useState<FoundPerson>();
  const [erased, set_erased] = useState<{ person: FoundPerson; answer: ErasedPersons }>();
  const { busy, problem, run } = useBusy();
  const search = async () => {
    set_erased(undefined);
    if (who.trim()) await run(() => call<FoundPerson[]>("POST", "/persons/search", { who: who.trim() }, patience_ms).then(set_found));
  };
  const erase = (person: FoundPerson) => async () => {
    const answer = await call<ErasedPersons>("POST", "/persons/erasure", { ids: [person.id], confirm: true }, patience_ms);
    set_erased({ person, answer });
    set_found(found?.filter((each) => each.id !== person.id));
  };
  return (
    <>
      <Heading title={say("Access and erasure")} />
      <div class="stack roomy">
        <section class="panel stack" aria-labelledby="person">
          <h2 id="person">{say("Find one person")}</h2>
          <p class="quiet-text">{say("When somebody asks what is known about them, or asks to be erased. Guests of several events are one person where both name and e-mail address are the same.")}</p>
          <Form on_send={search}>
            {problem && <Notice kind="danger">{problem}</Notice>}
            <Field label={say("Name, organisation or e-mail address")} value={who} on_input={set_who} type="search" autocomplete="off" />
            <button class="button main" disabled={busy}>{busy ? say("Searching…") : say("Search all events")}</button>
          </Form>
        </section>
        {erased && <Notice kind="success">{say_many("Erased: {name}, as a guest of {count} event. Kiosks follow as they connect.", "Erased: {name}, as a guest of {count} events. Kiosks follow as they connect.", erased.answer.erased, { name: name_of(erased.person) })}</Notice>}
        {erased && <StillHeld erased={erased.answer} />}
        {found?.length === 0 && !erased && <p role="status">{say("Nobody is known by that.")}</p>}
        {found && found.length > 0 && (
          <p role="status">{say_many("{count} person found.", "{count} people found.", found.length)}{found.length >= many_found && <> {say("That is many: narrow the search down.")}</>}</p>
        )}
        {found && found.length > 0 && <ul class="stack plain" aria-label={say("Persons found")}>{found.map((person) => <PersonLine key={person.id} person={person} erase={() => set_erasing(person)} />)}</ul>}
        <DefaultDays />
      </div>
      {erasing && (
        <Confirm title={say("Erase {name} for ever?", { name: name_of(erasing) })} act={say("Erase for ever")} work={erase(erasing)} close={() => set_erasing(undefined)}>
          <div><WhichPerson person={erasing} /></div>
          <p>{say("From all events, here, at kiosks and in the backups within reach. Nobody can take that back. That somebody came still counts.")}</p>
          <p>{say("What has to be destroyed by hand is listed here afterwards.")}</p>
        </Confirm>
      )}
    </>
  );
}

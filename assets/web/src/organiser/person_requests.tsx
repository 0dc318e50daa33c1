// Who asks what is known of her, or to be erased: one person over all events (docs/privacy.md).
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

const file_name = (name: string) => name.normalize("NFKD").replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-|-$/g, "") || "person";

async function save_person(id: string) {
  const person = await call<ExportedPerson>("POST", "/persons/export", { id, language: language.value }, patience_ms);
  const name = file_name(person.name);
  save_file(`${name}.html`, person.page, "text/html");
  save_file(`${name}.json`, person.document, "application/json");
}

function PersonLine({ person, erase }: { person: FoundPerson; erase: () => void }) {
  const { busy, problem, run } = useBusy();
  const events = person.events.map((event) => event.name).join(", ");
  const save = async () => {
    if (await run(() => save_person(person.id))) tell(say("Two files are saved: one to be read, one complete."));
  };
  return (
    <li class="panel stack">
      <div class="row apart wraps">
        <div class="grow">
          <strong>{person.name || say("without a name")}</strong>
          <div class="quiet-text">{[person.company, person.email].filter(Boolean).join(" · ")}</div>
          <div class="small quiet-text">{say_many("{count} event: {events}", "{count} events: {events}", person.events.length, { events })}</div>
        </div>
        <div class="row wraps">
          <button class="button" disabled={busy} onClick={save} aria-label={say("Save all data of {name}", { name: person.name })}>{busy ? say("One moment…") : say("Save all data")}</button>
          <button class="button danger" onClick={erase} aria-label={say("Erase {name}", { name: person.name })}>{say("Erase…")}</button>
        </div>
      </div>
      {problem && <Notice kind="danger">{problem}</Notice>}
    </li>
  );
}

export function PersonRequests() {
  const [who, set_who] = useState("");
  const [found, set_found] = useState<FoundPerson[]>();
  const [erasing, set_erasing] = useState<FoundPerson>();
  const [erased, set_erased] = useState<ErasedPersons>();
  const { busy, problem, run } = useBusy();
  const search = async () => {
    set_erased(undefined);
    if (who.trim()) await run(() => call<FoundPerson[]>("POST", "/persons/search", { who: who.trim() }, patience_ms).then(set_found));
  };
  const erase = (person: FoundPerson) => async () => {
    set_erased(await call<ErasedPersons>("POST", "/persons/erasure", { ids: [person.id], confirm: true }, patience_ms));
    set_found(found?.filter((each) => each.id !== person.id));
    tell(say("The person is erased from all events."));
  };
  return (
    <>
      <Heading title={say("Access and erasure")} />
      <div class="stack roomy">
        <section class="panel stack" aria-labelledby="person">
          <h2 id="person">{say("Find one person")}</h2>
          <p class="quiet-text">{say("Who asks what is known of her, or wants to be erased. Guests of several events are one person where both name and e-mail address are the same.")}</p>
          <Form on_send={search}>
            {problem && <Notice kind="danger">{problem}</Notice>}
            <Field label={say("Name, organisation or e-mail address")} value={who} on_input={set_who} type="search" autocomplete="off" />
            <button class="button main" disabled={busy}>{busy ? say("Searching…") : say("Search all events")}</button>
          </Form>
        </section>
        {erased && <Notice kind="success">{say_many("Erased as a guest of {count} event; kiosks follow as they connect.", "Erased as a guest of {count} events; kiosks follow as they connect.", erased.erased)}</Notice>}
        {erased && <StillHeld erased={erased} />}
        {found?.length === 0 && !erased && <p role="status">{say("Nobody is known by that.")}</p>}
        {found && found.length > 0 && <ul class="stack plain" aria-label={say("Persons found")}>{found.map((person) => <PersonLine key={person.id} person={person} erase={() => set_erasing(person)} />)}</ul>}
        <DefaultDays />
      </div>
      {erasing && (
        <Confirm title={say("Erase {name} for ever?", { name: erasing.name })} act={say("Erase for ever")} work={erase(erasing)} close={() => set_erasing(undefined)}>
          {say("From all events, here, at kiosks and in backups. Nobody can take that back. That somebody came still counts.")}
        </Confirm>
      )}
    </>
  );
}

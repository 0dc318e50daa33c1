// Who may sign in, at kiosks and at these pages.
import { useState } from "preact/hooks";
import { sentence_of } from "../app/sentences";
import { me } from "../app/session";
import { say } from "../app/text";
import { useAnswer } from "../parts/answer";
import { Icon } from "../parts/icon";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { AddPerson } from "./add_person";
import { Heading } from "./heading";
import { PersonSheet } from "./person_sheet";
import { role_name } from "./role_words";
import type { ListedEvent, Person } from "./shapes";

function SignInState({ person }: { person: Person }) {
  if (person.has_password) return <>{person.sign_in}</>;
  if (person.sign_in) return <span class="row wraps"><span class="tag">{say("invited")}</span>{person.sign_in}</span>;
  return <span class="quiet-text">{say("with a PIN at kiosks only")}</span>;
}

function PersonRow({ person, names, open }: { person: Person; names: Map<string, string>; open: () => void }) {
  const events = person.events.map((key) => names.get(key) ?? key);
  return (
    <tr>
      <th scope="row" data-label={say("Name")}>
        <button class="name-button" onClick={open} aria-haspopup="dialog">{person.name}</button>
        {person.number === me.value?.number && <span class="tag">{say("you")}</span>}
      </th>
      <td data-label={say("Role")}>{role_name(person.role)}</td>
      <td data-label={say("Events")}>{events.length === 0 ? say("all") : events.join(", ")}</td>
      <td data-label={say("Lists")} class={person.lists.length > 0 ? undefined : "none"}>{person.lists.join(", ") || "–"}</td>
      <td data-label={say("Signs in as")}><SignInState person={person} /></td>
      <td class="figure" data-label={say("No.")}>{person.number}</td>
    </tr>
  );
}

export function People() {
  const { answer: people, failure, again } = useAnswer<Person[]>("/people");
  const { answer: events } = useAnswer<ListedEvent[]>("/events");
  const [adding, set_adding] = useState(false);
  const [opened, set_opened] = useState<number>();
  const known = (events ?? []).filter((event) => !event.problem);
  const names = new Map(known.map((event) => [event.key, event.name]));
  const collator = new Intl.Collator(undefined, { sensitivity: "base" });
  const person = people?.find((each) => each.number === opened);
  const heads = [say("Name"), say("Role"), say("Events"), say("Lists"), say("Signs in as")];
  return (
    <>
      <Heading title={say("Team and access")}>
        <button class="button main" onClick={() => set_adding(true)}><Icon name="plus" />{say("Add a person")}</button>
      </Heading>
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {!people && failure === undefined && <Loading lines={6} />}
      {people?.length === 0 && <div class="empty"><p>{say("Nobody is on the roster yet. Add who stands at the doors, and invite who works with these pages.")}</p></div>}
      {people && people.length > 0 && (
        <div class="scrolls" role="region" aria-label={say("Team and access")} tabIndex={0}>
          <table class="roster">
            <thead>
              <tr>
                {heads.map((head) => <th scope="col" key={head}>{head}</th>)}
                <th scope="col" class="figure">{say("No.")}</th>
              </tr>
            </thead>
            <tbody>
              {[...people].sort((one, other) => collator.compare(one.name, other.name)).map((each) => (
                <PersonRow key={each.number} person={each} names={names} open={() => set_opened(each.number)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && <AddPerson events={known} changed={again} close={() => set_adding(false)} />}
      {person && <PersonSheet person={person} events={known} changed={again} close={() => set_opened(undefined)} />}
    </>
  );
}

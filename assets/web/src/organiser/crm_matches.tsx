// Which guest is which person of the CRM, where somebody has to say so: both side by side, and what was said, to take back.
import { useEffect, useState } from "preact/hooks";
import { call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { number_text, say, say_many } from "../app/text";
import { folded } from "../host/find";
import { tell } from "../host/toast";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Notice } from "../parts/notice";
import type { Sought } from "./crm_find";
import type { CrmMatch } from "./shapes";

const patience_ms = 60_000;
const most_shown = 10;

interface Waiting {
  guest: CrmMatch; // for what is known of her here
  persons: CrmMatch[];
}

// By guest and connector: of several persons one is meant at most.
function waiting_of(matches: CrmMatch[]): Waiting[] {
  const all = new Map<string, Waiting>();
  for (const match of matches.filter(({ state }) => state === "proposed")) {
    const key = `${match.guest} ${match.connector}`;
    const known = all.get(key);
    known ? known.persons.push(match) : all.set(key, { guest: match, persons: [match] });
  }
  return [...all.values()];
}

// In whatever order; the server compares them more exactly.
const same_name = (one: string, other: string) => {
  const words = (name: string) => folded(name).split(/[\s,]+/).filter(Boolean).sort().join(" ");
  return words(one) === words(other);
};

// `count`: of the persons who may be she for the same reason.
function why_text({ by, name, person_name, email, person_email }: CrmMatch, count: number): string {
  if (by === "email" && !same_name(name, person_name)) return say("The e-mail is the same; the name is another one.");
  if (by === "email") return count === 1 ? say("Name and e-mail are the same, but somebody else has this e-mail, too.") : say_many("{count} person there has this e-mail.", "{count} people there have this e-mail.", count);
  if (email === "" || person_email === "") return say("Name and company are the same; the e-mail of one of them is not known.");
  return email.toLowerCase() === person_email.toLowerCase() ? say("Name, company and e-mail are the same, but somebody else has this e-mail, too.") : say("Name and company are the same; the e-mail is another one.");
}

export function Side({ title, name, company, email, person }: { title: string; name: string; company: string; email?: string; person?: string }) {
  return (
    <div class="side">
      <span class="small quiet-text">{title}</span>
      <strong>{name || say("somebody without a name")}</strong>
      <span>{company || <span class="quiet-text">{say("no company")}</span>}</span>
      {email !== undefined && <span>{email || <span class="quiet-text">{say("no e-mail")}</span>}</span>}
      {person && <span class="small quiet-text">{say("Number in the CRM: {person}", { person })}</span>}
    </div>
  );
}

type Find = (guest: Sought | undefined) => void;
type Decide = (match: CrmMatch, word: "confirmation" | "rejection" | "retraction") => void;

function WaitingGuest({ guest, persons, busy, decide, find }: Waiting & { busy: boolean; decide: Decide; find: Find }) {
  return (
    <li class="match">
      <Side title={say("On the guest list")} name={guest.name} company={guest.company} email={guest.email} />
      <div class="stack">
        <ul class="persons">
          {persons.map((match) => (
            <li key={match.person}>
              <Side title={say("In {connector}", { connector: match.connector })} name={match.person_name} company={match.organisation} email={match.person_email} person={match.person} />
              <p class="small">{why_text(match, persons.filter(({ by }) => by === match.by).length)}</p>
              <div class="row wraps">
                <button class="button small" disabled={busy} onClick={() => decide(match, "confirmation")} aria-label={say("The same person: {name}, {person}", { name: match.name, person: match.person })}>{say("The same person")}</button>
                <button class="button small quiet" disabled={busy} onClick={() => decide(match, "rejection")} aria-label={say("Not the same person: {name}, {person}", { name: match.name, person: match.person })}>{say("Not the same person")}</button>
              </div>
            </li>
          ))}
        </ul>
        <div class="row"><button class="button small quiet" disabled={busy} onClick={() => find(guest)} aria-label={say("Find in the CRM: {name}", { name: guest.name })}>{say("Find in the CRM")}</button></div>
      </div>
    </li>
  );
}

const person_text = ({ person_name, organisation, person }: CrmMatch) => (person_name && organisation ? `${person_name} (${organisation})` : person_name || organisation || person);

// What somebody said at another event.
const is_carried = ({ by, state }: CrmMatch) => by === "person" && state === "matched";

function decided_text(match: CrmMatch): string {
  const there = { name: match.person_name || match.person, connector: match.connector };
  if (is_carried(match)) return say("as at another event the same person as {name} in {connector}", there);
  if (match.state === "confirmed") return say("the same person as {name} in {connector}", there);
  return say("not {name} in {connector}", { name: person_text(match), connector: match.connector });
}

function Decided({ matches, busy, decide }: { matches: CrmMatch[]; busy: boolean; decide: Decide }) {
  if (matches.length === 0) return null;
  return (
    <details>
      <summary>{say("Already decided: {count}", { count: number_text(matches.length) })}</summary>
      <ul class="decided">
        {matches.map((match) => (
          <li key={`${match.guest} ${match.connector} ${match.person}`}>
            <span class="grow">
              <strong>{match.name || say("somebody without a name")}</strong>
              <span class="second">{decided_text(match)}</span>
            </span>
            {is_carried(match)
              ? <button class="button small quiet" disabled={busy} onClick={() => decide(match, "rejection")} aria-label={say("Not the same person: {name}, {person}", { name: match.name, person: match.person })}>{say("Not the same person")}</button>
              : <button class="button small quiet" disabled={busy} onClick={() => decide(match, "retraction")} aria-label={say("Take it back: {name}", { name: match.name })}>{say("Take it back")}</button>}
          </li>
        ))}
      </ul>
    </details>
  );
}

// `brought`: counts what has come in since; `decided`: called when somebody said who is whom; `find`: asks for a person of
// the CRM by hand, of this guest or of one who is to be chosen.
export function Matches({ event, brought, decided, find }: { event: string; brought: number; decided: () => void; find: Find }) {
  const path = `/events/${encodeURIComponent(event)}/matches`;
  const { answer, failure, again } = useAnswer<CrmMatch[]>(path);
  const [shows_all, set_shows_all] = useState(false);
  const { busy, problem, run } = useBusy();
  useEffect(() => {
    if (brought > 0) void again();
  }, [brought, again]);
  if (!answer) return failure === undefined ? null : <Notice kind="attention">{sentence_of(failure)}</Notice>;
  const decide: Decide = (match, word) =>
    void run(async () => {
      const { guest, connector, person } = match;
      await call("POST", `${path}/${word}`, { guest, connector, person }, patience_ms);
      await again();
      decided();
      tell(word === "retraction" ? say("Taken back.") : say("It is remembered, and can be taken back here."));
    });
  const waiting = waiting_of(answer);
  const said = answer.filter((match) => match.state === "confirmed" || match.state === "rejected" || is_carried(match));
  const shown = shows_all ? waiting : waiting.slice(0, most_shown);
  return (
    <section class="panel stack" aria-labelledby="crm-matches">
      <h2 id="crm-matches">{waiting.length > 0 ? say_many("{count} guest may be somebody in the CRM", "{count} guests may be somebody in the CRM", waiting.length) : say("Who is whom")}</h2>
      {waiting.length > 0 ? <p class="quiet-text">{say("Until somebody says so, nothing of them is written there.")}</p> : <p class="quiet-text">{say("Nobody waits for a decision.")}</p>}
      {problem && <Notice kind="danger">{problem}</Notice>}
      {shown.length > 0 && <ul class="matches">{shown.map((each) => <WaitingGuest key={`${each.guest.guest} ${each.guest.connector}`} {...each} busy={busy} decide={decide} find={find} />)}</ul>}
      {shown.length < waiting.length && <div class="row"><button class="button quiet" onClick={() => set_shows_all(true)}>{say_many("Show {count} more", "Show {count} more", waiting.length - shown.length)}</button></div>}
      <Decided matches={said} busy={busy} decide={decide} />
      <div class="row"><button class="button" onClick={() => find(undefined)}>{say("Find a guest in the CRM")}</button></div>
    </section>
  );
}

// What a pull of the CRM's persons would change here: how each field of the map does, and whom it would change.
import { number_text, say, say_many } from "../app/text";
import { Notice } from "../parts/notice";
import { column_text } from "./import_words";
import type { CrmPersonsLook, CrmPulled } from "./shapes";

function field_text(field: string): string {
  switch (field) {
    case "company id":
      return say("Number of the company");
    case "objection":
      return say("Objection to profiling");
    case "earlier events":
      return say("Earlier events");
    default:
      return column_text(field);
  }
}

const value_text = (field: string, value: string) => (value === "" ? say("not given") : field === "objection" ? say("yes") : value);

const change_text = (change: CrmPersonsLook["examples"][number]["change"]) => ({ came: say("new"), changed: say("changed"), went: say("gone") })[change];

// A field that nobody has is one that its map looks for in the wrong place.
function missing_text({ read, fields }: CrmPersonsLook): string {
  const has = (fits: (field: string) => boolean) => fields.some(({ field, said }) => fits(field) && said > 0);
  if (read === 0) return "";
  const is_named = has((field) => field === "first name" || field === "last name");
  const has_address = has((field) => field === "e-mail");
  if (is_named && has_address) return "";
  if (!is_named && !has_address) return say("Nobody has a name or an e-mail there. See whether “fields” in connectors.toml name the right places.");
  return is_named ? say("Nobody has an e-mail there. See whether “fields” in connectors.toml name the right place.") : say("Nobody has a name there. See whether “fields” in connectors.toml name the right places.");
}

export function PersonsChanges({ figures, look }: { figures: CrmPulled["figures"]; look: CrmPersonsLook }) {
  const missing = missing_text(look);
  const counts: [string, number][] = [[say("read"), look.read], [say("new"), figures.came], [say("changed"), figures.changed], [say("gone"), figures.went]];
  const left = figures.came + figures.changed + figures.went - look.examples.length;
  return (
    <>
      {missing && <Notice kind="attention">{missing}</Notice>}
      <dl class="figure-row">{counts.map(([name, count]) => <div key={name}><dt>{name}</dt><dd>{number_text(count)}</dd></div>)}</dl>
      {look.examples.length === 0 ? (
        <p>{say("Nothing would change here.")}</p>
      ) : (
        <ul class="would-change" tabIndex={0} aria-label={say("Whom it would change")}>
          {look.examples.map((person, index) => (
            <li key={index}>
              <span class="grow"><strong>{person.name || say("somebody without a name")}</strong>{person.organisation && <span class="second">{person.organisation}</span>}</span>
              <span class="how">{change_text(person.change)}{person.fields.map(({ field, before, after }) => <span class="second" key={field}>{say("{field}: {before} → {after}", { field: field_text(field), before: value_text(field, before), after: value_text(field, after) })}</span>)}</span>
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <p class="small quiet-text">{say_many("and {count} more", "and {count} more", left)}</p>}
      <table class="small">
        <caption>{say("What is read of each field")}</caption>
        <thead><tr><th scope="col">{say("Field")}</th><th scope="col" class="figure">{say("have it")}</th><th scope="col" class="figure">{say("would change")}</th></tr></thead>
        <tbody>{look.fields.map(({ field, said, changed }) => <tr key={field}><th scope="row">{field_text(field)}</th><td class="figure">{number_text(said)}</td><td class="figure">{number_text(changed)}</td></tr>)}</tbody>
      </table>
    </>
  );
}

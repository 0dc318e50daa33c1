// A guest who is not on the list yet: weeks before, or standing there; alone, or along with one who is.
import { useState } from "preact/hooks";
import { ApiError } from "../app/api";
import { new_id } from "../app/ids";
import { sentence_of } from "../app/sentences";
import { in_language, say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Choice, Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { guest_name } from "./acts";
import type { ComingAlong } from "./coming_along";
import type { HostGuests } from "./guest_list";
import { hush, tell } from "./toast";
import { usual_category } from "./words";

const most_places = 6;

interface Props {
  guests: HostGuests;
  along: ComingAlong | null;
  done: () => void;
}

export function AddGuest({ guests, along, done }: Props) {
  const { event, you } = guests.overview.value!;
  const { companions, plus_ones } = event.policy;
  const categories = Object.keys(event.categories).filter((key) => companions.categories.includes(key) === (along?.companion ?? false));
  const [ticket] = useState(new_id()); // kept while she tries again, so that nobody is added twice
  const [first_name, set_first] = useState("");
  const [last_name, set_last] = useState("");
  const [company, set_company] = useState("");
  const [email, set_email] = useState("");
  const [category, set_category] = useState(usual_category(categories));
  const [places, set_places] = useState("1");
  const [owner, set_owner] = useState(along?.with.list_owner || you.lists[0] || "");
  const [missing, set_missing] = useState(false);
  const { busy, problem, run } = useBusy();
  const most = along ? 1 : Math.min(most_places, (plus_ones ?? most_places) + 1);
  // Nobody need know the name of a plus-one weeks before.
  const needs_name = !along || along.companion;

  const explain = (error: unknown) => {
    if (!(error instanceof ApiError) || error.failure.kind !== "refused") return sentence_of(error);
    return along
      ? say("This guest may bring nobody more along, or the list has no room. Ask the organiser.")
      : say("This list has no room for that, or the event takes nobody in who is on no list. Ask the organiser.");
  };
  const add = async () => {
    hush();
    if (needs_name && !last_name.trim()) return set_missing(true);
    const named = last_name.trim() || first_name.trim() ? last_name.trim() : say("Plus-one of {name}", { name: guest_name(along!.with) });
    const fields = { ticket, first_name: first_name.trim(), last_name: named, company: company.trim(), email: email.trim(), category, places: Number(places), ...(along ? { with: along.with.ticket } : {}) };
    const added = await run(async () => {
      const line = await guests.change("POST", "/guests", owner ? { ...fields, list_owner: owner } : fields);
      const waits = line.status === "waitlisted" && !line.approved;
      tell(waits ? say("{name} is on the waiting list: no seat is left.", { name: guest_name(line) }) : say("{name} is on the list.", { name: guest_name(line) }));
    }, explain);
    if (added) done();
  };
  const title = !along ? say("New guest") : along.companion ? say("Companion of {name}", { name: guest_name(along.with) }) : say("Plus-one of {name}", { name: guest_name(along.with) });
  return (
    <div class="padded stack">
      <h2>{title}</h2>
      {along?.companion && <p class="quiet-text">{say("A person without whom the guest could not come. Companions are always counted.")}</p>}
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Form on_send={add}>
        <Field label={say("First name")} value={first_name} on_input={set_first} autocomplete="off" />
        <Field label={say("Last name")} value={last_name} on_input={set_last} autocomplete="off" hint={needs_name ? undefined : say("May be left empty.")} wrong={missing && !last_name.trim() ? say("A last name is needed.") : undefined} />
        {!along?.companion && <Field label={say("Company")} value={company} on_input={set_company} autocomplete="off" />}
        {!along && <Field label={say("E-mail")} type="email" value={email} on_input={set_email} autocomplete="off" />}
        {categories.length > 1 && <Choice label={say("Category")} value={category} on_choose={set_category} options={categories.map((key) => [key, in_language(event.categories[key]) || key])} />}
        {most > 1 && <Choice label={say("People in total")} value={places} on_choose={set_places} options={Array.from({ length: most }, (_, index) => [String(index + 1), String(index + 1)])} />}
        {!along && you.lists.length > 1 && <Choice label={say("On whose list")} value={owner} on_choose={set_owner} options={you.lists.map((list) => [list, list])} />}
        <div class="acts">
          <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Add")}</button>
          {along && <button type="button" class="button" onClick={done}>{say("Back")}</button>}
        </div>
      </Form>
    </div>
  );
}

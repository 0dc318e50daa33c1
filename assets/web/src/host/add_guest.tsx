// A guest who is not on the list yet: weeks before, or standing there.
import { useState } from "preact/hooks";
import { ApiError } from "../app/api";
import { new_id } from "../app/ids";
import { sentence_of } from "../app/sentences";
import { in_language, say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Choice, Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { guest_name } from "./acts";
import type { HostGuests } from "./guest_list";
import { hush, tell } from "./toast";

export function AddGuest({ guests, done }: { guests: HostGuests; done: () => void }) {
  const { event, you } = guests.overview.value!;
  const categories = Object.keys(event.categories);
  const [ticket] = useState(new_id()); // kept while she tries again, so that nobody is added twice
  const [first_name, set_first] = useState("");
  const [last_name, set_last] = useState("");
  const [company, set_company] = useState("");
  const [email, set_email] = useState("");
  const [category, set_category] = useState(categories.includes("guest") ? "guest" : (categories[0] ?? ""));
  const [places, set_places] = useState("1");
  const [owner, set_owner] = useState(you.lists[0] ?? "");
  const [missing, set_missing] = useState(false);
  const { busy, problem, run } = useBusy();

  const explain = (error: unknown) =>
    error instanceof ApiError && error.failure.kind === "refused"
      ? say("This list has no room for that, or the event takes nobody in who is on no list. Ask the organiser.")
      : sentence_of(error);
  const add = async () => {
    hush();
    if (!last_name.trim()) return set_missing(true);
    const fields = { ticket, first_name: first_name.trim(), last_name: last_name.trim(), company: company.trim(), email: email.trim(), category, places: Number(places) };
    const added = await run(async () => {
      const line = await guests.change("POST", "/guests", owner ? { ...fields, list_owner: owner } : fields);
      const waits = line.status === "waitlisted" && !line.approved;
      tell(waits ? say("{name} is on the waiting list: no seat is left.", { name: guest_name(line) }) : say("{name} is on the list.", { name: guest_name(line) }));
    }, explain);
    if (added) done();
  };
  return (
    <div class="padded stack">
      <h2>{say("New guest")}</h2>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Form on_send={add}>
        <Field label={say("First name")} value={first_name} on_input={set_first} autocomplete="off" />
        <Field label={say("Last name")} value={last_name} on_input={set_last} autocomplete="off" wrong={missing && !last_name.trim() ? say("A last name is needed.") : undefined} />
        <Field label={say("Company")} value={company} on_input={set_company} autocomplete="off" />
        <Field label={say("E-mail")} type="email" value={email} on_input={set_email} autocomplete="off" />
        {categories.length > 1 && <Choice label={say("Category")} value={category} on_choose={set_category} options={categories.map((key) => [key, in_language(event.categories[key]) || key])} />}
        <Choice label={say("Persons, with companions")} value={places} on_choose={set_places} options={["1", "2", "3", "4", "5", "6"].map((count) => [count, count])} />
        {you.lists.length > 1 && <Choice label={say("On whose list")} value={owner} on_choose={set_owner} options={you.lists.map((list) => [list, list])} />}
        <button class="button main wide" disabled={busy}>{busy ? say("One moment…") : say("Add")}</button>
      </Form>
    </div>
  );
}

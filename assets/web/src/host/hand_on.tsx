// Somebody else comes on a guest's ticket.
import { useState } from "preact/hooks";
import { new_id } from "../app/ids";
import type { GuestLine } from "../app/shapes";
import { say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";

export function HandOnForm({ line, hand_on }: { line: GuestLine; hand_on: (instead: Record<string, string>) => Promise<unknown> }) {
  const [guest] = useState(new_id); // sent again, she is the same
  const [first_name, set_first] = useState("");
  const [last_name, set_last] = useState("");
  const [company, set_company] = useState(line.company);
  const [missing, set_missing] = useState(false);
  const { busy, problem, run } = useBusy();
  const send = () => {
    if (!last_name.trim()) return set_missing(true);
    return run(() => hand_on({ guest, first_name: first_name.trim(), last_name: last_name.trim(), company: company.trim() }));
  };
  return (
    <Form on_send={send}>
      <p class="quiet-text">{say("Whoever comes instead takes this place and gets their own badge.")}</p>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Field label={say("First name")} value={first_name} on_input={set_first} autocomplete="off" />
      <Field label={say("Last name")} value={last_name} on_input={set_last} autocomplete="off" wrong={missing && !last_name.trim() ? say("A last name is needed.") : undefined} />
      <Field label={say("Company")} value={company} on_input={set_company} autocomplete="off" />
      <button class="button main" disabled={busy}>{say("Comes instead")}</button>
    </Form>
  );
}

// For how many days after its closing an event's personal data, and reasons of refusals, are kept: the venue's, or an event's own.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { say } from "../app/text";
import { tell } from "../host/toast";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";

interface Props {
  path: string;
  persons_days: number;
  refusals_days: number;
  may_reset?: boolean; // has days of its own
  saved: () => Promise<void>;
}

export function RetentionDays({ path, persons_days, refusals_days, may_reset = false, saved }: Props) {
  const [persons, set_persons] = useState(String(persons_days));
  const [refusals, set_refusals] = useState(String(refusals_days));
  const { busy, problem, run } = useBusy();
  const put = async (persons_days: number, refusals_days: number, said: string) => {
    if (await run(() => call("PUT", path, { persons_days, refusals_days }).then(saved))) tell(said);
  };
  return (
    <Form on_send={() => put(Number(persons), Number(refusals), say("The times are saved."))}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Field label={say("Personal data, days after closing")} value={persons} on_input={set_persons} type="number" required />
      <Field label={say("Reasons of refusals, days after closing")} value={refusals} on_input={set_refusals} type="number" required />
      <div class="row wraps">
        <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Save")}</button>
        {may_reset && <button type="button" class="button" disabled={busy} onClick={() => put(0, 0, say("The event goes by the venue’s times again."))}>{say("As the venue has it")}</button>}
      </div>
    </Form>
  );
}

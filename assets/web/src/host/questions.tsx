// The event's questions, asked on the spot by whoever stands at the door: a text for what is required, an equal yes and
// no for a consent, which nobody has to answer (docs/product.md, Admission).
import { useEffect, useState } from "preact/hooks";
import { new_id } from "../app/ids";
import { sentence_of } from "../app/sentences";
import type { GuestSheet, Question } from "../app/shapes";
import { language, say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { admit_with_answers, guest_name, refusal_sentence } from "./acts";
import type { HostGuests } from "./guest_list";
import { asked, type Asked } from "./questions_asked";
import { tell } from "./toast";

// In her own language first; the other one below, to be shown to the guest.
function texts_of(question: Question): { language: string; text: string }[] {
  const order = [language.value, ...Object.keys(question.text).filter((each) => each !== language.value).sort()];
  return order.map((each) => ({ language: each, text: question.text[each] ?? "" })).filter((each) => each.text !== "");
}

const Other = ({ question }: { question: Question }) => (
  <>
    {texts_of(question).slice(1).map((each) => (
      <span key={each.language} lang={each.language} class="quiet-text small">{each.text}</span>
    ))}
  </>
);

function Consent({ question, said, say_it }: { question: Question; said: boolean | undefined; say_it: (yes: boolean) => void }) {
  const [first] = texts_of(question);
  return (
    <fieldset class="consent">
      <legend lang={first?.language}>{first?.text}</legend>
      <Other question={question} />
      <div class="acts">
        <button type="button" class="button" aria-pressed={said === true} onClick={() => say_it(true)}>{say("Yes")}</button>
        <button type="button" class="button" aria-pressed={said === false} onClick={() => say_it(false)}>{say("No")}</button>
      </div>
    </fieldset>
  );
}

export function QuestionsSheet({ guests, about }: { guests: HostGuests; about: Asked }) {
  const line = guests.lines.value.get(about.ticket);
  const { questions } = guests.overview.value!.event.policy;
  const [sheet, set_sheet] = useState<GuestSheet>();
  const [answers, set_answers] = useState<Record<string, string>>({});
  const [consents, set_consents] = useState<Record<string, boolean>>({});
  const [missing, set_missing] = useState(false);
  const { busy, problem, run, set_problem } = useBusy();
  const close = () => (asked.value = null);
  useEffect(() => {
    guests.ask<GuestSheet>("GET", `/guests/${about.ticket}`).then(set_sheet, (error) => set_problem(sentence_of(error)));
  }, [about.ticket]);
  if (!line) return null;

  const open = questions.filter((each) => !each.consent && each.required && (about.refused ? about.refused.questions.includes(each.id) : sheet && !sheet.answered.includes(each.id)));
  const asked_for_yes = sheet ? questions.filter((each) => each.consent) : [];
  const said_before = (id: string) => sheet?.consents.find((each) => each.question === id)?.yes;
  const is_missing = (id: string) => missing && !(answers[id] ?? "").trim();

  const send = async () => {
    if (open.some((each) => !(answers[each.id] ?? "").trim())) return set_missing(true);
    const given = { answers: Object.fromEntries(open.map((each) => [each.id, answers[each.id]!.trim()])), consents, language: language.value };
    const nothing = open.length === 0 && Object.keys(consents).length === 0;
    let refusal = "";
    const done = nothing || (await run(async () => {
      if (about.refused) {
        const answer = await admit_with_answers(guests, line, about.refused, given, about.persons);
        if (answer.outcome !== "admitted") refusal = refusal_sentence(answer);
        return;
      }
      await guests.ask("POST", `/guests/${about.ticket}/answers`, { scan: new_id(), ...given });
      await guests.refresh();
      tell(say("The answers are saved."));
    }));
    if (refusal) set_problem(refusal);
    else if (done) close();
  };
  return (
    <Sheet title={say("Questions for {name}", { name: guest_name(line) })} on_close={close}>
      {about.refused && <p>{say("Please ask this first; then the guest comes in.")}</p>}
      {problem && <Notice kind="danger">{problem}</Notice>}
      <Form on_send={send}>
        {open.map((question) => (
          <Field
            key={question.id}
            label={texts_of(question)[0]?.text ?? question.id}
            also={<Other question={question} />}
            value={answers[question.id] ?? ""}
            on_input={(text) => set_answers({ ...answers, [question.id]: text })}
            autocomplete="off"
            wrong={is_missing(question.id) ? say("An answer is needed.") : undefined}
          />
        ))}
        {asked_for_yes.map((question) => (
          <Consent key={question.id} question={question} said={consents[question.id] ?? said_before(question.id)} say_it={(yes) => set_consents({ ...consents, [question.id]: yes })} />
        ))}
        {asked_for_yes.length > 0 && <p class="quiet-text small">{say("The guest decides; either answer will do. Skipping means no.")}</p>}
        <button class="button main wide" disabled={busy || !sheet}>{about.refused ? say("Let in") : say("Save the answers")}</button>
      </Form>
    </Sheet>
  );
}

// A guest of an event, found by a part of her name or company, for whoever is to choose one.
import { useEffect, useRef, useState } from "preact/hooks";
import type { GuestLine } from "../app/shapes";
import { sentence_of } from "../app/sentences";
import { say } from "../app/text";
import { guest_name } from "../host/acts";
import { Field } from "../parts/field";
import { Notice } from "../parts/notice";
import { all_guests, found_in } from "./guest_search";

const fewest_letters = 2;
const most_found = 8;

// `event`: encoded for an address. `fits`: who may be chosen. `emptied`: nothing is typed any more.
export function GuestLookUp({ event, label, choose, fits = () => true, emptied, autofocus }: { event: string; label: string; choose: (guest: GuestLine) => void; fits?: (guest: GuestLine) => boolean; emptied?: () => void; autofocus?: boolean }) {
  const [typed, set_typed] = useState("");
  const [guests, set_guests] = useState<GuestLine[]>();
  const [problem, set_problem] = useState("");
  const reading = useRef(false); // asked once, and anew with the next letter where that failed
  const searches = typed.trim().length >= fewest_letters;
  useEffect(() => {
    if (!searches || guests || reading.current) return;
    reading.current = true;
    set_problem("");
    all_guests(event).then(set_guests, (error: unknown) => {
      reading.current = false;
      set_problem(sentence_of(error));
    });
  }, [typed]);
  const found = searches && guests ? found_in(guests, typed).filter(fits) : [];
  return (
    <>
      <Field label={label} value={typed} type="search" autocomplete="off" autofocus={autofocus} on_input={(text) => { set_typed(text); if (text === "") emptied?.(); }} />
      {problem && <Notice kind="danger">{problem}</Notice>}
      {found.length > 0 && <ul class="found">{found.slice(0, most_found).map((line) => <li key={line.ticket}><button class="button small" onClick={() => choose(line)}>{[guest_name(line), line.company].filter(Boolean).join(", ")}</button></li>)}</ul>}
      {found.length > most_found && <p class="small quiet-text" role="status">{say("There are more: add a word.")}</p>}
      {searches && guests && found.length === 0 && <p class="small attention-text" role="status">{say("Nobody is called so.")}</p>}
    </>
  );
}

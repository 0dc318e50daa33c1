// One thing at a time: a button that was pressed waits for its answer, and what went wrong is told in one sentence, in the
// language that the page has when it is read.
import { useState } from "preact/hooks";
import { sentence_of } from "../app/sentences";

export function useBusy() {
  const [busy, set_busy] = useState(false);
  const [problem, set_sentence] = useState(() => () => "");
  const set_problem = (text: string) => set_sentence(() => () => text);
  const run = async (work: () => Promise<unknown>, explain = sentence_of): Promise<boolean> => {
    if (busy) return false;
    set_busy(true);
    set_problem("");
    try {
      await work();
      return true;
    } catch (error) {
      set_sentence(() => () => explain(error));
      return false;
    } finally {
      set_busy(false);
    }
  };
  return { busy, problem: problem(), run, set_problem };
}

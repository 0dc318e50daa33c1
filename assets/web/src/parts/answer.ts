// What the API answers to one question, asked again every so often while somebody looks.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { call } from "../app/api";

export interface Asked<Answer> {
  answer: Answer | undefined; // stays while it is asked again
  failure: unknown; // of the last time; undefined: none
  again: () => Promise<void>;
}

export function useAnswer<Answer>(path: string, every_ms = 0): Asked<Answer> {
  const [answer, set_answer] = useState<Answer>();
  const [failure, set_failure] = useState<unknown>();
  const asked = useRef(path);
  const again = useCallback(async () => {
    const is_current = () => asked.current === path;
    try {
      const given = await call<Answer>("GET", path);
      if (is_current()) set_answer(given);
      if (is_current()) set_failure(undefined);
    } catch (error) {
      if (is_current()) set_failure(error);
    }
  }, [path]);
  useEffect(() => {
    asked.current = path;
    set_answer(undefined);
    void again();
    if (every_ms === 0) return;
    const clock = setInterval(() => document.visibilityState === "visible" && void again(), every_ms);
    return () => clearInterval(clock);
  }, [path, every_ms]);
  return { answer, failure, again };
}

// Moves on by itself, so that nobody is forgotten.
import { useEffect, useState } from "preact/hooks";

export function useNow() {
  const [now, set_now] = useState(Date.now());
  useEffect(() => {
    const clock = setInterval(() => set_now(Date.now()), 10_000);
    return () => clearInterval(clock);
  }, []);
  return now;
}

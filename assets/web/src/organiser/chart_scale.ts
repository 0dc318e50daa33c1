// What drawings of bars and lines share: the width that there is, and a scale of round numbers.
import { useEffect, useRef, useState } from "preact/hooks";

export function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, set_width] = useState(640);
  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => entry && set_width(Math.max(260, Math.floor(entry.contentRect.width))));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return { box, width };
}

export function nice_step(most: number) {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
}

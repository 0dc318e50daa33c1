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

function nice_step(most: number) {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
}

export interface Frame {
  height: number;
  margin: { top: number; right: number; bottom: number; left: number };
}

// Upwards from 0 to at least `most` persons (and four), in steps that read well.
export function persons_scale(most: number, { height, margin }: Frame) {
  const step = nice_step(Math.max(4, most));
  const top = Math.ceil(Math.max(4, most) / step) * step;
  const y = (persons: number) => height - margin.bottom - (persons / top) * (height - margin.top - margin.bottom);
  return { step, top, y };
}

export function PersonsGrid({ scale, width, frame }: { scale: ReturnType<typeof persons_scale>; width: number; frame: Frame }) {
  const { step, top, y } = scale;
  const { left, right } = frame.margin;
  return (
    <>
      {Array.from({ length: top / step + 1 }, (_, index) => index * step).map((persons) => (
        <g key={persons}>
          <line class="grid" x1={left} x2={width - right} y1={y(persons)} y2={y(persons)} />
          <text class="scale" x={left - 8} y={y(persons) + 4} text-anchor="end">{persons}</text>
        </g>
      ))}
    </>
  );
}

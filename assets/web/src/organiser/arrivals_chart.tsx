// Arrivals per five minutes, by category, with what is still to come. Drawn by hand: bars on a scale are all it takes. The
// same figures are a table for who cannot or does not want to read a drawing (WCAG 1.1.1, 1.4.1).
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { EventAtDoor } from "../app/shapes";
import { in_language, number_text, say, time_text } from "../app/text";
import { PersonsGrid, persons_scale, useWidth } from "./chart_scale";
import type { Bucket } from "./forecast";
import type { Arrivals } from "./shapes";

const frame = { height: 240, margin: { top: 14, right: 6, bottom: 26, left: 36 } };
const { height, margin } = frame;
const half_label = 18;
const colours = 6; // --category-1 … in the style sheet; further categories share the last

export interface ChartCategory {
  key: string;
  name: string;
  colour: string;
}

export function categories_of(at_door: EventAtDoor, arrivals: Arrivals): ChartCategory[] {
  const came = new Set(arrivals.buckets.flatMap((bucket) => Object.keys(bucket.by_category)));
  const known = Object.keys(at_door.categories);
  const others = [...came].filter((key) => !known.includes(key));
  // Events know more categories than come, and colours are few.
  return [...known, ...others].filter((key) => came.has(key)).map((key, index) => ({
    key,
    name: in_language(at_door.categories[key]) || key || say("Without a category"),
    colour: `var(--category-${Math.min(index, colours - 1) + 1})`,
  }));
}

interface Span {
  from: number;
  until: number;
}

function span_of(arrivals: Arrivals, coming: Bucket[], starts: number): Span {
  const times = [...arrivals.buckets, ...coming].map((bucket) => bucket.at);
  const from = Math.min(...times, starts - 6 * arrivals.bucket_ms);
  return { from, until: Math.max(...times, starts) + arrivals.bucket_ms };
}

// Every quarter of an hour, or fewer where the drawing is narrow.
function ticks_of({ from, until }: Span, width: number) {
  const quarter = 15 * 60_000;
  const room = Math.max(2, Math.floor(width / 64));
  const step = [1, 2, 4, 8, 16, 32, 96].map((each) => each * quarter).find((each) => (until - from) / each <= room) ?? 96 * quarter;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= until; at += step) ticks.push(at);
  return ticks;
}

interface Props {
  arrivals: Arrivals;
  coming: Bucket[];
  categories: ChartCategory[];
  starts: number;
  summary: string;
}

function Drawing({ arrivals, coming, categories, starts, summary }: Props) {
  const { box, width } = useWidth();
  const span = span_of(arrivals, coming, starts);
  const of_bucket = (at: number) => arrivals.buckets.find((bucket) => bucket.at === at)?.persons ?? 0;
  const most = Math.max(0, ...arrivals.buckets.map((bucket) => bucket.persons), ...coming.map((bucket) => bucket.persons + of_bucket(bucket.at)));
  const scale = persons_scale(most, frame);
  const { y } = scale;
  const x = (at: number) => margin.left + ((at - span.from) / (span.until - span.from)) * (width - margin.left - margin.right);
  const bar = Math.max(2, x(span.from + arrivals.bucket_ms) - x(span.from) - 2);
  const zone = arrivals.zone;
  return (
    <div class="chart" ref={box}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
        <PersonsGrid scale={scale} width={width} frame={frame} />
        {ticks_of(span, width).filter((at) => x(at) < width - half_label).map((at) => (
          <text key={at} class="scale" x={x(at)} y={height - 8} text-anchor="middle">{time_text(at, zone)}</text>
        ))}
        {coming.map(({ at, persons }) => (
          <rect key={at} class="to-come" x={x(at) + 1} width={bar} y={y(persons + of_bucket(at))} height={Math.max(0, y(0) - y(persons + of_bucket(at)))} />
        ))}
        {arrivals.buckets.map((bucket) => {
          let below = 0;
          return (
            <g key={bucket.at}>
              {categories.map(({ key, colour }) => {
                const persons = bucket.by_category[key] ?? 0;
                if (persons === 0) return null;
                const lower = below;
                below += persons;
                return <rect key={key} class="part" fill={colour} x={x(bucket.at) + 1} width={bar} y={y(below)} height={Math.max(1, y(lower) - y(below))} />;
              })}
              <title>{`${time_text(bucket.at, zone)}: ${bucket.persons}`}</title>
            </g>
          );
        })}
        <line class="start" x1={x(starts)} x2={x(starts)} y1={margin.top - 4} y2={y(0)} />
        <text class="scale strong" x={x(starts) + (x(starts) > width - 70 ? -6 : 6)} y={margin.top + 6} text-anchor={x(starts) > width - 70 ? "end" : "start"}>{say("Start")}</text>
      </svg>
    </div>
  );
}

function Table({ arrivals, categories }: Pick<Props, "arrivals" | "categories">) {
  return (
    <div class="scrolls" role="region" aria-label={say("Arrivals as a table")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("Time")}</th>
            {categories.map(({ key, name }) => <th scope="col" class="figure" key={key}>{name}</th>)}
            <th scope="col" class="figure">{say("All")}</th>
          </tr>
        </thead>
        <tbody>
          {arrivals.buckets.map((bucket) => (
            <tr key={bucket.at}>
              <th scope="row">{time_text(bucket.at, arrivals.zone)}</th>
              {categories.map(({ key }) => <td class="figure" key={key}>{number_text(bucket.by_category[key] ?? 0)}</td>)}
              <td class="figure"><strong>{number_text(bucket.persons)}</strong></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Legend = ({ categories, coming }: Pick<Props, "categories" | "coming">) => (
  <ul class="legend small">
    {categories.map(({ key, name, colour }) => (
      <li key={key}><i style={{ background: colour }} />{name}</li>
    ))}
    {coming.length > 0 && <li><i class="to-come" />{say("to come, about")}</li>}
  </ul>
);

export function ArrivalsChart({ title, ...props }: Props & { title: ComponentChildren }) {
  const [as_table, set_as_table] = useState(false);
  return (
    <>
      <div class="row apart wraps">
        {title}
        <button class="button small" aria-pressed={as_table} onClick={() => set_as_table(!as_table)}>{say("As a table")}</button>
      </div>
      {!as_table && <Legend {...props} />}
      {as_table ? <Table {...props} /> : <Drawing {...props} />}
    </>
  );
}

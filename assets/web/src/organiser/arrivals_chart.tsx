// Arrivals by category: per five minutes with what is still to come, or the last half hour per minute. Drawn by hand: bars on a scale are all it takes. The
// same figures are a table for who cannot or does not want to read a drawing (WCAG 1.1.1, 1.4.1).
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { EventAtDoor } from "../app/shapes";
import { in_language, number_text, say, time_text } from "../app/text";
import { PersonsGrid, persons_scale, useWidth } from "./chart_scale";
import type { Bucket } from "./forecast";
import type { Arrivals } from "./shapes";

const frame = { height: 240, margin: { top: 30, right: 6, bottom: 26, left: 36 } };
const { height, margin } = frame;
const half_label = 18;
const minute_ms = 60_000;
const steps_min = [5, 15, 30, 60, 120, 240, 480, 1440];
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

// What is drawn: bars of one length, and when the event starts where that belongs to it.
interface Course {
  buckets: Arrivals["buckets"];
  coming: Bucket[];
  length_ms: number;
  span: Span;
  starts?: number;
  zone: string;
}

function whole_course(arrivals: Arrivals, forecast: Bucket[], starts: number): Course {
  const coming = forecast.some(({ persons }) => Math.round(persons) > 0) ? forecast : []; // else a stroke on the zero
  const times = [...arrivals.buckets, ...coming].map((bucket) => bucket.at);
  const span = { from: Math.min(...times, starts - 6 * arrivals.bucket_ms), until: Math.max(...times, starts) + arrivals.bucket_ms };
  return { buckets: arrivals.buckets, coming, length_ms: arrivals.bucket_ms, span, starts, zone: arrivals.zone };
}

function last_minutes({ minutes, zone }: Arrivals, starts: number): Course {
  const span = { from: minutes[0]?.at ?? 0, until: (minutes.at(-1)?.at ?? 0) + minute_ms };
  const has_start = span.from < starts && starts < span.until;
  return { buckets: minutes, coming: [], length_ms: minute_ms, span, starts: has_start ? starts : undefined, zone };
}

// Every five minutes or quarter of an hour, or fewer where there is much or the drawing is narrow.
function ticks_of({ from, until }: Span, width: number) {
  const room = Math.max(2, Math.floor(width / 64));
  const step = steps_min.map((each) => each * minute_ms).find((each) => (until - from) / each <= room) ?? 1440 * minute_ms;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= until; at += step) ticks.push(at);
  return ticks;
}

function StartLine({ x, bottom, width }: { x: number; bottom: number; width: number }) {
  const is_far_right = x > width - 70;
  return (
    <>
      <line class="start" x1={x} x2={x} y1={margin.top - 22} y2={bottom} />
      <text class="scale strong" x={x + (is_far_right ? -6 : 6)} y={margin.top - 12} text-anchor={is_far_right ? "end" : "start"}>{say("Start")}</text>
    </>
  );
}

function Drawing({ course, categories, summary }: { course: Course; categories: ChartCategory[]; summary: string }) {
  const { box, width } = useWidth();
  const { buckets, coming, length_ms, span, starts, zone } = course;
  const of_bucket = (at: number) => buckets.find((bucket) => bucket.at === at)?.persons ?? 0;
  const most = Math.max(0, ...buckets.map((bucket) => bucket.persons), ...coming.map((bucket) => bucket.persons + of_bucket(bucket.at)));
  const scale = persons_scale(most, frame);
  const { y } = scale;
  const x = (at: number) => margin.left + ((at - span.from) / (span.until - span.from)) * (width - margin.left - margin.right);
  const bar = Math.max(2, x(span.from + length_ms) - x(span.from) - 2);
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
        {buckets.map((bucket) => {
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
        {starts !== undefined && <StartLine x={x(starts)} bottom={y(0)} width={width} />}
      </svg>
    </div>
  );
}

function Table({ course, categories }: { course: Course; categories: ChartCategory[] }) {
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
          {course.buckets.map((bucket) => (
            <tr key={bucket.at}>
              <th scope="row">{time_text(bucket.at, course.zone)}</th>
              {categories.map(({ key }) => <td class="figure" key={key}>{number_text(bucket.by_category[key] ?? 0)}</td>)}
              <td class="figure"><strong>{number_text(bucket.persons)}</strong></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Legend = ({ categories, coming }: { categories: ChartCategory[]; coming: Bucket[] }) => (
  <ul class="legend small">
    {categories.map(({ key, name, colour }) => (
      <li key={key}><i style={{ background: colour }} />{name}</li>
    ))}
    {coming.length > 0 && <li><i class="to-come" />{say("to come, about")}</li>}
  </ul>
);

interface Props {
  title: ComponentChildren;
  arrivals: Arrivals;
  coming: Bucket[];
  categories: ChartCategory[];
  starts: number;
  summary: string;
}

export function ArrivalsChart({ title, arrivals, coming, categories, starts, summary }: Props) {
  const [as_table, set_as_table] = useState(false);
  const [by_minute, set_by_minute] = useState(false);
  const id = useId();
  const course = by_minute ? last_minutes(arrivals, starts) : whole_course(arrivals, coming, starts);
  return (
    <>
      <div class="row apart wraps">
        {title}
        <div class="row wraps">
          <label class="only-read-aloud" for={id}>{say("Bars")}</label>
          <select id={id} class="select" value={by_minute ? "minute" : "five"} onChange={(event) => set_by_minute(event.currentTarget.value === "minute")}>
            <option value="five">{say("Per five minutes")}</option>
            <option value="minute">{say("Last half hour, per minute")}</option>
          </select>
          <button class="button small" aria-pressed={as_table} onClick={() => set_as_table(!as_table)}>{say("As a table")}</button>
        </div>
      </div>
      {!as_table && <Legend categories={categories} coming={course.coming} />}
      {as_table ? <Table course={course} categories={categories} /> : <Drawing course={course} categories={categories} summary={summary} />}
    </>
  );
}

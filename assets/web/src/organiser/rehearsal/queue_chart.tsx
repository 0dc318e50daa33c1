// How many stand before the kiosks and at the desks, minute by minute; the same as a table (WCAG 1.1.1).
import { say, say_many } from "../../app/text";
import { PersonsGrid, persons_scale, useWidth } from "../chart_scale";
import { minutes_text } from "./words";
import type { MinuteRow } from "./report_shapes";

const frame = { height: 220, margin: { top: 12, right: 10, bottom: 28, left: 36 } };
const { height, margin } = frame;

export function QueueChart({ minutes }: { minutes: MinuteRow[] }) {
  const { box, width } = useWidth();
  const most = Math.max(0, ...minutes.map(({ in_lines, at_desks, arrivals }) => Math.max(in_lines, at_desks, arrivals)));
  const scale = persons_scale(most, frame);
  const { y } = scale;
  const slot = (width - margin.left - margin.right) / Math.max(1, minutes.length);
  const x = (index: number) => margin.left + index * slot;
  const line = (of: (row: MinuteRow) => number) => minutes.map((row, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(of(row))}H${x(index + 1)}`).join("");
  const every = Math.max(5, Math.ceil(minutes.length / (width / 90) / 5) * 5);
  const peak = minutes.reduce((best, row) => (row.in_lines > best.in_lines ? row : best), minutes[0]!);
  const summary = say_many("Longest line: {count} person, in minute {minute}.", "Longest line: {count} people, in minute {minute}.", peak?.in_lines ?? 0, { minute: (peak?.minute ?? 0) + 1 });
  return (
    <>
      <ul class="legend small">
        <li><i class="kiosk-line" />{say("before the kiosks")}</li>
        <li><i class="desk-line" />{say("at the desks")}</li>
        <li><i class="arriving" />{say("arrive in this minute")}</li>
      </ul>
      <div class="chart queue" ref={box}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
          <PersonsGrid scale={scale} width={width} frame={frame} />
          {minutes.map((row, index) => (
            <g key={row.minute}>
              <rect class="arriving" x={x(index) + 1} width={Math.max(1, slot - 2)} y={y(row.arrivals)} height={y(0) - y(row.arrivals)} />
              {row.minute % every === 0 && <text class="scale" x={x(index)} y={height - 8} text-anchor={index === 0 ? "start" : "middle"}>{say("min {minute}", { minute: row.minute })}</text>}
            </g>
          ))}
          <path class="kiosk-line" d={line((row) => row.in_lines)} />
          <path class="desk-line" d={line((row) => row.at_desks)} />
        </svg>
      </div>
      <p class="small quiet-text">{summary}</p>
    </>
  );
}

export const QueueTable = ({ minutes }: { minutes: MinuteRow[] }) => (
  <div class="scrolls tall" role="region" aria-label={say("How many stand in line")} tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col" class="figure">{say("Minute")}</th>
          <th scope="col" class="figure">{say("Arrive")}</th>
          <th scope="col" class="figure">{say("Before the kiosks")}</th>
          <th scope="col" class="figure">{say("At the desks")}</th>
          <th scope="col" class="figure">{say("19 of 20 wait (min)")}</th>
        </tr>
      </thead>
      <tbody>
        {minutes.map((row) => (
          <tr key={row.minute}>
            <th scope="row" class="figure">{row.minute + 1}</th>
            <td class="figure">{row.arrivals}</td>
            <td class="figure">{row.in_lines}</td>
            <td class="figure">{row.at_desks}</td>
            <td class="figure">{minutes_text(row.waits.p95_ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

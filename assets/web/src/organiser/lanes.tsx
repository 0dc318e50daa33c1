// Whether the kiosks keep up with who comes, with the figures of each (server/venue/lane_advice.h).
import { language, list_text, number_text, say, say_many } from "../app/text";
import { Notice } from "../parts/notice";
import type { Arrivals } from "./shapes";

type Lanes = Arrivals["lanes"];

function advice_text({ advice, per_minute, could_do, in_use, unused }: Lanes): string {
  const rates = { rate: number_text(per_minute, 1), most: number_text(could_do, 1) };
  if (advice === "open_one") {
    const full = say_many(
      "Open a further lane: the kiosk has hardly a pause left, with {rate} guests per minute of at most {most}.",
      "Open a further lane: the {count} kiosks have hardly a pause left, with {rate} guests per minute of at most {most}.",
      in_use.length,
      rates,
    );
    return unused.length > 0 ? `${full} ${say("Not in use: {kiosks}.", { kiosks: list_text(unused) })}` : `${full} ${say("No other kiosk is connected.")}`;
  }
  return say("One lane could close: {rate} guests per minute come, and the kiosks could do {most}.", rates);
}

export function LanesPart({ lanes }: { lanes: Lanes }) {
  const { in_use, unused } = lanes;
  if (in_use.length + unused.length === 0) return null;
  const percent = (load: number) => new Intl.NumberFormat(language.value, { style: "percent" }).format(load);
  return (
    <section class="panel stack" aria-labelledby="lanes">
      <h2 id="lanes">{say("Lanes")}</h2>
      {lanes.advice === "open_one" && <Notice kind="attention">{advice_text(lanes)}</Notice>}
      {lanes.advice === "close_one" && <Notice kind="success">{advice_text(lanes)}</Notice>}
      {in_use.length === 0 ? <p class="quiet-text">{say("Nobody was scanned at a kiosk in the last five minutes.")}</p> : (
        <div class="scrolls" role="region" aria-label={say("Guests per minute")} tabIndex={0}>
          <table class="lanes">
            <thead>
              <tr>
                <th scope="col">{say("Kiosk")}</th>
                <th scope="col" class="figure">{say("Per minute")}</th>
                <th scope="col" class="figure">{say("Seconds each")}</th>
                <th scope="col" class="figure">{say("Busy")}</th>
              </tr>
            </thead>
            <tbody>
              {in_use.map((lane) => (
                <tr key={lane.kiosk}>
                  <th scope="row">{lane.kiosk}{lane.door && <span class="second">{lane.door}</span>}</th>
                  <td class="figure">{number_text(lane.per_minute, 1)}</td>
                  <td class="figure">{number_text(lane.seconds_each, 1)}</td>
                  <td class="figure">{percent(lane.load)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {unused.length > 0 && lanes.advice !== "open_one" && <p class="quiet-text">{say("Not in use: {kiosks}.", { kiosks: list_text(unused) })}</p>}
    </section>
  );
}

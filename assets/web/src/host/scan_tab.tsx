// The phone's camera as a scanner.
import { useRef, useState } from "preact/hooks";
import { is_offline } from "../app/api";
import { new_id } from "../app/ids";
import { sentence_of } from "../app/sentences";
import type { Admission, GuestLine } from "../app/shapes";
import { in_language, say } from "../app/text";
import { useAwake } from "../parts/awake";
import { useCamera } from "../parts/camera";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { admit, guest_name, refusal_sentence, tell_admission, with_seats } from "./acts";
import type { HostGuests } from "./guest_list";
import { asked } from "./questions_asked";
import { SetAside } from "./set_aside";
import { tell } from "./toast";
import { arrival_text } from "./words";

// The same code held up longer is one scan, as at a kiosk.
const same_scan_ms = 4_000;

// What the camera saw goes to the server; what was not let in stays until the next code, or until it is settled.
function useScans(guests: HostGuests) {
  const last = useRef({ code: "", at: 0 });
  const [problem, set_problem] = useState("");
  const [refused, set_refused] = useState<Admission | null>(null);
  const [busy, set_busy] = useState(false);

  const run = async (work: () => Promise<Admission>) => {
    set_busy(true);
    try {
      const answer = await work();
      set_problem("");
      set_refused(answer.outcome === "refused" && !asked.value ? answer : null);
      if (answer.outcome === "admitted") navigator.vibrate?.(80);
    } catch (error) {
      set_problem(is_offline(error) ? "" : sentence_of(error)); // that it is alone, the page says below
      if (is_offline(error)) guests.offline.missed();
    } finally {
      set_busy(false);
    }
  };
  const scan = async (code: string) => {
    const answer = await with_seats(guests, "/scans", { code, scan: new_id() });
    const { line, questions } = answer;
    if (answer.refusal === "needs_answers" && line && questions.length > 0) asked.value = { ticket: line.ticket, refused: answer };
    if (line) tell_admission(guests, line, answer);
    else if (answer.outcome === "admitted") tell(say("Let in."));
    return answer;
  };
  const take = async (code: string | null) => {
    if (!code) return;
    const now = Date.now();
    const again = code === last.current.code && now - last.current.at < same_scan_ms;
    last.current = { code, at: now };
    if (!again) await run(() => scan(code));
  };
  return { take, run, busy, problem, refused, leave: () => set_refused(null) };
}

function Choices({ guests, choices, busy, choose }: { guests: HostGuests; choices: GuestLine[]; busy: boolean; choose: (line: GuestLine) => void }) {
  const { event } = guests.overview.value!;
  const text = (line: GuestLine) => [guest_name(line), line.company, in_language(event.categories[line.category]) || line.category].filter(Boolean).join(" · ");
  return (
    <ul class="stack" aria-label={say("Which ticket is it?")}>
      {choices.map((line) => (
        <li key={line.ticket}>
          {line.admitted >= line.places ? (
            <span class="row apart"><span>{text(line)}</span><span class="state">{arrival_text(line, event.time_zone)}</span></span>
          ) : (
            <button class="button wide" disabled={busy} onClick={() => choose(line)}>{text(line)}</button>
          )}
        </li>
      ))}
    </ul>
  );
}

export function ScanTab({ guests, to_list }: { guests: HostGuests; to_list?: () => void }) {
  const alone = guests.offline.alone.value || !guests.feed.connected.value;
  const { take, run, busy, problem, refused, leave } = useScans(guests);
  const { video, failure, light } = useCamera("tickets", take);
  useAwake(!alone && failure === "");
  const no_camera = failure === "denied" ? say("This page may not use the camera. Allow it in the browser’s settings, or find the guest in the list.") : failure && (to_list ? say("There is no camera to scan with. Find the guest in the list.") : say("There is no camera to scan with. Please send guests to the team."));
  const wrong = problem || no_camera;
  const choices = refused?.choices ?? [];

  return (
    <div class="padded stack">
      <video ref={video} class={`camera ${refused ? "small" : ""}`} hidden={alone || failure !== ""} playsInline muted aria-label={say("Picture of the camera")} />
      {alone && (
        <Notice kind="attention">{to_list ? say("Without a connection codes cannot be checked. Find the guest in the list.") : say("Without a connection codes cannot be checked. Please send guests to the team.")}</Notice>
      )}
      {wrong && !alone && <Notice kind="attention">{wrong}</Notice>}
      {to_list && (alone || wrong) && <button class="button main wide" onClick={to_list}>{say("To the list")}</button>}
      {refused && (
        <Notice kind="danger">
          {refused.line && <strong>{guest_name(refused.line)}: </strong>}
          {refusal_sentence(refused)}
        </Notice>
      )}
      {refused?.line && <SetAside guests={guests} line={refused.line} refused={refused} busy={busy} run={run} leave={leave} />}
      {choices.length > 0 && <Choices guests={guests} choices={choices} busy={busy} choose={(line) => void run(() => admit(guests, line))} />}
      {!alone && !failure && (
        <div class="row apart">
          <p class="quiet-text grow">{say("Hold the code of the ticket into the picture.")}</p>
          {light && <button class="button" aria-pressed={light.on} onClick={() => light.turn(!light.on)}><Icon name="sun" />{say("Light")}</button>}
        </div>
      )}
    </div>
  );
}

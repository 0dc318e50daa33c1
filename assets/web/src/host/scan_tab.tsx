// The phone's camera as a scanner.
import { useRef, useState } from "preact/hooks";
import { is_offline } from "../app/api";
import { new_id } from "../app/ids";
import { sentence_of } from "../app/sentences";
import type { Admission } from "../app/shapes";
import { say } from "../app/text";
import { useCamera } from "../parts/camera";
import { Notice } from "../parts/notice";
import { guest_name, refusal_sentence, tell_admission, with_seats } from "./acts";
import type { HostGuests } from "./guest_list";
import { asked } from "./questions_asked";
import { tell } from "./toast";

// The same code held up longer is one scan, as at a kiosk.
const same_scan_ms = 4_000;

export function ScanTab({ guests, to_list }: { guests: HostGuests; to_list?: () => void }) {
  const alone = guests.offline.alone.value || !guests.feed.connected.value;
  const last = useRef({ code: "", at: 0 });
  const [problem, set_problem] = useState("");
  const [refused, set_refused] = useState<Admission | null>(null);

  const take = async (code: string | null) => {
    if (!code) return;
    const now = Date.now();
    const again = code === last.current.code && now - last.current.at < same_scan_ms;
    last.current = { code, at: now };
    if (again) return;
    try {
      const answer = await with_seats(guests, "/scans", { code, scan: new_id() });
      const { line } = answer;
      set_problem("");
      const asks = answer.refusal === "needs_answers" && line && answer.questions.length > 0;
      if (asks) asked.value = { ticket: line.ticket, refused: answer };
      set_refused(answer.outcome === "refused" && !asks ? answer : null);
      if (answer.outcome === "admitted") {
        navigator.vibrate?.(80);
        if (line) tell_admission(guests, line, answer);
        else tell(say("Let in."));
      }
    } catch (error) {
      set_problem(is_offline(error) ? "" : sentence_of(error)); // that it is alone, the page says below
      if (is_offline(error)) guests.offline.missed();
    }
  };
  const { video, failure } = useCamera("tickets", take);
  const no_camera = failure === "denied" ? say("This page may not use the camera. Allow it in the browser's settings, or find the guest in the list.") : failure && (to_list ? say("There is no camera to scan with. Find the guest in the list.") : say("There is no camera to scan with. Please send guests to the team."));
  const wrong = problem || no_camera;

  return (
    <div class="padded stack">
      <video ref={video} class="camera" hidden={alone || failure !== ""} playsInline muted aria-label={say("Picture of the camera")} />
      {alone && (
        <Notice kind="attention">{to_list ? say("Without the server codes cannot be read: find the guest by name in the list and let the guest in there.") : say("Without the server codes cannot be read. Please send guests to the team.")}</Notice>
      )}
      {wrong && !alone && <Notice kind="attention">{wrong}</Notice>}
      {to_list && (alone || wrong) && <button class="button main wide" onClick={to_list}>{say("To the list")}</button>}
      {!alone && !failure && <p class="quiet-text">{say("Hold the code of the ticket into the picture.")}</p>}
      {refused && (
        <Notice kind="danger">
          {refused.line && <strong>{guest_name(refused.line)}: </strong>}
          {refusal_sentence(refused)}
        </Notice>
      )}
    </div>
  );
}

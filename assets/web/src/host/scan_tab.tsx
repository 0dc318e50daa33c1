// The phone's camera as a scanner. The decoder (ZXing as WebAssembly) is fetched when it is first needed. Pictures stay in
// this page and are forgotten at once.
import { useEffect, useRef, useState } from "preact/hooks";
import { is_offline } from "../app/api";
import { new_id } from "../app/ids";
import { sentence_of } from "../app/sentences";
import type { Admission } from "../app/shapes";
import { say } from "../app/text";
import { Notice } from "../parts/notice";
import { guest_name, refusal_sentence, undo, with_seats } from "./acts";
import type { HostGuests } from "./guest_list";
import { asked } from "./questions_asked";
import { tell } from "./toast";

// The same code held up longer is one scan, as at a kiosk.
const same_scan_ms = 4_000;
const frame_pause_ms = 120;

export function ScanTab({ guests, to_list }: { guests: HostGuests; to_list?: () => void }) {
  const alone = guests.offline.alone.value || !guests.feed.connected.value;
  const video = useRef<HTMLVideoElement>(null);
  const [blind, set_blind] = useState(false); // no camera, or not for this page
  const [problem, set_problem] = useState("");
  const [refused, set_refused] = useState<Admission | null>(null);

  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | undefined;
    let last = { code: "", at: 0 };

    const take = async (code: string) => {
      const now = Date.now();
      const again = code === last.code && now - last.at < same_scan_ms;
      last = { code, at: now };
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
          tell(line ? say("{name} is in.", { name: guest_name(line) }) : say("Let in."), line ? () => void undo(guests, line.ticket, answer.scan) : undefined);
        }
      } catch (error) {
        set_problem(is_offline(error) ? "" : sentence_of(error)); // that it is alone, the page says below
        if (is_offline(error)) guests.offline.missed();
      }
    };

    const run = async () => {
      const { open_decoder } = await import("./decoder");
      const decode = await open_decoder();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
      const shown = video.current;
      if (stopped || !shown) return stream.getTracks().forEach((track) => track.stop());
      shown.srcObject = stream;
      await shown.play();
      while (!stopped) {
        const code = await decode(shown);
        if (code && !stopped) await take(code);
        await new Promise((resolve) => setTimeout(resolve, frame_pause_ms));
      }
    };
    run().catch((error: unknown) => {
      set_blind(true);
      const denied = error instanceof DOMException && error.name === "NotAllowedError";
      const none = to_list ? say("There is no camera to scan with. Find the guest in the list.") : say("There is no camera to scan with. Please send guests to the team.");
      set_problem(denied ? say("This page may not use the camera. Allow it in the browser's settings, or find the guest in the list.") : none);
    });
    return () => {
      stopped = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [guests]);

  return (
    <div class="padded stack">
      <video ref={video} class="camera" hidden={alone || blind} playsInline muted aria-label={say("Picture of the camera")} />
      {alone && (
        <Notice kind="attention">{to_list ? say("Without the server codes cannot be read: find the guest by name in the list and let the guest in there.") : say("Without the server codes cannot be read. Please send guests to the team.")}</Notice>
      )}
      {problem && !alone && <Notice kind="attention">{problem}</Notice>}
      {to_list && (alone || problem) && <button class="button main wide" onClick={to_list}>{say("To the list")}</button>}
      {!alone && !blind && <p class="quiet-text">{say("Hold the code of the ticket into the picture.")}</p>}
      {refused && (
        <Notice kind="danger">
          {refused.line && <strong>{guest_name(refused.line)}: </strong>}
          {refusal_sentence(refused)}
        </Notice>
      )}
    </div>
  );
}

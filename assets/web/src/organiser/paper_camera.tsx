// Rows of a printed list before the camera, one after the other: the code beside the row that was ticked, in the middle of
// the picture. What was read is typed for her; she looks whether it is who was ticked.
import { useRef } from "preact/hooks";
import { say } from "../app/text";
import { useCamera } from "../parts/camera";
import { Notice } from "../parts/notice";
import { marked_row } from "./paper_row";

const gone_ms = 1_200; // so long without a row, and the same one is meant anew

export interface ReadRow {
  list: number;
  code: string; // as typed
}

// `waits`: a row is typed and not entered yet, so nothing is read.
export function PaperCamera({ waits, read }: { waits: boolean; read: (row: ReadRow) => void }) {
  const last = useRef({ text: "", at: 0 });
  const take = (text: string | null) => {
    const row = text === null ? undefined : marked_row(text);
    if (!row || !text) return;
    const now = Date.now();
    const same = text === last.current.text && now - last.current.at < gone_ms; // it only stays in the picture
    if (waits && text !== last.current.text) return;
    last.current = { text, at: now };
    if (same || waits) return;
    navigator.vibrate?.(40);
    read(row);
  };
  const { video, failure } = useCamera("rows", take);
  if (failure) {
    return <Notice kind="attention">{failure === "denied" ? say("This page may not use the camera. Allow it in the browser’s settings, or type the rows.") : say("There is no camera to read with. Type the rows.")}</Notice>;
  }
  return (
    <div class="row-camera">
      <video ref={video} class="camera" playsInline muted aria-label={say("Picture of the camera")} />
      <i aria-hidden="true" />
    </div>
  );
}

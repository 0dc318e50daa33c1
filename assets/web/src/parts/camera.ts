// The camera of a phone or laptop as a scanner, while what uses it is shown. The decoder (ZXing as WebAssembly) is fetched
// when it is first needed. Pictures stay in this page and are forgotten at once.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Wanted } from "./decoder";
import { pause } from "./pause";

const frame_pause_ms = 120;

export type NoCamera = "" | "denied" | "none";

// `take` gets the code of each picture in turn, and nothing for a picture without one; the next waits for it.
export function useCamera(wanted: Wanted, take: (code: string | null) => Promise<void> | void) {
  const video = useRef<HTMLVideoElement>(null);
  const [failure, set_failure] = useState<NoCamera>("");
  const newest = useRef(take);
  newest.current = take;

  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | undefined;
    const run = async () => {
      const { open_decoder } = await import("./decoder");
      const decode = await open_decoder(wanted);
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
      const shown = video.current;
      if (stopped || !shown) return stream.getTracks().forEach((track) => track.stop());
      shown.srcObject = stream;
      await shown.play();
      while (!stopped) {
        const code = await decode(shown);
        if (!stopped) await newest.current(code);
        await pause(frame_pause_ms);
      }
    };
    run().catch((error: unknown) => set_failure(error instanceof DOMException && error.name === "NotAllowedError" ? "denied" : "none"));
    return () => {
      stopped = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [wanted]);
  return { video, failure };
}

// The camera of a phone or laptop as a scanner, while what uses it is shown. The decoder (ZXing as WebAssembly) is fetched
// when it is first needed. Pictures stay in this page and are forgotten at once.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Wanted } from "./decoder";
import { pause } from "./pause";

const frame_pause_ms = 120;

export type NoCamera = "" | "denied" | "none";

export interface Light {
  on: boolean;
  turn: (on: boolean) => void;
}

// TypeScript's DOM does not know `torch`: https://www.w3.org/TR/image-capture/#constrainable-properties
const has_light = (track: MediaStreamTrack) => (track.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
const turn_light = (track: MediaStreamTrack, on: boolean) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });

// It goes out with the camera.
function useLight() {
  const [track, set_track] = useState<MediaStreamTrack>();
  const [on, set_on] = useState(false);
  const light: Light | undefined = track && { on, turn: (wished) => void turn_light(track, wished).then(() => set_on(wished), () => set_track(undefined)) };
  return { light, light_of: (found: MediaStreamTrack | undefined) => set_track(found && has_light(found) ? found : undefined) };
}

// `take` gets the code of each picture in turn, and nothing for a picture without one; the next waits for it.
export function useCamera(wanted: Wanted, take: (code: string | null) => Promise<void> | void) {
  const video = useRef<HTMLVideoElement>(null);
  const [failure, set_failure] = useState<NoCamera>("");
  const { light, light_of } = useLight();
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
      light_of(stream.getVideoTracks()[0]);
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
  return { video, failure, light };
}

// Two tones and a vibration: noticed in a pocket, and in a room where people talk. A browser makes no sound before
// somebody has touched the page, and some have none: what rings is always shown as well.
let context: AudioContext | undefined;

function allow_sound() {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  void context.resume();
}
addEventListener("pointerdown", allow_sound);
addEventListener("keydown", allow_sound);

interface Tune {
  hertz: [number, number];
  vibration: number[]; // ms, on and off by turns
}
export const arrival: Tune = { hertz: [660, 880], vibration: [120, 80, 120] };
export const call: Tune = { hertz: [880, 660], vibration: [250, 120, 250] };

const tone_s = 0.2;
const loudness = 0.25;

export function ring({ hertz, vibration }: Tune) {
  navigator.vibrate?.(vibration);
  if (context?.state !== "running") return;
  for (const [index, pitch] of hertz.entries()) {
    const from = context.currentTime + index * tone_s;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(loudness, from + 0.02);
    gain.gain.linearRampToValueAtTime(0, from + tone_s - 0.02);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(from + tone_s);
  }
}

// Two soft tones and a short vibration: noticed in a pocket, and in a room where people talk. A browser that lets no
// sound out before somebody has tapped, or has none, shows the banner all the same.
let context: AudioContext | undefined;

const tones = [
  { hertz: 660, from_s: 0 },
  { hertz: 880, from_s: 0.18 },
];
const tone_s = 0.16;
const loudness = 0.25;

function play(sound: AudioContext) {
  for (const { hertz, from_s } of tones) {
    const from = sound.currentTime + from_s;
    const source = sound.createOscillator();
    const gain = sound.createGain();
    source.frequency.value = hertz;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(loudness, from + 0.02);
    gain.gain.linearRampToValueAtTime(0, from + tone_s);
    source.connect(gain).connect(sound.destination);
    source.start(from);
    source.stop(from + tone_s);
  }
}

export function ring() {
  navigator.vibrate?.([120, 80, 120]);
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  const sound = context;
  if (sound.state === "running") play(sound);
  else sound.resume().then(() => play(sound), () => undefined);
}

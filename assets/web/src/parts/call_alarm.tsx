// Calls for help that nobody has answered: shown above whatever part of a page is open once they reach whoever looks, and
// after a minute with a sound and a vibration, until somebody goes.
import { useEffect, useState } from "preact/hooks";
import type { DoorNews, HelpCall } from "../app/shapes";
import { say, say_many } from "../app/text";
import { Icon } from "./icon";
import { useBusy } from "./busy";
import { Notice } from "./notice";

const again_ms = 6000;

let audio: AudioContext | undefined;

// A browser makes no sound before somebody has touched the page.
function allow_sound() {
  audio ??= new AudioContext();
  void audio.resume();
}

function chime() {
  navigator.vibrate?.([250, 120, 250]);
  if (audio?.state !== "running") return;
  [880, 660].forEach((pitch, index) => {
    const tone = audio!.createOscillator();
    const loudness = audio!.createGain();
    const from = audio!.currentTime + index * 0.22;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.25, from);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.2);
    tone.connect(loudness).connect(audio!.destination);
    tone.start(from);
    tone.stop(from + 0.21);
  });
}

// Venue time as of the last news, going on: a phone's clock may be wrong.
export function useVenueNow(news: DoorNews | null): number {
  const [clock, set_clock] = useState({ news, ahead: news ? news.now - Date.now() : 0 });
  const [now, set_now] = useState(Date.now());
  if (news !== null && clock.news !== news) set_clock({ news, ahead: news.now - Date.now() });
  useEffect(() => {
    const ticks = setInterval(() => set_now(Date.now()), 1000);
    return () => clearInterval(ticks);
  }, []);
  return Math.max(now + clock.ahead, news?.now ?? 0);
}

export function waited_text(since: number, now: number): string {
  const seconds = Math.floor(Math.max(0, now - since) / 1000);
  if (seconds < 10) return say("just now");
  if (seconds < 60) return say_many("for {count} second", "for {count} seconds", seconds - (seconds % 10));
  return say_many("for {count} minute", "for {count} minutes", Math.floor(seconds / 60));
}

export const where_text = (call: HelpCall) => [call.kiosk, call.door].filter(Boolean).join(" · ");

interface Desk {
  ask<Answer>(method: string, rest: string, body?: unknown): Promise<Answer>;
  refresh(): Promise<void>;
}

export function GoingButton({ desk, call }: { desk: Desk; call: HelpCall }) {
  const { busy, problem, run } = useBusy();
  return (
    <>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <button class="button main" disabled={busy} onClick={() => run(() => desk.ask("POST", `/calls/${call.scan}/answer`, {}).then(() => desk.refresh()))}>{say("I am going")}</button>
    </>
  );
}

// `quiet`: the calls themselves are in view, so that they need no second place.
export function CallAlarm({ desk, news, quiet }: { desk: Desk; news: DoorNews | null; quiet: boolean }) {
  const now = useVenueNow(news);
  const open = news?.calls.filter((call) => call.reaches_you <= now) ?? [];
  const loud = open.filter((call) => call.loud <= now);
  const reached = open.length;
  useEffect(() => {
    addEventListener("pointerdown", allow_sound);
    addEventListener("keydown", allow_sound);
    return () => {
      removeEventListener("pointerdown", allow_sound);
      removeEventListener("keydown", allow_sound);
    };
  }, []);
  useEffect(() => {
    if (reached > 0) chime(); // once for each that comes
  }, [reached]);
  useEffect(() => {
    if (loud.length === 0) return;
    const again = setInterval(chime, again_ms);
    return () => clearInterval(again);
  }, [loud.length > 0]);
  const shown = quiet ? loud : open;
  const first = shown[0];
  if (!first) return null;
  return (
    <div class={`alarm ${loud.length > 0 ? "loud" : ""}`} role="alert">
      <Icon name="bell" />
      <div class="grow">
        <strong>{say("Help is wanted: {place}", { place: where_text(first) })}</strong>
        <span class="block" aria-hidden="true">{waited_text(first.at, now)}{shown.length > 1 && `, ${say_many("and {count} more", "and {count} more", shown.length - 1)}`}</span>
      </div>
      {!quiet && <GoingButton desk={desk} call={first} />}
    </div>
  );
}

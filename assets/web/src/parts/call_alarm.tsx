// Calls for help that nobody has answered: shown above whatever part of a page is open once they reach whoever looks, and
// after a minute with a sound and a vibration, until somebody goes.
import { useEffect, useRef } from "preact/hooks";
import type { DoorNews, HelpCall } from "../app/shapes";
import { say, say_many } from "../app/text";
import { call as call_tune, ring } from "./bell";
import { useBusy } from "./busy";
import { Icon } from "./icon";
import { Notice } from "./notice";
import { useVenueNow } from "./venue_clock";

const again_ms = 6000;

export function waited_text(since: number, now: number): string {
  const seconds = Math.floor(Math.max(0, now - since) / 1000);
  if (seconds < 10) return say("just now");
  if (seconds < 60) return say_many("{count} second ago", "{count} seconds ago", seconds - (seconds % 10));
  return say_many("{count} minute ago", "{count} minutes ago", Math.floor(seconds / 60));
}

export const where_text = (call: { kiosk: string; door: string }) => [call.kiosk, call.door].filter(Boolean).join(" · ");

interface Desk {
  ask<Answer>(method: string, rest: string, body?: unknown): Promise<Answer>;
  refresh(): Promise<void>;
}

// `early`: others are called before.
export function GoingButton({ desk, call, early }: { desk: Desk; call: HelpCall; early?: boolean }) {
  const { busy, problem, run } = useBusy();
  return (
    <>
      {problem && <Notice kind="danger">{problem}</Notice>}
      <button class={early ? "button" : "button main"} disabled={busy} onClick={() => run(() => desk.ask("POST", `/calls/${call.scan}/answer`, {}).then(() => desk.refresh()))}>{say("I’ll go")}</button>
    </>
  );
}

// The same kiosk may call again in the same scan.
const named = (call: HelpCall) => `${call.scan} ${call.at}`;

// `quiet`: the calls themselves are in view, so that they need no second place.
export function CallAlarm({ desk, news, quiet }: { desk: Desk; news: DoorNews | null; quiet: boolean }) {
  const now = useVenueNow(news);
  const open = news?.calls.filter((call) => call.reaches_you <= now) ?? [];
  const loud = open.filter((call) => call.loud <= now);
  const rung = useRef(new Set<string>());
  useEffect(() => {
    const fresh = open.map(named).filter((call) => !rung.current.has(call));
    for (const call of fresh) rung.current.add(call);
    if (fresh.length > 0) ring(call_tune);
  }, [open.map(named).join()]);
  useEffect(() => {
    if (loud.length === 0) return;
    const again = setInterval(() => ring(call_tune), again_ms);
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
        <span class="block" aria-hidden="true">{waited_text(first.at, now)}{shown.length > 1 && ` · ${say_many("{count} more call", "{count} more calls", shown.length - 1)}`}</span>
      </div>
      {!quiet && <GoingButton desk={desk} call={first} />}
    </div>
  );
}

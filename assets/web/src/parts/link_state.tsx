// Whether what is shown is of now, and how much waits on this device for the server.
import { say, say_many } from "../app/text";

export function LinkState({ connected, kept = 0 }: { connected: boolean; kept?: number }) {
  const away = kept > 0 ? say_many("no connection – {count} entry kept here", "no connection – {count} entries kept here", kept) : say("no connection");
  return <span class={`link-state ${connected ? "" : "away"}`} role="status" data-test="link">{connected ? say("connected") : away}</span>;
}

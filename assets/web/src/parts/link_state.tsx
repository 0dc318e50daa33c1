// Whether what is shown is of now.
import type { LiveFeed } from "../app/live";
import { say } from "../app/text";

export function LinkState({ feed }: { feed: LiveFeed }) {
  const connected = feed.connected.value;
  return <span class={`link-state ${connected ? "" : "away"}`} role="status">{connected ? say("live") : say("no connection")}</span>;
}

// An event that was packed for another server, from which nothing has come back.
import { moment_text, say } from "../app/text";
import type { PackedAway } from "./shapes";

export function away_text({ label, at }: PackedAway, zone: string): string {
  const when = moment_text(at, zone);
  return label
    ? say("The event was packed on {when} for {label}, and nothing has come back since.", { when, label })
    : say("The event was packed on {when} for another server, and nothing has come back since.", { when });
}

// Why a kiosk put entries of the server aside, and what to do, as the command line says it (docs/journal.md, Sync).
import { say } from "../app/text";

export function parked_words(reason: string): string {
  switch (reason) {
    case "unknown_fact":
      return say("A newer version wrote them. Install it on the kiosk; then it takes them in by itself.");
    case "forked":
    case "broken_chain":
      return say("The kiosk has others in their place: its disk was copied or put back to an earlier state. What the server has counts; once the kiosk has handed everything over, pair it anew with an empty state folder.");
    default:
      return say("Look into this kiosk; the entries count for nothing there.");
  }
}

// Why a kiosk put entries of the server aside, and what to do, behind a colon, as the command line says it (docs/journal.md, Sync).
import { say } from "../app/text";

export function parked_words(reason: string): string {
  switch (reason) {
    case "unknown_fact":
      return say("written by a newer version of the program. Install that version on the kiosk; then it takes them in by itself.");
    case "forked":
    case "broken_chain":
      return say("the kiosk has others in their place, as its disk was copied or put back to an earlier state. What the server has counts. Once the kiosk has handed everything over, pair it anew with an empty state folder.");
    default:
      return say("they count for nothing at this kiosk. Please look into it there.");
  }
}

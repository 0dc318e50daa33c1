// What went wrong, as a person reads it: what happened, what to do.
import { ApiError } from "./api";
import { say, say_many } from "./text";

export function sentence_of(error: unknown): string {
  if (!(error instanceof ApiError)) return say("Something went wrong on this page. Please load it again.");
  const { status, kind, wait_s } = error.failure;
  if (status === 0) return say("The server cannot be reached. Check that this device is in the venue’s network.");
  if (status === 401) return say("You are not signed in any more. Please sign in again.");
  if (status === 429) return say_many("Too many tries. Please wait {count} second.", "Too many tries. Please wait {count} seconds.", Math.max(1, wait_s));
  switch (kind) {
    case "not_found":
      return say("That is not there any more. Please look at the list again.");
    case "already_exists":
      return say("Somebody else was faster. Please look again.");
    case "refused":
      return say("That is not allowed for you here. Ask the organiser.");
    case "invalid_input":
      return say("Something is missing or wrong. Please check what you entered.");
    case "unavailable":
    case "timeout":
      return say("The server is busy. Please try again in a moment.");
    default:
      return say("The server could not do that. Please tell the organiser.");
  }
}

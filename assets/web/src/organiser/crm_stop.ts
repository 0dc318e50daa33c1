// Why a pull or a target stopped, and who can put that right.
import { is_of_venue } from "../app/session";
import { say } from "../app/text";
import { is_for_server, stop_text } from "./crm_reasons";

// Whoever has this event alone has no hand in the server's files.
export const stop_advice = (words: string): string =>
  is_for_server(words) && !is_of_venue() ? `${stop_text(words)} ${say("Only whoever runs the server can do that.")}` : stop_text(words);

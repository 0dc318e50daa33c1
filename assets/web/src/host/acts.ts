// What a tap does to a guest, and what is said of it. Each scan's id is minted once per tap, so a request that is sent
// again lets nobody in twice.
import { new_id } from "../app/ids";
import type { Admission, GuestLine } from "../app/shapes";
import { say } from "../app/text";
import type { HostGuests } from "./guest_list";
import { tell } from "./toast";
import { refusal_text } from "./words";

export const guest_name = (line: GuestLine) => line.name || say("Ticket without a name");

export async function undo(guests: HostGuests, ticket: string, scan: string) {
  await guests.change("DELETE", `/guests/${ticket}/admissions/${scan}`, undefined);
  tell(say("Taken back."));
}

function tell_admission(guests: HostGuests, line: GuestLine, answer: Admission) {
  if (answer.outcome === "admitted") {
    tell(say("{name} is in.", { name: guest_name(line) }), () => void undo(guests, line.ticket, answer.scan));
  }
}

export async function admit(guests: HostGuests, line: GuestLine, persons?: number): Promise<Admission> {
  const ask = () => guests.admission(`/guests/${line.ticket}/admissions`, { scan: new_id(), ...(persons ? { persons } : {}) });
  let answer = await ask();
  if (answer.refusal === "full" && (await guests.offline.give_seats_back())) answer = await ask();
  tell_admission(guests, line, answer);
  return answer;
}

// Her refusal is set aside by whoever stands at the door, and the same scan goes on.
export async function admit_all_the_same(guests: HostGuests, line: GuestLine, refused: Admission): Promise<Admission> {
  const next = await guests.ask<{ scan: string; step: number }>("POST", `/scans/${refused.scan}/override`, { reason: "authorised" });
  const answer = await guests.admission(`/guests/${line.ticket}/admissions`, next);
  tell_admission(guests, line, answer);
  return answer;
}

export const refusal_sentence = (answer: Admission) => say("Not let in: {reason}", { reason: refusal_text(answer.refusal) });

// What a tap does to a guest, and what is said of it. Each scan's id is minted once per tap, so a request that is sent
// again lets nobody in twice.
import { new_id } from "../app/ids";
import type { Admission, GuestLine } from "../app/shapes";
import { say, say_many } from "../app/text";
import { pause } from "../parts/pause";
import type { HostGuests } from "./guest_list";
import { asked } from "./questions_asked";
import { tell } from "./toast";
import { refusal_text } from "./words";

export interface Given {
  answers: Record<string, string>;
  consents: Record<string, boolean>;
  language: string;
}

export const guest_name = (line: GuestLine) => line.name || say("Ticket without a name");

export async function undo(guests: HostGuests, ticket: string, scan: string) {
  await guests.change("DELETE", `/guests/${ticket}/admissions/${scan}`, undefined);
  tell(say("Taken back."));
}

// One tap lets in whoever is missing of a party. It may come in parts: then one person of it is in, and the others are not.
async function only_one(guests: HostGuests, line: GuestLine, scan: string) {
  await guests.change("DELETE", `/guests/${line.ticket}/admissions/${scan}`, undefined);
  const answer = await admit(guests, line, 1);
  if (answer.outcome === "refused" && !asked.value) tell(refusal_sentence(answer));
}

export function tell_admission(guests: HostGuests, line: GuestLine, { outcome, persons, scan }: Admission) {
  if (outcome !== "admitted") return;
  const name = guest_name(line);
  const text = line.places > 1 ? say_many("{name}: {count} person is in.", "{name}: {count} persons are in.", persons, { name }) : say("{name} is in.", { name });
  const fewer = persons > 1 ? [{ name: say("Only one"), work: () => only_one(guests, line, scan) }] : [];
  tell(text, ...fewer, { name: say("Undo"), work: () => undo(guests, line.ticket, scan) });
}

const longest_recall_ms = 1_200; // as the server waits where a kiosk asks

const source_looks_every_ms = 400;
const most_source_looks = 6; // the server waits for two seconds

// Where nobody here knows the code, its source is asked meanwhile; kiosks that hold the seat give it back. Then the same
// scan is decided.
export async function with_seats(guests: Pick<HostGuests, "admission">, rest: string, body: object): Promise<Admission> {
  const ask = () => guests.admission(rest, { ...body, may_wait: true });
  let answer = await ask();
  for (let looks = 0; answer.source_asked && looks < most_source_looks; ++looks) {
    await pause(source_looks_every_ms);
    answer = await ask();
  }
  if (!answer.seats_asked_back && !answer.source_asked) return answer;
  if (answer.seats_asked_back) await pause(longest_recall_ms);
  return guests.admission(rest, body);
}

export async function admit(guests: HostGuests, line: GuestLine, persons?: number): Promise<Admission> {
  const ask = () => with_seats(guests, `/guests/${line.ticket}/admissions`, { scan: new_id(), ...(persons ? { persons } : {}) });
  let answer = await ask();
  if (answer.refusal === "full" && (await guests.offline.give_seats_back())) answer = await ask();
  if (answer.refusal === "needs_answers" && answer.questions.length > 0) asked.value = { ticket: line.ticket, refused: answer, persons };
  tell_admission(guests, line, answer);
  return answer;
}

// What the guest said goes with the scan that was refused, which then goes on.
export async function admit_with_answers(guests: HostGuests, line: GuestLine, refused: Admission, given: Given, persons?: number): Promise<Admission> {
  const path = `/guests/${line.ticket}`;
  const next = await guests.ask<{ scan: string; step: number }>("POST", `${path}/answers`, { scan: refused.scan, step: refused.step, ...given });
  const answer = await guests.admission(`${path}/admissions`, { ...next, ...(persons ? { persons } : {}) });
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

// The domain's words as a host reads them. Reasons are for her only: no kiosk says them (docs/product.md, Admission).
import type { GuestLine, Moment } from "../app/shapes";
import { say, say_many, time_text } from "../app/text";

export function refusal_text(word: string): string {
  switch (word) {
    case "unknown_code":
      return say("This code is not known");
    case "other_event":
      return say("Ticket of another event or door");
    case "replaced":
      return say("This code was replaced by a newer one");
    case "ambiguous":
      return say("Several tickets match");
    case "cancelled":
      return say("Taken off the list");
    case "blocked":
      return say("Blocked by the organiser");
    case "awaiting_approval":
      return say("Waits for approval");
    case "waitlisted":
      return say("On the waiting list");
    case "too_early":
      return say("The doors are not open yet");
    case "too_late":
      return say("The doors are closed");
    case "already_in":
      return say("Checked in already");
    case "unpaid":
      return say("The payment is open");
    case "not_on_list":
      return say("Not on the list, or not invited in this category");
    case "full":
      return say("No seat is left");
    case "needs_answers":
      return say("Questions are open; a kiosk asks them");
    case "needs_server":
      return say("Cannot be decided without the server");
    default:
      return word;
  }
}

export function state_text(line: GuestLine): string {
  if (line.in_conflict) return say("In doubt: came in twice");
  if (line.status === "cancelled") return say("Taken off the list");
  if (line.excused) return say("Excused");
  if (line.declined) return say("Declined");
  if (line.status === "blocked") return say("Blocked by the organiser");
  if (line.waiting) return say("Waits at the door");
  if (line.no_show) return say("Did not come");
  if (line.status === "waitlisted" && !line.approved) return say("On the waiting list");
  if (line.status === "awaiting_approval" && !line.approved) return say("Waits for approval");
  return "";
}

export function arrival_text(line: GuestLine, zone: string): string {
  const time = line.arrived_at > 0 ? time_text(line.arrived_at, zone) : "";
  return line.places > 1 ? say("{inside} of {places} in, {time}", { inside: line.admitted, places: line.places, time }) : say("in, {time}", { time });
}

export const persons_text = (count: number) => say_many("{count} person", "{count} persons", count);

export function note_kind_text(kind: string): string {
  switch (kind) {
    case "access":
      return say("Access (wheelchair, step-free, hearing)");
    case "diet":
      return say("Food");
    case "arrival":
      return say("Announce the arrival");
    default:
      return say("Other");
  }
}

// A kiosk's name is its own; pages are named by the server.
export function place_text(place: string): string {
  const list = /^paper list (\d+)$/.exec(place);
  if (list) return say("paper list {number}", { number: list[1]! });
  switch (place) {
    case "paper":
      return say("paper");
    case "host page":
      return say("host page");
    case "staff page":
      return say("staff page");
    default:
      return place;
  }
}

// A host gives one of a few reasons, or none.
function decision_text(word: string): string {
  switch (word) {
    case "approved":
      return say("Approved by a host");
    case "not_invited":
      return say("Declined: not invited");
    case "full":
      return say("Declined: no seat was left");
    case "category":
      return say("Declined: not for this category");
    default:
      return say("Declined by a host");
  }
}

export function moment_text(moment: Moment): string {
  const refusal = moment.word ? refusal_text(moment.word) : "";
  switch (moment.kind) {
    case "admitted":
      return moment.undone ? say("Let in, then undone") : say("Let in: {persons}", { persons: persons_text(moment.persons) });
    case "refused":
      return say("Not let in: {reason}", { reason: refusal });
    case "departed":
      return say("Left: {persons}", { persons: persons_text(moment.persons) });
    case "admission_undone":
      return say("Undone");
    case "overridden":
      return say("Refusal set aside: {reason}", { reason: refusal });
    case "guest_registered":
      return say("Added");
    case "guest_amended":
      return say("Corrected");
    case "ticket_transferred":
      return say("Somebody else comes instead");
    case "host_asked":
      return say("Announced at the door");
    case "host_decided":
      return decision_text(moment.word);
    case "excused":
      return say("Excused");
    case "settled_elsewhere":
      return moment.word === "reference" ? say("Paid elsewhere") : say("Invoice follows");
    case "noted":
      return say("A note was taken");
    case "seat_released":
      return say("Seat released");
    case "moved_up":
      return say("Moved up from the waiting list");
    default:
      return moment.kind.replaceAll("_", " ");
  }
}

// Of somebody who comes without a ticket.
export const usual_category = (categories: string[]): string => (categories.includes("guest") ? "guest" : (categories[0] ?? ""));

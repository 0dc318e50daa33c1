// What the audit trail notes: signing in, and each command of the pages that changes something (server/venue/people.h,
// command_table); a quick test compares them.
import { say } from "../app/text";

export function act_text(act: string): string {
  switch (act) {
    case "signed_in":
      return say("Signed in");
    case "missed":
      return say("Wrong name or password");
    case "locked":
      return say("Locked after wrong passwords");
    case "address_locked":
      return say("Address locked after wrong passwords");
    case "invited":
      return say("Invited somebody");
    case "accepted":
      return say("Accepted the invitation");
    case "signed_out":
      return say("Signed out");
    case "signed_out_everywhere":
      return say("Signed out everywhere");
    case "password_changed":
      return say("Changed the password");
    case "event.create":
      return say("Set up an event");
    case "event.set":
      return say("Changed an event");
    case "event.pack":
      return say("Packed an event for another server");
    case "event.unpack":
      return say("Unpacked an event");
    case "event.rehearse":
      return say("Set up a rehearsal");
    case "event.drop":
      return say("Dropped a rehearsal");
    case "rehearsal.run":
      return say("Rehearsed the arrivals");
    case "event.set_policy":
      return say("Changed a policy");
    case "event.save_preset":
      return say("Kept a preset");
    case "preset.remove":
      return say("Removed a preset");
    case "event.close":
      return say("Closed an event");
    case "event.reopen":
      return say("Reopened an event");
    case "event.purge":
      return say("Erased all guest data of an event");
    case "retention.set":
      return say("Changed how long personal data is kept");
    case "person.export":
      return say("Exported a person’s data");
    case "person.erase":
      return say("Erased a person");
    case "house.set":
      return say("Changed what the house holds");
    case "roll_call.start":
      return say("Started a roll call");
    case "roll_call.end":
      return say("Ended a roll call");
    case "roll_call.print":
      return say("Printed a roll call");
    case "guests.import":
      return say("Imported guests");
    case "crm.write":
      return say("Wrote an event to another system");
    case "crm.undo":
      return say("Took back what was written to another system");
    case "crm.pull":
      return say("Brought in what another system has");
    case "crm.confirm":
      return say("Said that a guest is a person of the CRM");
    case "crm.reject":
      return say("Said that a guest is not a person of the CRM");
    case "crm.retract":
      return say("Took back who a guest is in the CRM");
    case "crm.search":
      return say("Searched the persons of the CRM");
    case "crm.start":
      return say("Went on writing to another system");
    case "event.image":
    case "event.image_remove":
      return say("Changed an event’s pictures");
    case "kiosk.pair":
      return say("Made a pairing code");
    case "kiosk.assign":
      return say("Assigned a kiosk");
    case "kiosk.revoke":
      return say("Revoked a kiosk");
    case "staff.add":
      return say("Added a person");
    case "staff.pin":
      return say("Gave a new PIN");
    case "staff.role":
      return say("Changed a role");
    case "staff.events":
      return say("Changed a person’s events");
    case "staff.lists":
      return say("Changed a person’s lists");
    case "staff.sign_in_name":
      return say("Changed a sign-in name");
    case "staff.remove":
      return say("Removed a person");
    case "guest.add":
      return say("Added a guest");
    case "guest.admit":
    case "guest.scan":
      return say("Let a guest in");
    case "guest.undo":
      return say("Undid an admission");
    case "guest.depart":
      return say("Noted a departure");
    case "guest.amend":
      return say("Corrected a guest");
    case "guest.count":
      return say("Counted somebody without a name");
    case "guest.hand_on":
      return say("Handed a ticket on");
    case "guest.excuse":
      return say("Excused a guest");
    case "guest.note":
      return say("Took a note");
    case "guest.settle":
      return say("Noted a payment");
    case "guest.withdraw":
      return say("Took a guest off the list");
    case "guest.move_up":
      return say("Gave a guest of the waiting list a seat");
    case "guest.decide":
      return say("Decided at the door");
    case "guest.judge":
      return say("Settled a doubt");
    case "guest.override":
      return say("Set a refusal aside");
    case "seats.release":
      return say("Released seats");
    case "guest.answer":
      return say("Kept a guest’s answers");
    case "journal.lease":
      return say("Held seats on a phone");
    case "journal.merge":
      return say("Handed over what a phone had kept");
    case "journal.lost":
      return say("Declared a phone lost");
    case "message.put":
      return say("Showed a message on the kiosks");
    case "message.withdraw":
      return say("Withdrew the message on the kiosks");
    case "emergency_list.print":
      return say("Printed an emergency list");
    case "paper.enter":
      return say("Entered a paper list");
    case "paper.leave":
      return say("Typed back a departure");
    case "call.answer":
      return say("Answered a call for help");
    default:
      return act;
  }
}

// What somebody should look at who looks through hundreds of lines.
export const is_alarming = (act: string) => act === "missed" || act === "locked" || act === "address_locked";

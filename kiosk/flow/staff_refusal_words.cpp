// Why a scan did not lead in, for those who can do something about it: the last column of the table in
// docs/product.md, Admission.
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_maker.h"

namespace einlass::flow {

// A helper reads what the guest would: she sends on, and explains nothing.
StaffMaker::Words StaffMaker::refusal(rules::Refusal refusal) const {
  if (is_told_reasons(staff_)) return refusal_of_rules(refusal);
  Refused shown{.refusal = refusal};
  if (staff_.guest && staff_.guest->outcome) {
    shown.other_event = staff_.guest->outcome->other_event;
    shown.right_door = staff_.guest->outcome->right_door;
    shown.decided_at = staff_.guest->outcome->at;
  }
  return maker_.refusal(shown);
}

StaffMaker::Words StaffMaker::refusal_of_rules(rules::Refusal refusal) const {
  switch (refusal) {
    case rules::Refusal::UnknownCode:
      return {Tone::Attention, Icon::Ticket, say("No ticket has this code"),
              say("Find the guest by name, or register a walk-in.")};
    case rules::Refusal::OtherEvent:
      return {Tone::Attention, Icon::Ticket, say("For another event or entrance"),
              say("Show the guest the way, or find the guest by name.")};
    case rules::Refusal::Replaced:
      return {Tone::Attention, Icon::Ticket, say("This code was replaced"),
              say("There is a newer ticket or badge. Compare the name; if the newer one is lost, print a new badge.")};
    case rules::Refusal::Ambiguous:
      return {Tone::Attention, Icon::Ticket, say("Several tickets have this code"), say("Choose the right one.")};
    case rules::Refusal::Cancelled:
      return {Tone::Attention, Icon::Pause, say("Cancelled"),
              say("The ticket was cancelled, refunded or withdrawn. You can let the guest in with a reason.")};
    case rules::Refusal::Blocked:
      return {Tone::Attention, Icon::Pause, say("Blocked by the organiser"), say("Only a host can let this guest in.")};
    case rules::Refusal::AwaitingApproval:
      return {Tone::Attention, Icon::Pause, say("Not approved yet"), say("A host decides about this guest.")};
    case rules::Refusal::Waitlisted:
      return {Tone::Attention, Icon::Pause, say("On the waiting list"), say("A host decides about this guest.")};
    case rules::Refusal::TooEarly:
      return {Tone::Attention, Icon::Clock, say("Too early"),
              say("The doors are not open yet for this ticket. You can let the guest in with a reason.")};
    case rules::Refusal::TooLate:
      return {Tone::Attention, Icon::Clock, say("Too late"),
              say("The ticket is no longer valid, or the doors have closed. You can let the guest in with a reason.")};
    case rules::Refusal::AlreadyIn:
      return already_in();
    case rules::Refusal::Unpaid:
      return {Tone::Attention, Icon::Pause, say("Not paid"),
              say("Note where it was paid, or that an invoice follows. No money is taken here.")};
    case rules::Refusal::NotOnList:
      return {Tone::Attention, Icon::Pause, say("Not invited"),
              say("The guest or the category is not on the list. A host can approve.")};
    case rules::Refusal::Full:
      return {Tone::Attention, Icon::Pause, say("Full"),
              say("All seats are taken. Where the limit allows it, a host can let the guest in.")};
    case rules::Refusal::NeedsAnswers:
      return {Tone::Attention, Icon::Person, say("A question is still open"),
              say("The guest answers it at a self-service kiosk, with the same ticket.")};
    case rules::Refusal::NeedsServer:
      return {Tone::Attention, Icon::Pause, say("This kiosk may not decide this alone"),
              say("Please wait until the server is reached, or send the guest to another kiosk.")};
    case rules::Refusal::BadgeDesk:
      return {Tone::Success, Icon::Check, say("Badges only"),
              say("At this door nobody is admitted by a scan. The guest checks in at the entrance.")};
  }
  return maker_.see_our_team();
}

// Who may have come in on somebody else's code must be told apart: when and where.
StaffMaker::Words StaffMaker::already_in() const {
  Words words{Tone::Attention, Icon::Person, say("Already inside"), say("All places of this ticket are in.")};
  if (!staff_.guest || !staff_.guest->sheet || staff_.guest->sheet->state.standing.empty()) return words;
  const rules::StandingAdmission& last = staff_.guest->sheet->state.standing.back();
  const std::string place = last.place.door.empty() ? last.place.name : last.place.name + ", " + last.place.door;
  words.body = say("Since {time}, at: {place}", {{"time", time(last.time.venue)}, {"place", place}});
  return words;
}

}  // namespace einlass::flow

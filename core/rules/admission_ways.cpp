// Who may set a refusal aside, let somebody in, or say what an entry says.
#include "core/rules/admission.h"

#include <algorithm>

namespace einlass::rules {
namespace {

bool has_soft_cap(const EventPolicy& policy) {
  if (policy.cap && policy.cap->kind == CapKind::Soft) return true;
  const auto& caps = policy.category_caps;
  return std::any_of(caps.begin(), caps.end(), [](const auto& cap) { return cap.second.kind == CapKind::Soft; });
}

template <typename... Facts>
bool is_one_of(const Fact& fact) {
  return (std::holds_alternative<Facts>(fact) || ...);
}

}  // namespace

bool may_override(Refusal refusal, Decider decider, const EventPolicy& policy) {
  switch (refusal) {
    case Refusal::Cancelled:
    case Refusal::TooEarly:
    case Refusal::TooLate:
      return decider != Decider::SelfService;
    case Refusal::Blocked:
    case Refusal::AwaitingApproval:
    case Refusal::Waitlisted:
    case Refusal::NotOnList:
      return decider == Decider::Host;
    case Refusal::Full:
      return decider == Decider::Host && has_soft_cap(policy);
    case Refusal::UnknownCode:
    case Refusal::OtherEvent:
    case Refusal::Replaced:
    case Refusal::Ambiguous:
    case Refusal::AlreadyIn:
    case Refusal::Unpaid:
    case Refusal::NeedsAnswers:
    case Refusal::NeedsServer:
    case Refusal::BadgeDesk:
      return false;
  }
  return false;
}

bool may_override_on_paper(Refusal refusal, Decider decider, const EventPolicy& policy) {
  if (refusal == Refusal::Full) return decider == Decider::Host;
  return may_override(refusal, decider, policy);
}

bool may_come_by(How how, Decider decider, const EventPolicy& policy) {
  const bool alone = decider == Decider::SelfService;
  switch (how) {
    case How::Scan:
      return true;
    case How::Search:
      return !alone || (policy.search && policy.admit_by == AdmitBy::Ticket);
    case How::List:
    case How::Paper:
      return !alone;
    case How::Host:
      return decider == Decider::Host;
    case How::WalkIn:
      if (alone) return policy.walk_in == WalkIn::Self;
      return policy.walk_in == WalkIn::Self || policy.walk_in == WalkIn::Staff;  // who is only counted has no name
    case How::Transferred:
      if (decider == Decider::Host) return policy.transfer != TransferRule::Never;
      return !alone && policy.transfer == TransferRule::Staff;
  }
  return false;
}

bool is_said_by_a_person(const Fact& fact) {
  return may_be_said_at_a_kiosk(fact) || is_one_of<SeatReleased, MovedUp, KioskLost, LeaseGranted, LeaseForfeited,
                                                   GuestErased, EventClosed, EventReopened>(fact);
}

bool may_be_said_at_a_kiosk(const Fact& fact) {
  return is_one_of<AdmissionUndone, Overridden, TicketTransferred, SettledElsewhere, HostDecided, ConflictJudged>(fact);
}

}  // namespace einlass::rules

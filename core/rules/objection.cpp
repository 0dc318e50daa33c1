#include "core/rules/objection.h"

#include "core/rules/admission.h"
#include "core/rules/word_lists.h"

#include <algorithm>

namespace einlass::rules {
namespace {

bool is_listed(const Ticket& ticket, const EventPolicy& policy) {
  if (is_unlisted(ticket, policy) || contains(policy.excluded_categories, ticket.category)) return false;
  if (is_companion(policy, ticket.category)) return true;
  return policy.admitted_categories.empty() || contains(policy.admitted_categories, ticket.category);
}

bool is_answered(Refusal refusal, const TicketState& state, const EventPolicy& policy) {
  if (!may_override(refusal, Decider::Host, policy)) return false;
  return std::any_of(state.overrides.begin(), state.overrides.end(),
                     [&](const Override& override) { return override.refusal == refusal; });
}

bool is_of_status(TicketStatus status, const Ticket& ticket, const TicketState& state) {
  return ticket.status == status && !state.host_approved && !state.moved_up;
}

// An assistant waits for nobody: she comes with a guest who is let in.
bool is_unapproved_walk_in(const Ticket& ticket, const TicketState& state, const EventPolicy& policy) {
  const bool waits = policy.host_approves_walk_ins && state.walk_in && !is_companion(policy, ticket.category);
  return waits && !state.host_approved && !state.moved_up;
}

bool holds(Refusal refusal, const Ticket& ticket, const TicketState& state, const EventPolicy& policy) {
  switch (refusal) {
    case Refusal::Cancelled:
      return ticket.status == TicketStatus::Cancelled;
    case Refusal::Blocked:
      return ticket.status == TicketStatus::Blocked;
    case Refusal::AwaitingApproval:
      return is_of_status(TicketStatus::AwaitingApproval, ticket, state) ||
             is_unapproved_walk_in(ticket, state, policy);
    case Refusal::Waitlisted:
      return is_of_status(TicketStatus::Waitlisted, ticket, state);
    case Refusal::Unpaid:
      return ticket.payment == Payment::Open && !state.settled;
    case Refusal::NotOnList:
      return !state.host_approved && !is_listed(ticket, policy);
    case Refusal::UnknownCode:
    case Refusal::OtherEvent:
    case Refusal::Replaced:
    case Refusal::Ambiguous:
    case Refusal::TooEarly:
    case Refusal::TooLate:
    case Refusal::AlreadyIn:
    case Refusal::Full:
    case Refusal::NeedsAnswers:
    case Refusal::NeedsServer:
    case Refusal::BadgeDesk:
      return false;  // of a scan, not of a ticket
  }
  return false;
}

}  // namespace

bool is_kept_out_by(Refusal refusal, const Ticket& ticket, const TicketState& state, const EventPolicy& policy) {
  return holds(refusal, ticket, state, policy) && !is_answered(refusal, state, policy);
}

bool is_unlisted(const Ticket& ticket, const EventPolicy& policy) {
  return policy.listed_only && !ticket.listed;
}

}  // namespace einlass::rules

// What speaks against a ticket itself, whatever the hour and whoever of its persons is in: a status, a payment, a list.
// Pure; asked by what is decided at the door, and by whoever prints badges before anybody comes. Rules:
// docs/product.md, Admission; docs/journal.md, Deciding.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/event_policy.h"
#include "core/rules/refusal.h"
#include "core/rules/ticket.h"

#include <algorithm>
#include <array>

namespace einlass::rules {

// Of cancelled, blocked, awaiting_approval, waitlisted, unpaid and not_on_list: whether it holds, and neither a host's
// approval nor an override answered it. No for all others, which are about a scan.
bool is_kept_out_by(Refusal refusal, const Ticket& ticket, const TicketState& state, const EventPolicy& policy);

// What a host's approval answers by itself.
inline constexpr std::array lifted_by_approval{Refusal::AwaitingApproval, Refusal::Waitlisted, Refusal::NotOnList};
inline bool is_lifted_by_approval(Refusal refusal) {
  return std::find(lifted_by_approval.begin(), lifted_by_approval.end(), refusal) != lifted_by_approval.end();
}

// A list that is not complete may know more.
bool is_unlisted(const Ticket& ticket, const EventPolicy& policy);

}  // namespace einlass::rules

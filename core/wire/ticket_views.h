// What follows from a decision and the tickets it names, at the server and at a kiosk alone alike. Pure; any thread.
#pragma once

#include "core/rules/admission.h"
#include "core/rules/event_policy.h"
#include "core/wire/message_parts.h"

#include <string>
#include <vector>

namespace einlass::wire {

// Of the badges that the decision owes; empty: none are printed.
std::string template_of_badges(const rules::BadgeRule& badge, const rules::Admission& admission,
                               const std::vector<TicketView>& tickets);

}  // namespace einlass::wire

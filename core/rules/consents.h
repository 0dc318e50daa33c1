// What was said to an event's questions. Pure; any thread.
#pragma once

#include "core/rules/event_policy.h"
#include "core/rules/fact.h"

#include <vector>

namespace einlass::rules {

// The last word on a question as its text is now: to another text nothing was said. `consents`: TicketState's. Null:
// nothing.
const ConsentGiven* said_to(const Question& question, const std::vector<ConsentGiven>& consents);

}  // namespace einlass::rules

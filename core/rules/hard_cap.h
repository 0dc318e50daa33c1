// Where a number of persons is one that nobody may exceed (docs/journal.md, Seats). Pure.
#pragma once

#include "core/rules/event_policy.h"

#include <string>

namespace einlass::rules {

// Of the whole event, or of this category.
bool draws_on_a_hard_cap(const EventPolicy& policy, const std::string& category);
// Of the whole event, or of any category.
bool has_hard_cap(const EventPolicy& policy);

}  // namespace einlass::rules

// Whether a policy, as an organiser changed it, can be meant: numbers in range, hours in order, fields that go
// together. Pure; asked before a policy becomes an event's document.
#pragma once

#include "core/rules/event_policy.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::rules {

// One sentence that begins with the field's name in the policy's document and says what to do; nothing: all is well.
std::optional<std::string> problem_of(const EventPolicy& policy);

// The categories that the policy names, each once, sorted.
std::vector<std::string> categories_in(const EventPolicy& policy);

// What the facts of the journal, the leases and the files of kiosks were made by, and what cannot be another rule once
// guests have come: the name of the first such field that differs; nothing: none.
std::optional<std::string> fixed_once_guests_came(const EventPolicy& before, const EventPolicy& after);

}  // namespace einlass::rules

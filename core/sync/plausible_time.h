// Whether a time that nobody vouches for can be right at all (docs/journal.md, Time). Pure.
#pragma once

#include "core/base/instant.h"
#include "core/rules/admission.h"
#include "core/rules/event_policy.h"

#include <vector>

namespace einlass::sync {

// Within a day of the event and of its doors' hours.
base::Instant earliest_plausible(const rules::EventFrame& event, const rules::EventPolicy& policy);
bool is_plausible(base::Instant time, const rules::EventFrame& event, const rules::EventPolicy& policy);

// For a kiosk that is alone and whose time is implausible: takes the time out of what is to be decided. What depends on
// it (doors' hours, the day, a ticket's validity) is then left to the server (Refusal::NeedsServer).
void leave_time_to_server(rules::EventPolicy& policy, std::vector<rules::Candidate>& candidates);

}  // namespace einlass::sync

#include "core/sync/plausible_time.h"

#include <algorithm>

namespace einlass::sync {
namespace {

constexpr auto margin = std::chrono::hours(24);

}  // namespace

base::Instant earliest_plausible(const rules::EventFrame& event, const rules::EventPolicy& policy) {
  auto first = event.starts;
  for (const auto& hours : policy.doors_hours) first = std::min(first, hours.opens);
  return first - margin;
}

bool is_plausible(base::Instant time, const rules::EventFrame& event, const rules::EventPolicy& policy) {
  auto last = std::max(event.starts, event.ends);
  for (const auto& hours : policy.doors_hours) last = std::max(last, hours.closes);
  return time >= earliest_plausible(event, policy) && time <= last + margin;
}

void leave_time_to_server(rules::EventPolicy& policy, std::vector<rules::Candidate>& candidates) {
  bool depends_on_time = !policy.doors_hours.empty() || policy.admission_counts_for == rules::AdmissionSpan::VenueDay;
  policy.doors_hours.clear();
  for (auto& candidate : candidates) {
    auto& ticket = candidate.ticket;
    depends_on_time = depends_on_time || ticket.valid_from || ticket.valid_until;
    ticket.valid_from.reset();
    ticket.valid_until.reset();
  }
  if (depends_on_time) policy.alone = rules::AloneRule::Refuse;
}

}  // namespace einlass::sync

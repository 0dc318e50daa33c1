// Who comes when, and with which problem: drawn once for a run from the event's own guests. Pure.
#pragma once

#include "core/rules/guest_row.h"
#include "server/rehearsal/chance.h"
#include "server/rehearsal/scenario.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace einlass::rehearsal {

struct Arrival {
  std::int64_t at = 0;  // ms since the beginning
  std::optional<ProblemKind> problem;
  const rules::GuestRow* guest = nullptr;  // nullptr: has no ticket
};

// In the order in which they arrive. Fewer than the scenario wants where the list has fewer tickets. `guests` outlives
// them; its order decides who comes when.
std::vector<Arrival> plan_arrivals(const Scenario& scenario, const std::vector<rules::GuestRow>& guests, Chance chance);

}  // namespace einlass::rehearsal

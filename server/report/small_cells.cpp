#include "server/report/small_cells.h"

#include <algorithm>

namespace einlass::report {
namespace {

// nullptr: there is none.
Share* smallest_number(std::vector<Share>& shares, bool also_elsewhere) {
  Share* smallest = nullptr;
  for (auto& share : shares) {
    const bool could_hide = share.shown == CellShown::Number && share.persons > 0;
    if (!could_hide || (share.stands_elsewhere && !also_elsewhere)) continue;
    if (smallest == nullptr || share.persons < smallest->persons) smallest = &share;
  }
  return smallest;
}

}  // namespace

CellShown cell_shown(int persons) {
  return persons > 0 && persons < least_shown ? CellShown::Few : CellShown::Number;
}

void suppress(std::vector<Share>& shares, Sum sum) {
  for (auto& share : shares) share.shown = cell_shown(share.persons);
  const auto is_few = [](const Share& share) { return share.shown == CellShown::Few; };
  if (sum == Sum::IsNot || std::count_if(shares.begin(), shares.end(), is_few) != 1) return;
  auto* smallest = smallest_number(shares, false);
  if (smallest == nullptr) smallest = smallest_number(shares, true);
  if (smallest != nullptr) smallest->shown = CellShown::Withheld;
}

}  // namespace einlass::report

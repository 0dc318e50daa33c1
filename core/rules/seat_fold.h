// Which seats of leases the admissions of one ticket take. Part of the fold (docs/journal.md, Seats). Used by
// attendance.cpp only.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/scan_graph.h"

#include <set>
#include <vector>

namespace einlass::rules {

struct SeatedScans {
  std::set<ScanRef> seated;  // admissions that stand, or are disputed
  std::set<ScanRef> undone;  // scans that never were
};

// A departure gives back seats of admissions that its author knew of. Where it knew of something that is not here, it
// gives back none: whoever lacks a part of the ticket's entries holds more seats for taken, never fewer.
std::vector<LeasedSeats> fold_leased_seats(const ScanGraph& graph, const SeatedScans& scans);

}  // namespace einlass::rules

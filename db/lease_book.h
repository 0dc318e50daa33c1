// Seats that were leased to devices which decide alone, as the journal has them (docs/journal.md, Seats). Leases change
// only by entries; every function reads. Owned by EventStore, on its thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/admission.h"

#include <cstdint>
#include <string>
#include <vector>

namespace einlass::store {

// A lease that was neither returned as a whole nor forfeited.
struct OpenLease {
  rules::LeaseId lease;
  rules::JournalId holder;
  std::string category;  // empty: for categories without a cap of their own
  rules::AdmissionDay day;
  int seats = 0;
  std::int64_t lasts_ms = 0;
  base::Instant granted;  // venue time of the entry
  int used_inside = 0;    // persons, as rules::LeasedSeats counts them
  int used_admitted = 0;
  bool holder_is_lost = false;  // by kiosk_lost

  int unused(rules::CapCounts counts) const;
  // Under every cap that its seats count for.
  int unused(const rules::EventPolicy& policy) const;
};

class LeaseBook {
 public:
  virtual ~LeaseBook() = default;

  virtual base::Result<std::vector<OpenLease>> open_leases() const = 0;
  // Whether it was ever granted.
  virtual base::Result<bool> knows(rules::LeaseId lease) const = 0;
  // Seats of the pool, for anybody of that category who has none.
  virtual base::Result<rules::CapacityLeft> left(const rules::AdmissionContext& context,
                                                 const std::string& category) const = 0;
};

}  // namespace einlass::store

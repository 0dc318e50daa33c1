// How many seats of the pool are left for one scan, counted from the projections (docs/journal.md, Seats). Inner to db;
// runs inside guarded().
#pragma once

#include "core/rules/admission.h"
#include "db/connection.h"
#include "db/lease_book.h"

#include <string>
#include <vector>

namespace einlass::store {

struct SeatsQuestion {
  const rules::EventPolicy& policy;
  rules::AdmissionDay day;
  std::string category;
  rules::ScanId scan;      // what this scan holds is not taken from it
  rules::TicketId ticket;  // nor what another scan of its ticket holds
  base::Instant now;
};

rules::CapacityLeft seats_left(Connection& connection, const SeatsQuestion& question);

std::vector<CapOverrun> cap_overruns(Connection& connection, const rules::EventPolicy& policy);

}  // namespace einlass::store

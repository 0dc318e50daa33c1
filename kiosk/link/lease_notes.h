// What a kiosk writes down before it asks for a lease: when, by its own clock. A lease without a note is never used.
// Kept in venue.db; owned by the replica, on the link's thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/ids.h"
#include "db/venue_store.h"

#include <string>
#include <vector>

namespace einlass::link {

struct LeaseNote {
  rules::EventId event;
  rules::LeaseId lease;
  std::string machine_boot;     // sync::VenueTimeStart
  base::Milliseconds asked{0};  // monotonic, before the request went out
  base::Instant asked_venue;    // the same moment in venue time
  std::string category;
};

class LeaseNotes {
 public:
  explicit LeaseNotes(store::VenueStore& venue) : venue_(venue) {}

  base::Result<std::vector<LeaseNote>> all() const;
  base::Result<void> put(const LeaseNote& note);
  base::Result<void> forget(const std::vector<rules::LeaseId>& leases);

 private:
  base::Result<void> write(const std::vector<LeaseNote>& notes);

  store::VenueStore& venue_;
};

}  // namespace einlass::link

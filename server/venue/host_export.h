// A host's own export: the guests of her lists by name, all others as one line of figures. Any thread, also beside the
// desk's.
#pragma once

#include "server/venue/caller.h"
#include "server/venue/report_desk.h"

#include <set>
#include <string>

namespace einlass::venue {

class HostExport {
 public:
  // `hers`: the tickets that she may see.
  HostExport(EventReports reports, base::VenueZone zone, std::set<std::string> hers)
      : reports_(std::move(reports)), zone_(std::move(zone)), hers_(std::move(hers)) {}

  // As the event's attendance (docs/attendance.md). The last row, without a ticket, is of the others: its `places` and
  // `admitted` are their sums.
  base::Result<std::string> csv() const;

 private:
  EventReports reports_;
  base::VenueZone zone_;
  std::set<std::string> hers_;
};

}  // namespace einlass::venue

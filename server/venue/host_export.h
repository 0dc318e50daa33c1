// An export of some lists: their guests by name, all others as one line of figures. Any thread, also beside the desk's.
#pragma once

#include "server/venue/caller.h"
#include "server/venue/report_desk.h"

#include <set>
#include <string>
#include <utility>

namespace einlass::venue {

class HostExport {
 public:
  // `hers`: the tickets of the lists, and such as she who asked may see.
  HostExport(EventReports reports, std::set<std::string> hers) : reports_(std::move(reports)), hers_(std::move(hers)) {}

  // As the event's attendance (docs/attendance.md). The last row, without a ticket, is of the others: its `places` and
  // `admitted` are their sums. A spreadsheet's other sheets are of hers only.
  base::Result<void> write(ExportWish wish, const report::Sink& sink) const {
    wish.only = hers_;
    return reports_.write_attendance(wish, sink);
  }

  const EventReports& reports() const { return reports_; }
  const std::set<std::string>& hers() const { return hers_; }

 private:
  EventReports reports_;
  std::set<std::string> hers_;
};

}  // namespace einlass::venue

#include "server/venue/host_export.h"

#include <utility>

namespace einlass::venue {

base::Result<std::string> HostExport::csv() const {
  auto all = reports_.attendance();
  if (!all) return base::failed(all);
  report::AttendanceRow others;
  others.name = "(others)";
  others.status = report::AttendanceStatus::Attended;
  others.places = 0;
  bool has_others = false;
  std::vector<report::AttendanceRow> rows;
  for (auto& row : all->rows) {
    if (hers_.contains(row.ticket)) {
      rows.push_back(std::move(row));
      continue;
    }
    has_others = true;
    others.places += row.places;
    others.admitted += row.admitted;
    others.badges_printed += row.badges_printed;
  }
  if (has_others) rows.push_back(std::move(others));
  all->rows = std::move(rows);
  return report::attendance_csv(*all, zone_);
}

}  // namespace einlass::venue

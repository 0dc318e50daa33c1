#include "server/report/attendance_columns.h"
#include "server/report/attendance_writers.h"
#include "server/report/csv_text.h"

namespace einlass::report {
namespace {

class CsvAttendance final : public AttendanceWriter {
 public:
  CsvAttendance(const AttendanceHead& head, const base::VenueZone& zone, Sink sink)
      : rehearsal_(head.rehearsal), zone_(zone), sink_(std::move(sink)) {
    auto titles = begun();
    for (const auto& column : attendance_columns()) titles.emplace_back(column.name);
    sink_(csv_byte_order_mark + csv_row(titles));
  }

  base::Result<void> row(const AttendanceRow& row) override {
    auto cells = begun();
    for (const auto& column : attendance_columns()) cells.push_back(text_of(column.value(row), zone_));
    sink_(csv_row(cells));
    return {};
  }

  base::Result<void> end() override { return {}; }

 private:
  std::vector<std::string> begun() const {
    std::vector<std::string> cells;
    if (rehearsal_) cells.emplace_back(rehearsal_word);
    return cells;
  }

  bool rehearsal_;
  const base::VenueZone& zone_;
  Sink sink_;
};

}  // namespace

std::unique_ptr<AttendanceWriter> csv_attendance(const AttendanceHead& head, const base::VenueZone& zone, Sink sink) {
  return std::make_unique<CsvAttendance>(head, zone, std::move(sink));
}

}  // namespace einlass::report

// An attendance as a file, row by row: what is written is handed on at once, and nothing of it is kept. One thread.
#pragma once

#include "core/base/error.h"
#include "server/report/attendance_table.h"
#include "server/report/scratch_file.h"

#include <map>
#include <memory>
#include <string>

namespace einlass::report {

class AttendanceWriter {
 public:
  virtual ~AttendanceWriter() = default;
  virtual base::Result<void> row(const AttendanceRow& row) = 0;
  virtual base::Result<void> end() = 0;  // after the last row; the file is whole
};

// As csv_row writes it, with a byte order mark. Times are local, with offset. `head` and `zone` outlive the writer.
std::unique_ptr<AttendanceWriter> csv_attendance(const AttendanceHead& head, const base::VenueZone& zone, Sink sink);

std::unique_ptr<AttendanceWriter> json_attendance(const AttendanceHead& head, const base::VenueZone& zone, Sink sink);

// What a workbook says in words.
struct WorkbookWords {
  std::string language = "en";                    // of titles: "de", else English
  std::map<std::string, std::string> categories;  // label by category, as far as it has one
};

// XLSX with the sheets guests, arrivals and figures; it comes out when it is whole.
base::Result<std::unique_ptr<AttendanceWriter>> xlsx_attendance(const AttendanceHead& head, const base::VenueZone& zone,
                                                                const WorkbookWords& words, Sink sink);

}  // namespace einlass::report

// The columns of an attendance: the same in every file that names guests (docs/attendance.md). What stands here is a
// promise to whoever reads these files by program: columns are added at the end, and none is renamed. Pure.
#pragma once

#include "core/base/wording.h"
#include "server/report/attendance_table.h"
#include "server/report/cell.h"

#include <span>

namespace einlass::report {

struct AttendanceColumn {
  const char* name;     // in CSV, and of what JSON has
  base::Wording title;  // in a spreadsheet
  int width;            // there, in characters
  Cell (*value)(const AttendanceRow& row);
};

std::span<const AttendanceColumn> attendance_columns();

// Of a column in front of all others, where the event is a rehearsal.
inline constexpr const char* rehearsal_word = "REHEARSAL";

std::string_view status_word(AttendanceStatus status);

}  // namespace einlass::report

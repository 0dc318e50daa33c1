// What is known of a guest from earlier events. A port: the venue answers from its own records and what the CRM has
// (venue::KnownHistory).
#pragma once

#include "server/report/attendance_table.h"

#include <optional>

namespace einlass::report {

class History {
 public:
  virtual ~History() = default;
  // How many earlier events she came to. Nothing: nobody can tell, which is not the same as none.
  virtual std::optional<int> earlier_events(const AttendanceRow& guest) const = 0;
};

}  // namespace einlass::report

// Who is taken for one person over several tickets and events: whoever has the same name and e-mail address, folded.
// Pure.
#pragma once

#include "server/report/attendance_table.h"

#include <optional>
#include <string>

namespace einlass::report {

// The same for all her guests, and nobody else's. Nothing: one of the two is missing, so nobody can tell who it is.
std::optional<std::string> person_key(const std::string& name, const std::string& email);

// Likewise within an event, where whoever left no address of her own is one person for each ticket that was hers: the
// order's buyer may have given name and address for all of her colleagues.
std::string person_of(const AttendanceRow& row);

}  // namespace einlass::report

// From what guest book and journal say of one ticket to its rows of the attendance. Pure.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/guest_row.h"
#include "core/rules/journal_row.h"
#include "server/report/attendance_table.h"

#include <vector>

namespace einlass::venue {

struct TicketFacts {
  rules::TicketId ticket;
  const rules::GuestRow* listed = nullptr;  // nullptr: no list has it
  std::vector<rules::JournalRow> rows;      // all of the ticket
};

// One row for each admission day on which someone came or was to come instead, or one without a day; none where nothing
// makes anybody a guest. Whoever sent somebody else has rows of her own, represented: of that day, or without a day.
// `absent`: of whoever did not come.
std::vector<report::AttendanceRow> rows_of(const TicketFacts& facts, report::AttendanceStatus absent);

}  // namespace einlass::venue

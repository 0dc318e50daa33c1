// What the rows of a ticket add to the sums over an attendance: the one place that says what counts once. Pure values.
#pragma once

#include "server/report/attendance_table.h"

#include <vector>

namespace einlass::report {

struct RowShare {
  int admitted = 0;  // persons who came on no earlier day of the ticket: a party is as many as came on its fullest day
  int walk_ins = 0;  // of these, who were registered at the door
  int counted = 0;   // of these, without a name
  // Whether the outcome of its ticket stands in this row, as it does in exactly one: that of the day on which somebody
  // came, or of whoever came instead.
  bool is_outcome = false;
  int on_list = 0;  // persons of the guest list for whom the ticket was good, the excused among them; of outcomes only
};

// One per row, in their order: all rows of a ticket, or of several.
std::vector<RowShare> shares_of(const std::vector<AttendanceRow>& rows);

// Adds what all rows of a ticket, or of several, add to totals, figures and arrivals. Who has not come by now is a
// no-show in the figures, whether or not the event's end is over.
void count_in(AttendanceHead& head, const std::vector<AttendanceRow>& rows);

}  // namespace einlass::report

#include "server/report/attendance_shares.h"

#include <set>

namespace einlass::report {
namespace {

std::set<std::string> attended_tickets(const std::vector<AttendanceRow>& rows) {
  std::set<std::string> tickets;
  for (const auto& row : rows) {
    if (row.status == AttendanceStatus::Attended) tickets.insert(row.ticket);
  }
  return tickets;
}

bool was_good(AttendanceStatus outcome) {
  switch (outcome) {
    case AttendanceStatus::Attended:
    case AttendanceStatus::Expected:
    case AttendanceStatus::NoShow:
    case AttendanceStatus::Excused:
      return true;
    case AttendanceStatus::Represented:
    case AttendanceStatus::Cancelled:
    case AttendanceStatus::NotAdmitted:
      return false;
  }
  return false;
}

RowShare persons_of(const AttendanceRow& row) {
  const bool is_counted = row.how == "counted";
  return {.admitted = row.admitted,
          .walk_ins = row.walk_in && !is_counted ? row.admitted : 0,
          .counted = is_counted ? row.admitted : 0};
}

}  // namespace

std::vector<RowShare> shares_of(const std::vector<AttendanceRow>& rows) {
  const auto attended = attended_tickets(rows);
  std::set<std::string> seen;
  std::vector<RowShare> shares;
  for (const auto& row : rows) {
    auto share = persons_of(row);
    const bool stands_elsewhere = row.status == AttendanceStatus::Represented ||
                                  (row.status != AttendanceStatus::Attended && attended.contains(row.ticket));
    share.is_outcome = !stands_elsewhere && !row.ticket.empty() && seen.insert(row.ticket).second;
    if (share.is_outcome && was_good(row.status) && !row.walk_in) share.on_list = row.places;
    shares.push_back(share);
  }
  return shares;
}

}  // namespace einlass::report

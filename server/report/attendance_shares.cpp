#include "server/report/attendance_shares.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

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

// Persons by who had the ticket. Whoever has none is in one row only.
class PersonsSeen {
 public:
  int more_in(const AttendanceRow& row) {
    if (row.ticket.empty()) return row.admitted;
    auto& before = most_[{row.ticket, row.guest}];
    const int more = std::max(row.admitted - before, 0);
    before += more;
    return more;
  }

 private:
  std::map<std::pair<std::string, std::string>, int> most_;
};

RowShare share_of(const AttendanceRow& row, int persons) {
  const bool is_counted = row.how == "counted";
  return {
      .admitted = persons, .walk_ins = row.walk_in && !is_counted ? persons : 0, .counted = is_counted ? persons : 0};
}

FigureRow figures_of(const AttendanceRow& row, const RowShare& share) {
  const bool is_missing = row.status == AttendanceStatus::Expected || row.status == AttendanceStatus::NoShow;
  return {.tickets = share.is_outcome ? 1 : 0,
          .expected = share.on_list,
          .admitted = share.admitted,
          .no_shows = share.is_outcome && is_missing ? 1 : 0,
          .excused = share.is_outcome && row.status == AttendanceStatus::Excused ? 1 : 0,
          .walk_ins = share.walk_ins,
          .counted = share.counted};
}

void add(AttendanceTotals& totals, const AttendanceRow& row, const RowShare& share) {
  totals.conflicts += row.conflicts;
  totals.badges_printed += row.badges_printed;
  totals.badges_in_doubt += row.badges_in_doubt;
  totals.persons_admitted += share.admitted;
  totals.walk_ins += share.walk_ins;
  totals.counted += share.counted;
  totals.persons_expected += share.on_list;
  if (!share.is_outcome) return;
  ++totals.tickets;
  if (row.status == AttendanceStatus::Expected) ++totals.expected;
  if (row.status == AttendanceStatus::NoShow) ++totals.no_shows;
}

}  // namespace

std::vector<RowShare> shares_of(const std::vector<AttendanceRow>& rows) {
  const auto attended = attended_tickets(rows);
  std::set<std::string> seen;
  PersonsSeen persons;
  std::vector<RowShare> shares;
  for (const auto& row : rows) {
    auto share = share_of(row, persons.more_in(row));
    const bool stands_elsewhere = row.status == AttendanceStatus::Represented ||
                                  (row.status != AttendanceStatus::Attended && attended.contains(row.ticket));
    share.is_outcome = !stands_elsewhere && !row.ticket.empty() && seen.insert(row.ticket).second;
    if (share.is_outcome && was_good(row.status) && !row.walk_in) share.on_list = row.places;
    shares.push_back(share);
  }
  return shares;
}

void count_in(AttendanceHead& head, const std::vector<AttendanceRow>& rows) {
  constexpr std::int64_t minute_ms = 60'000;
  const auto shares = shares_of(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    add(head.totals, row, shares[i]);
    const auto figures = figures_of(row, shares[i]);
    head.figures.all += figures;
    if (figures != FigureRow{}) head.figures.by_category[row.category] += figures;
    if (row.first_in) head.arrivals[row.first_in->unix_ms() / minute_ms][row.category] += row.admitted;
  }
}

}  // namespace einlass::report

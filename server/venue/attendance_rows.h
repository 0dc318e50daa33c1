// From guest book and journal to the attendance table: one pass over each, then one fold per ticket. Used by
// ReportDesk for one export; not thread-safe.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/guest_row.h"
#include "core/rules/journal_row.h"
#include "server/report/attendance_table.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

class AttendanceRows {
 public:
  // After the event's end, who did not come is a no-show; until then, expected.
  explicit AttendanceRows(bool has_ended)
      : absent_(has_ended ? report::AttendanceStatus::NoShow : report::AttendanceStatus::Expected) {}

  void take(const rules::GuestRow& row);
  void take(const rules::JournalRow& row);

  // By name, then ticket; per ticket one row for each admission day on which someone came or was to come instead, or
  // one without a day. Whoever sent somebody else has rows of her own, represented: of that day, or without a day.
  std::vector<report::AttendanceRow> rows() const;
  static report::AttendanceTotals totals(const std::vector<report::AttendanceRow>& rows);

 private:
  // What the journal says of one ticket.
  struct Record {
    std::vector<rules::JournalEntry> entries;
    std::vector<rules::JournalRow> guest_facts;  // that say whose it is, with their private parts
  };
  struct CountedKey {
    rules::AdmissionDay day;
    std::string category;
    std::string place;
    friend auto operator<=>(const CountedKey&, const CountedKey&) = default;
  };

  std::vector<report::AttendanceRow> rows_of(rules::TicketId ticket) const;
  std::map<CountedKey, int> counted_persons() const;

  report::AttendanceStatus absent_;
  std::map<rules::TicketId, rules::GuestRow> guests_;
  std::map<rules::TicketId, Record> records_;
  std::vector<rules::JournalEntry> counted_;
  std::set<rules::ScanId> undone_;
};

}  // namespace einlass::venue

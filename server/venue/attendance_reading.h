// One event's attendance as it was committed at a moment: its sums at once, its rows one by one, in order, as often as
// wanted. In memory are a name's sort key per row and little else (report::RowSpool). Used by EventReports for one
// report, on one thread, which another one helps to read.
#pragma once

#include "db/event_snapshot.h"
#include "server/report/row_spool.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

struct WhatToRead {
  report::AttendanceHead head;  // what is known before anything is read
  // Of whoever did not come.
  report::AttendanceStatus absent = report::AttendanceStatus::NoShow;
  // Tickets whose guests are named and counted; all others come to one row of sums, the last one. Nothing: all.
  std::optional<std::set<std::string>> only;
  // Is shown all rows of each ticket together, in no particular order of tickets, from one thread at a time.
  std::function<void(const std::vector<report::AttendanceRow>& rows)> look;
};

class AttendanceReading {
 public:
  // `beside`: of the same moment, from which a second thread reads a part of the tickets.
  static base::Result<AttendanceReading> of(const store::EventSnapshot& event, WhatToRead what,
                                            const store::EventSnapshot* beside = nullptr);

  const report::AttendanceHead& head() const { return what_.head; }
  // The sums of the others' tickets; nothing: there are none, or all are to be named.
  const std::optional<report::AttendanceRow>& others() const { return others_; }
  // Up to where the journal was read: what comes after that is not in it. And entries that were put aside by then.
  std::int64_t position() const { return position_; }
  int parked() const { return parked_; }

  // By name, then ticket; those who were counted without a name and the others last.
  base::Result<void> each(const std::function<void(const report::AttendanceRow&)>& take);

 private:
  class Taking;
  AttendanceReading(WhatToRead what, report::RowSpool spool) : what_(std::move(what)), spool_(std::move(spool)) {}
  base::Result<void> read(const store::EventSnapshot& event, const store::EventSnapshot* beside);
  base::Result<void> read_tickets(const store::EventSnapshot& event, const store::EventSnapshot* beside);
  base::Result<void> read_counted(const store::AttendanceJournal& journal);
  void add_to_others(const std::vector<report::AttendanceRow>& rows);  // all of a ticket, or of none

  WhatToRead what_;
  report::RowSpool spool_;
  std::vector<report::AttendanceRow> counted_;
  std::optional<report::AttendanceRow> others_;
  std::int64_t position_ = 0;
  int parked_ = 0;
};

}  // namespace einlass::venue

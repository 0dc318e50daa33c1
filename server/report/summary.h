// What the summary of an event says: figures only, no persons. Counted ticket by ticket while the attendance is read.
// Pure values.
#pragma once

#include "server/report/attendance_table.h"
#include "server/report/audience.h"
#include "server/report/history.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace einlass::report {

// The extra field `membership` says it ("yes", "no" …), else the category: members and prospects. All others are not
// known, which is not "no".
Membership membership_of(const AttendanceRow& row);

struct Summary {
  AttendanceHead head;
  std::string organiser;
  base::Instant starts;
  base::Instant ends;
  Audience audience;
  std::map<std::string, FigureRow> lists;         // by list owner; "": on nobody's in particular
  std::optional<int> others;                      // persons who came on other hosts' lists; nothing: there are none
  std::map<std::string, std::string> categories;  // label by category
};

class SummaryCount {
 public:
  // `members`: guests whom a membership system holds for members on the event's day, for those of whom the list does
  // not say it.
  explicit SummaryCount(const History& history, std::set<std::string> members = {})
      : history_(history), members_(std::move(members)) {}

  // All rows of one ticket.
  void take(const std::vector<AttendanceRow>& rows);

  const Audience& audience() const { return audience_; }
  const std::map<std::string, FigureRow>& lists() const { return lists_; }

 private:
  void take_guest(const AttendanceRow& guest);

  const History& history_;
  std::set<std::string> members_;
  Audience audience_;
  std::map<std::string, FigureRow> lists_;
};

}  // namespace einlass::report

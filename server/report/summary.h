// What the summary of an event says: figures only, no persons. Counted ticket by ticket while the attendance is read.
// Pure values.
#pragma once

#include "core/rules/crm_rows.h"
#include "server/report/attendance_table.h"
#include "server/report/audience.h"
#include "server/report/history.h"

#include <map>
#include <set>
#include <string>
#include <unordered_set>
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

// What systems around the server say of guests, for those of whom the list does not say it.
struct SaidBySystems {
  std::set<std::string> members{};  // on the event's day
  std::map<std::string, rules::Profile> profiles{};
};

class SummaryCount {
 public:
  explicit SummaryCount(const History& history, SaidBySystems systems = {})
      : history_(history), systems_(std::move(systems)) {}

  // All rows of one ticket: for the figures of its list.
  void take(const std::vector<AttendanceRow>& rows);
  // Every row by name and ticket: for the audience. A person with several tickets counts by the first of them.
  void take_row(const AttendanceRow& row);

  const Audience& audience() const { return audience_; }
  const std::map<std::string, FigureRow>& lists() const { return lists_; }

 private:
  void take_guest(const AttendanceRow& guest);
  rules::Profile profile_of(const AttendanceRow& guest) const;

  const History& history_;
  SaidBySystems systems_;
  Audience audience_;
  std::map<std::string, FigureRow> lists_;
  std::unordered_set<std::size_t> seen_;  // persons, by the hash of what tells them apart
};

}  // namespace einlass::report

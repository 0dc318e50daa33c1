// What the lines of an event come to, kept with each line that changes: a page looks every second, and must not cost
// the whole list each time. Pure.
#pragma once

#include "server/venue/arrivals.h"
#include "server/venue/host_lists.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// Whether she is, or was let up to be, somebody who is expected.
bool may_still_come(const GuestLine& line);
bool is_no_show(const GuestLine& line, bool has_ended);

class ListSums {
 public:
  void add(const GuestLine& line) { count(line, 1); }
  // As it was added.
  void take_off(const GuestLine& line) { count(line, -1); }

  // Of those list owners for whom `counts` says so.
  GuestFigures figures(const std::function<bool(const std::string& list_owner)>& counts, bool has_ended) const;
  // List owners who have tickets, by name; tickets without one are left out.
  std::vector<std::string> owners() const;
  // Persons who were let up from the waiting list, own no seat and have not come yet.
  int promised() const;
  int promised_in(const std::string& category) const;
  // Tickets that are announced, or whose newest scan of the day was refused.
  const std::set<rules::TicketId>& at_doors() const { return at_doors_; }
  const ArrivedByMinute& arrived() const { return arrived_; }

 private:
  void count(const GuestLine& line, int times);
  void count_figures(const GuestLine& line, int times);

  std::map<std::string, GuestFigures> of_owner_;  // no_shows as of after the end
  std::map<std::string, int> promised_;           // by category
  std::set<rules::TicketId> at_doors_;
  ArrivedByMinute arrived_;
};

}  // namespace einlass::venue

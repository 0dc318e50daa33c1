// Who came to earlier events: by this venue's own records, and of guests whom the CRM knows by what it has. Whichever
// knows of one counts; that somebody came for the first time, one of them has to know.
#pragma once

#include "server/report/history.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace einlass::venue {

class KnownHistory final : public report::History {
 public:
  // `own` outlives it. `by_crm`: by guest, of those only of whom it knows.
  KnownHistory(const report::History& own, std::map<std::string, int> by_crm) : own_(own), by_crm_(std::move(by_crm)) {}

  std::optional<int> earlier_events(const report::AttendanceRow& guest) const override {
    const auto own = own_.earlier_events(guest);
    const auto crm = by_crm_.find(guest.guest);
    if (guest.guest.empty() || crm == by_crm_.end()) return own;
    return std::max(own.value_or(0), crm->second);
  }

 private:
  const report::History& own_;
  std::map<std::string, int> by_crm_;
};

}  // namespace einlass::venue

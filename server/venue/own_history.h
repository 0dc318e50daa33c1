// Who came to earlier events, by this venue's own records: whoever has the same name and e-mail address, folded. An
// address that is borne by two names makes nobody one person, and who left none is not known. Made and asked by one
// worker for one report.
#pragma once

#include "server/report/history.h"
#include "server/venue/report_desk.h"

#include <map>
#include <string>
#include <vector>

namespace einlass::venue {

class OwnHistory final : public report::History {
 public:
  // `some_are_missing`: there are earlier events that cannot be read.
  static base::Result<OwnHistory> of(const std::vector<EventReports>& earlier, bool some_are_missing);

  // Nothing also for whoever is not found, where an earlier event cannot be read, or its persons are gone by now.
  std::optional<int> earlier_events(const report::AttendanceRow& guest) const override;

 private:
  std::map<std::string, int> events_;  // by person
  bool is_whole_ = true;
};

}  // namespace einlass::venue

// Who came to an event, in figures: what is known of its guests at the desk, and the counting, which a worker does.
#pragma once

#include "server/commands/command.h"
#include "server/report/audience.h"
#include "server/report/summary.h"
#include "server/venue/report_desk.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::commands {

struct AudienceWork {
  std::vector<venue::EventReports> earlier;  // real events that began before, to see who came there
  bool some_are_missing = false;
  std::map<std::string, int> by_crm;               // events before this one, of guests whose history the CRM has
  std::set<std::string> members;                   // guests, as the systems know that people and memberships come from
  std::map<std::string, rules::Profile> profiles;  // by guest: who objects in none of them
};

// On the desk's thread.
base::Result<AudienceWork> audience_work(CommandContext& context, const venue::EventReports& reports);

// Any thread: reads the event's attendance by `read`, which shows each ticket's rows to what it is given.
using ReadAttendance = std::function<base::Result<venue::AttendanceReading>(
    const std::function<void(const std::vector<report::AttendanceRow>&)>& look)>;
struct CountedAttendance {
  venue::AttendanceReading reading;
  report::Audience audience;
  std::map<std::string, report::FigureRow> lists;
};
base::Result<CountedAttendance> count_attendance(const AudienceWork& work, const ReadAttendance& read);

}  // namespace einlass::commands

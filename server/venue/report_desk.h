// What the organiser takes home, and what she sees meanwhile. Part of the Desk, on its thread.
#pragma once

#include "db/attendance_journal.h"
#include "server/report/attendance_table.h"
#include "server/venue/event_desk.h"
#include "server/venue/venue_state.h"

#include <functional>
#include <string>
#include <vector>

namespace einlass::venue {

struct EventStatus {
  EventSummary event;
  store::EventTotals totals;
  std::size_t guests = 0;
  std::vector<store::Merged> parked;
};

struct VenueStatus {
  base::Instant now;
  std::vector<EventStatus> events;
  std::vector<store::KioskRecord> kiosks;
};

class ReportDesk {
 public:
  explicit ReportDesk(VenueState& state) : state_(state) {}

  base::Result<report::Attendance> attendance(const std::string& event);
  base::Result<std::string> attendance_csv(const std::string& event);
  base::Result<std::string> attendance_json(const std::string& event);

  // Every entry as one JSON line (server/report/journal_lines.h), handed over one by one.
  base::Result<void> journal(const std::string& event, const std::function<void(const std::string& line)>& take);

  base::Result<VenueStatus> status();

 private:
  base::Result<EventStatus> status_of(const EventSummary& summary);

  VenueState& state_;
};

}  // namespace einlass::venue

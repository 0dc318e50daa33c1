// What the organiser takes home, and what she sees meanwhile. Part of the Desk, on its thread.
#pragma once

#include "db/attendance_journal.h"
#include "db/lease_book.h"
#include "server/report/attendance_writers.h"
#include "server/venue/attendance_reading.h"
#include "server/venue/event_desk.h"
#include "server/venue/venue_state.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// Two admissions of one ticket of which one is too many, until a person has judged them.
struct OpenConflict {
  rules::TicketId ticket;
  std::string first_place;   // of the admission that counts meanwhile
  std::string second_place;  // of the disputed one
};

// An entry that was put aside, for people.
struct ParkedStatus {
  rules::EntryId id;
  std::string reason;
  std::string place;  // name of the kiosk or page that wrote it, where that can be read
};

// More persons than a cap lets in, and who let them in, as far as that were kiosks declared lost whose entries came
// after all.
struct OverCap {
  struct Late {
    std::string place;
    std::string door;
    int persons = 0;
  };
  store::CapOverrun overrun;
  std::vector<Late> late;
};

struct EventStatus {
  EventSummary event;
  store::EventTotals totals;
  std::size_t guests = 0;
  bool lacks_list = false;  // a kiosk had a guest list that was imported on a state of this server that is gone
  std::vector<ParkedStatus> parked;
  std::vector<OpenConflict> conflicts;
  std::vector<OverCap> over_caps;
};

struct VenueStatus {
  base::Instant now;
  std::vector<EventStatus> events;
  std::vector<store::KioskRecord> kiosks;
  // What they put aside, of those that have connected since the server started.
  std::map<rules::KioskId, std::vector<wire::ParkedCount>> parked_at_kiosks;
  std::map<rules::KioskId, KioskTold> kiosks_told;  // likewise, what they say of themselves
};

enum class ExportFormat { Csv, Json, Xlsx };

struct ExportWish {
  ExportFormat format = ExportFormat::Csv;
  std::string language = "en";  // of a spreadsheet's titles: "de", else English
  // Tickets whose guests are named, the others come to one row of sums. Nothing: all.
  std::optional<std::set<std::string>> only;
};

// The reports of one event. Any thread, also beside the desk's: each call reads a snapshot of its own.
class EventReports {
 public:
  // `only`, `look`: see WhatToRead.
  base::Result<AttendanceReading> attendance(
      std::optional<std::set<std::string>> only = {},
      std::function<void(const std::vector<report::AttendanceRow>& rows)> look = {}) const;
  // As a file, piece by piece; memory does not grow with the guests.
  base::Result<void> write_attendance(const ExportWish& wish, const report::Sink& sink) const;
  // Every entry as one JSON line (server/report/journal_lines.h), handed over one by one, and the closing line.
  base::Result<void> journal(const std::function<void(const std::string& line)>& take) const;

  const rules::EventFrame& frame() const { return frame_; }
  const base::VenueZone& zone() const { return zone_; }
  base::Instant asked() const { return asked_; }
  // Label by category in this language, as far as it has one.
  std::map<std::string, std::string> categories_in(const std::string& language) const;

 private:
  friend class ReportDesk;
  EventReports(const OpenEvent& event, base::Instant now);
  base::Result<std::unique_ptr<report::AttendanceWriter>> writer_of(const ExportWish& wish,
                                                                    const AttendanceReading& reading,
                                                                    const report::Sink& sink) const;

  rules::EventFrame frame_;
  base::VenueZone zone_;
  base::Instant asked_;
  bool is_over_ = false;  // nobody is expected any more
  store::EventStoreOptions file_;
};

class ReportDesk {
 public:
  explicit ReportDesk(VenueState& state) : state_(state) {}

  // To be read elsewhere: what is committed when they are read. NotFound: there is no such event.
  base::Result<EventReports> of(const std::string& event);

  base::Result<VenueStatus> status();
  base::Result<EventStatus> status(const std::string& event);  // NotFound: there is no such event

 private:
  base::Result<EventStatus> status_of(const EventSummary& summary);

  VenueState& state_;
};

}  // namespace einlass::venue

// What the organiser takes home, and what she sees meanwhile. Part of the Desk, on its thread.
#pragma once

#include "db/attendance_journal.h"
#include "db/lease_book.h"
#include "server/report/attendance_table.h"
#include "server/venue/event_desk.h"
#include "server/venue/venue_state.h"

#include <cstdint>
#include <functional>
#include <map>
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

// The attendance, and up to where the journal was when it was read: what comes after that is not in it.
struct Attended {
  report::Attendance attendance;
  std::int64_t position = 0;
  int parked = 0;  // entries that were put aside
};

// The reports of one event. Any thread, also beside the desk's: each call reads a snapshot of its own.
class EventReports {
 public:
  base::Result<Attended> attended() const;
  base::Result<report::Attendance> attendance() const;
  base::Result<std::string> attendance_csv() const;
  base::Result<std::string> attendance_json() const;
  // Every entry as one JSON line (server/report/journal_lines.h), handed over one by one, and the closing line.
  base::Result<void> journal(const std::function<void(const std::string& line)>& take) const;

 private:
  friend class ReportDesk;
  EventReports(const OpenEvent& event, base::Instant now);

  std::string key_;
  std::string name_;
  base::VenueZone zone_;
  std::string time_zone_;
  bool rehearsal_ = false;
  base::Instant ends_;
  base::Instant asked_;
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

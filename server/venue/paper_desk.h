// An evening on paper: the list that is printed before the doors open, and what was written on it, typed back
// afterwards as admissions and departures that say so. Part of the Desk, on its thread. Who may see and do what:
// HostDesk.
#pragma once

#include "db/paper_lists.h"
#include "server/venue/emergency_list.h"
#include "server/venue/host_desk.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// When guests came in whose ticks are typed now.
struct PaperHours {
  base::Instant from;
  base::Instant until;
};

struct PaperLists {
  std::vector<store::PaperList> lists;  // newest first
  PaperHours usual;                     // the doors' last hours so far
};

struct PaperRow {
  int row = 0;
  std::string code;  // as printed
  GuestLine line;
};

// What is typed is about: a row of a list, or a guest who was looked up.
struct PaperAbout {
  int list = 0;            // 0: none
  std::string row;         // as typed
  rules::TicketId ticket;  // with no list
  rules::ScanId scan;      // likewise, minted by the page
  int persons = 0;         // 0: all who are not in yet, or of a departure, all who are inside
};

struct PaperTick {
  PaperAbout about;
  std::optional<base::Instant> from;  // nothing: the usual hours
  std::optional<base::Instant> until;
  bool all_the_same = false;  // she was in, whatever she was refused for when this was typed before
};

struct PaperLeaving {
  PaperAbout about;
  base::Instant at;  // when they left
};

struct PaperDeparture {
  HostDeparture departure;
  int row = 0;
};

struct PaperEntry {
  HostAdmission admission;
  int row = 0;            // 0: she was looked up
  bool repeated = false;  // typed before: it counts once
};

class PaperDesk {
 public:
  PaperDesk(VenueState& state, HostDesk& hosts) : state_(state), hosts_(hosts) {}

  // For hosts: of their own lists. The rows are kept once they are drawn.
  base::Result<EmergencyPrint> begin_print(const HostAsks& asks, const std::string& language);
  base::Result<void> keep_rows(rules::EventId event, const EmergencyList& list);

  base::Result<PaperLists> lists(const HostAsks& asks);
  // Of those that she may see. NotFound: no such list was printed.
  base::Result<std::vector<PaperRow>> rows(const HostAsks& asks, int list);
  // InvalidInput: no row of that list, or hours that are none. NotFound: no such list, or a guest of others' lists.
  base::Result<PaperEntry> enter(const HostAsks& asks, const PaperTick& tick);
  // Likewise who left; also as HostDesk::see_off. InvalidInput: a time that is not over.
  base::Result<PaperDeparture> leave(const HostAsks& asks, const PaperLeaving& leaving);

 private:
  // Whom it is about, and the scan that it stands for.
  struct Meant {
    int row = 0;
    rules::TicketId ticket;
    rules::ScanId scan;
    std::vector<rules::JournalEntry> entries;  // of the ticket
  };
  base::Result<Meant> meant(OpenEvent& event, const PaperAbout& about, const char* what);
  base::Result<PaperHours> hours_of(const OpenEvent& event, const PaperTick& tick) const;
  PaperHours usual_hours(const OpenEvent& event) const;

  VenueState& state_;
  HostDesk& hosts_;
};

}  // namespace einlass::venue

// Closing an event: its doors admit nobody any more, and its figures are kept. What arrives later is taken in as always
// and shows, until the event is closed again (docs/pages.md, Closing an event). Part of the Desk, on its thread.
#pragma once

#include "core/rules/ids.h"
#include "core/wire/event_pack.h"
#include "server/report/audience.h"
#include "server/report/closing_figures.h"
#include "server/venue/caller.h"
#include "server/venue/door_desk.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// A kiosk that was there, and may have entries that it has not handed over.
struct KioskAway {
  std::string name;
  base::Instant last_seen;
};

// A kiosk that is there, and says that it has entries which no server has answered.
struct KioskBehind {
  std::string name;
  std::uint64_t entries = 0;
};

// A phone that writes a journal of its own, and may have entries that it has not handed over.
struct PhoneAway {
  std::string name;  // of whoever writes; empty: she was let go
  base::Instant last_seen;
};

// What a person should see to before an event is closed.
struct OpenMatters {
  int conflicts = 0;
  int parked = 0;                             // entries
  std::uint64_t parked_at_kiosks = 0;         // entries that kiosks put aside, which are not here
  int badges_in_doubt = 0;                    // of which nobody can tell whether they came out
  int seats_out = 0;                          // unused ones that kiosks and pages may still give away alone
  std::vector<KioskAway> kiosks_away;         // of the event
  std::vector<KioskAway> kiosks_moved;        // to another event, which they have not taken yet
  std::vector<KioskBehind> kiosks_behind;     // of those of the event that are not away
  std::vector<PhoneAway> phones_away;         // last heard while the doors were open, or before
  std::optional<wire::PackNote> packed_away;  // for another server, and nothing has come back since

  bool empty() const;
};

struct Closing {
  base::Instant at;
  std::uint32_t by = 0;  // number; 0: the command line
  report::ClosingFigures figures;
  std::optional<report::Audience> audience;  // nothing: it was closed before these were kept
  std::int64_t position = 0;  // of the event's journal, up to which the figures were read (EventReports::attended)
  int parked = 0;             // entries that were put aside by then
};

class ClosingDesk {
 public:
  ClosingDesk(VenueState& state, DoorDesk& door) : state_(state), door_(door) {}

  // Badges are left out: they follow from the whole journal, as the figures do (EventReports).
  base::Result<OpenMatters> open_matters(const std::string& event);
  // Refused: it is closed, and nothing came since, or its persons were erased: the figures that were kept stay.
  base::Result<void> close(const std::string& event, const Closing& closing);
  base::Result<void> reopen(const std::string& event, std::uint32_t by);  // Refused: it is not closed, or as above

  // The last one. Nothing: the event is open (whether it is, its record says), or what was kept is gone.
  base::Result<std::optional<Closing>> closing_of(const OpenEvent& event);
  // What came since it was closed and changes its figures: entries, and others that were put aside. 0: it is open.
  base::Result<int> late_entries(OpenEvent& event);

  // A kiosk that is there is heard every few seconds.
  static constexpr std::chrono::seconds away_after{60};
  // A page that is open speaks to the server every five minutes.
  static constexpr std::chrono::minutes phone_away_after{10};

 private:
  base::Result<void> say(OpenEvent& event, const rules::Fact& fact, std::uint32_t by);
  base::Result<void> put(OpenEvent& event, const rules::EventPolicy& policy, bool closed);
  base::Result<base::Hash> document_of(const OpenEvent& event, const Closing& closing);
  // open_matters.cpp
  base::Result<void> add_kiosk(const OpenEvent& event, const store::KioskRecord& kiosk, OpenMatters& open);
  base::Result<void> add_phones(const OpenEvent& event, OpenMatters& open);
  base::Result<void> add_packed(const OpenEvent& event, OpenMatters& open);

  VenueState& state_;
  DoorDesk& door_;
};

}  // namespace einlass::venue

// A kiosk is pointed at another event or door by somebody who is signed in there. Values; only the server knows what
// there is and does it (docs/protocol.md, Moving a kiosk).
#pragma once

#include "core/base/instant.h"
#include "core/rules/ids.h"
#include "core/rules/staff.h"

#include <cstdint>
#include <string>
#include <vector>

namespace einlass::rules {

// An event that the asker may sign in at.
struct Destination {
  EventId event;
  std::string name;  // as guests read it
  base::Instant starts;
  base::Instant ends;
  std::string time_zone;   // of the event: "Europe/Berlin"
  bool today = false;      // by the venue day of now, and the event's own hour at which a day begins
  bool rehearsal = false;  // a copy to try things out with, of the same name
  friend bool operator==(const Destination&, const Destination&) = default;
};

// Where may this kiosk go? Answered by Destinations.
struct FindDestinations {
  std::uint32_t by = 0;  // who asks, of the roster
};
struct Destinations {
  std::vector<Destination> events;  // in order of their start, also the one that it serves now
  std::vector<std::string> doors;   // at which kiosks of this venue stand
  friend bool operator==(const Destinations&, const Destinations&) = default;
};

struct KioskMove {
  std::uint32_t by = 0;
  EventId event;
  std::string door;  // empty: as it is
};

// Whoever sees to a kiosk's state sees to its place; a helper does neither.
constexpr bool may_move_kiosk(Role role) {
  return role != Role::Helper;
}

}  // namespace einlass::rules

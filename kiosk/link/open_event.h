// The event that a kiosk serves, as its documents describe it. A value of the replica's.
#pragma once

#include "core/base/venue_zone.h"
#include "core/rules/event_policy.h"
#include "core/wire/event_keys.h"
#include "core/wire/messages.h"
#include "core/wire/staff_roster.h"

#include <optional>

namespace einlass::link {

inline constexpr const char* roster_kind = "staff";  // of the document

struct OpenEvent {
  wire::Assignment assignment;
  rules::EventFrame frame;
  rules::EventPolicy policy;
  wire::EventKeys keys;
  base::VenueZone zone;
  std::optional<wire::StaffRoster> roster{};  // nothing: nobody signs in here
};

}  // namespace einlass::link

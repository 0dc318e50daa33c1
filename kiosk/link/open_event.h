// The event that a kiosk serves, as its documents describe it. A value of the replica's.
#pragma once

#include "core/base/venue_zone.h"
#include "core/rules/event_policy.h"
#include "core/wire/event_keys.h"
#include "core/wire/messages.h"

namespace einlass::link {

struct OpenEvent {
  wire::Assignment assignment;
  rules::EventFrame frame;
  rules::EventPolicy policy;
  wire::EventKeys keys;
  base::VenueZone zone;
};

}  // namespace einlass::link

// The event that a kiosk serves, as its documents describe it. A value of the replica's.
#pragma once

#include "core/base/venue_zone.h"
#include "core/rules/event_policy.h"
#include "core/wire/event_keys.h"
#include "core/wire/messages.h"
#include "core/wire/staff_roster.h"

#include <optional>

namespace einlass::link {

struct OpenEvent {
  wire::Assignment assignment;
  rules::EventFrame frame;
  rules::EventPolicy policy;
  wire::EventKeys keys;
  base::VenueZone zone;
  std::optional<wire::StaffRoster> roster{};  // nothing: nobody signs in here

  rules::AdmissionDay day_at(base::Instant venue) const { return rules::admission_day(policy, zone, venue); }
  // Null: she may not sign in here, or no longer.
  const rules::StaffMember* member(std::uint32_t number) const {
    return roster ? wire::member_with(*roster, number) : nullptr;
  }
};

}  // namespace einlass::link

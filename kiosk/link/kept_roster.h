// Who may sign in at a kiosk's events, as it stands in the kiosk's venue.db. On the link's thread.
#pragma once

#include "core/wire/messages.h"
#include "core/wire/staff_roster.h"
#include "db/venue_store.h"

#include <map>
#include <optional>
#include <vector>

namespace einlass::link {

// Nothing: nobody signs in there. One that cannot be read is logged, and keeps nobody from checking in alone.
std::optional<wire::StaffRoster> kept_roster(const store::VenueStore& venue, const wire::Assignment& assignment);

// Whoever was let go is named on the disk no longer, neither is whom a message named that is over: removes all rosters
// and messages but those of these events as last assigned.
base::Result<void> drop_other_names(store::VenueStore& venue, const std::vector<rules::EventId>& events);

}  // namespace einlass::link

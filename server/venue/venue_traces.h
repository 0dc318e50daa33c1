// What venue.db holds that follows persons of an event beside the event's own file: who wanted to hear of whom, hashes
// of rows of its guest list, what somebody wrote for its kiosks to show. The one place for more of it.
#pragma once

#include "core/rules/ids.h"
#include "db/venue_store.h"

#include <filesystem>
#include <string>

namespace einlass::venue {

// In the venue's own venue.db, or a copy of one: `venue` has `file` open.
base::Result<void> forget_beside_event(const std::filesystem::path& file, store::VenueStore& venue,
                                       rules::EventId event);
// A message to kiosks, whether it is still shown or over (MessageDesk).
base::Result<void> forget_notice(store::VenueStore& venue, const std::string& setting);

}  // namespace einlass::venue

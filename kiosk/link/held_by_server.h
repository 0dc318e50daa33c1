// What the server surely held when it was met last, in venue.db: a kiosk that is started without it counts by that what
// it still has to hand over. On the thread that owns the database.
#pragma once

#include "core/sync/exchange.h"
#include "db/venue_store.h"

#include <optional>

namespace einlass::link {

base::Result<std::optional<sync::SurelyHeld>> held_by_server(const store::VenueStore& venue);
base::Result<void> note_held_by_server(store::VenueStore& venue, const sync::SurelyHeld& held);
// Another server is to have everything.
base::Result<void> forget_held_by_server(store::VenueStore& venue);

}  // namespace einlass::link

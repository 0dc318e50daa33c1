// Seats that tickets cease to own: they stay taken until every kiosk that may decide alone knows of it
// (docs/journal.md, Seats). Inner to the desk.
#pragma once

#include "db/lease_book.h"
#include "server/venue/venue_state.h"

#include <optional>
#include <vector>

namespace einlass::venue {

// Kiosks that may let somebody in on such a seat; none where the policy does not let them.
base::Result<std::vector<rules::KioskId>> kiosks_to_tell(VenueState& state, const OpenEvent& event);

// What the ticket owned and does not any more; nothing: no seat less than before.
std::optional<store::CededSeat> ceded_seat(const rules::Ticket& before, const rules::Ticket& now);

}  // namespace einlass::venue

// Seats that tickets cease to own: they stay taken until every kiosk that may decide alone knows of it
// (docs/journal.md, Seats). Inner to the desk.
#pragma once

#include "db/lease_book.h"
#include "server/venue/venue_state.h"

#include <optional>
#include <vector>

namespace einlass::venue {

// Kiosks that may let somebody in on such a seat, also those that were given another event and may not know it yet;
// none where the policy does not let them.
base::Result<std::vector<rules::KioskId>> kiosks_to_tell(VenueState& state, const OpenEvent& event);

// It was taken from the event, and may serve it as long as it has not taken another one.
base::Result<bool> may_serve(VenueState& state, rules::KioskId kiosk, rules::EventId event);

// The kiosk is about to be taken from its event, which it serves until it hears of it.
base::Result<void> note_may_serve(VenueState& state, const store::KioskRecord& kiosk);
// It serves what it was given, and nothing else.
base::Result<void> note_serves_its_event(VenueState& state, rules::KioskId kiosk);

// What the ticket owned and does not any more; nothing: no seat less than before.
std::optional<store::CededSeat> ceded_seat(const rules::Ticket& before, const rules::Ticket& now);

}  // namespace einlass::venue

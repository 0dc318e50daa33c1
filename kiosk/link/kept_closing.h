// When an event was closed, as the entries said that this kiosk took in: in its venue.db. On the link's thread.
#pragma once

#include "core/rules/journal_row.h"
#include "db/venue_store.h"

#include <optional>
#include <vector>

namespace einlass::link {

// Whatever order the entries come in: the latest counts.
base::Result<void> note_closing(store::VenueStore& venue, rules::EventId event,
                                const std::vector<rules::JournalRow>& rows);
// Nothing: it is not closed, as far as anybody has told.
std::optional<base::Instant> closed_at(const store::VenueStore& venue, rules::EventId event);

}  // namespace einlass::link

// What is kept of an event that is closed, so that it can be reopened, and packed as it is (ClosingDesk, PackDesk).
#pragma once

#include "core/wire/event_pack.h"
#include "db/venue_store.h"

#include <optional>

namespace einlass::venue {

// Nothing: it is open, or they are gone.
base::Result<std::optional<wire::ClosingDocuments>> closing_documents(const store::VenueStore& venue,
                                                                      const store::EventRecord& event);
// Before the record says that it is closed.
base::Result<void> keep_closing(store::VenueStore& venue, rules::EventId event,
                                const wire::ClosingDocuments& documents);

}  // namespace einlass::venue

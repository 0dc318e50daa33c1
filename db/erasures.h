// After everybody of an event was erased (core/rules/erasures.h): what its file says of it, and that nothing is left
// between its pages. On the thread that owns the store.
#pragma once

#include "core/rules/ids.h"
#include "core/rules/journal_row.h"
#include "db/event_store.h"

#include <filesystem>
#include <optional>

namespace einlass::store {

// The entry that erased this (rules::everybody, rules::refusal_reasons, or a guest); of several the earliest.
base::Result<std::optional<rules::JournalRow>> erasure_of(EventStore& store, rules::GuestId erased);

// Writes the file anew without what earlier versions of its rows left in half-filled pages, and empties its log. False:
// somebody reads or writes it now, so that what was erased may still stand there; do it again later. Takes a second for
// each 50 MiB, in which nobody else writes. Nobody's transaction may be open on this thread.
base::Result<bool> leave_no_trace(const EventStore& store);
base::Result<bool> leave_no_trace(const std::filesystem::path& file);  // of venue.db or crm.db

// Of a venue.db that the caller's VenueStore has open: of whose arrival at the event somebody wanted to be told, and of
// whose she was.
base::Result<void> forget_arrivals(const std::filesystem::path& venue, rules::EventId event);

}  // namespace einlass::store

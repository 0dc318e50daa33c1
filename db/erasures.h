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

// Writes the file anew without what earlier versions of its rows left in half-filled pages, and empties its log.
// AlreadyExists: somebody writes or reads it now. Takes a second for each 50 MiB.
base::Result<void> leave_no_trace(const EventStore& store);

// Of a venue.db that the caller's VenueStore has open: of whose arrival at the event somebody wanted to be told, and of
// whose she was.
base::Result<void> forget_arrivals(const std::filesystem::path& venue, rules::EventId event);

}  // namespace einlass::store

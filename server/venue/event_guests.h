// All who are or were guests of an event: those of its list, whoever came instead, and walk-ins.
#pragma once

#include "core/rules/guest_row.h"
#include "db/event_snapshot.h"

#include <functional>

namespace einlass::venue {

// A guest with her ticket, as the entries say by now; `is_listed`: the list names her, so that what its source says of
// the ticket is said of her. Unnamed where she was erased, or is not known here.
using GuestTaker = std::function<void(const rules::GuestRow& row, bool is_listed)>;

base::Result<void> each_guest(const store::EventSnapshot& snapshot, rules::EventId event, const GuestTaker& take);

}  // namespace einlass::venue

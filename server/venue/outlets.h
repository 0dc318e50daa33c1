// Events whose attendance goes to other systems from here, and which of two servers sends it while an event is packed
// (docs/packed-events.md). Part of the Desk, on its thread.
#pragma once

#include "server/venue/venue_state.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace einlass::venue {

using Outlet = std::pair<rules::EventId, std::string>;  // an event, and the target that it is written to
using Outlets = std::vector<Outlet>;

// Something of it is or was let out: what DeliveryDesk goes through.
base::Result<void> note_outlet(VenueState& state, rules::EventId event);
base::Result<std::vector<rules::EventId>> events_with_outlets(VenueState& state);

// The other server sends: the event was packed here, and nothing has come back since. Nothing: this one does, or an
// organiser said so all the same.
base::Result<std::optional<wire::PackNote>> lent_to(VenueState& state, rules::EventId event);
base::Result<void> send_all_the_same(VenueState& state, rules::EventId event);
// This server among those that have the event.
std::string own_name(const VenueState& state);
base::Result<void> lend(VenueState& state, rules::EventId event);  // it is packed: such a word was of an earlier time

}  // namespace einlass::venue

// Who goes along with a packed event, and what becomes of them where it is unpacked (docs/packed-events.md, People).
// Part of the PackDesk, on its thread.
#pragma once

#include "core/wire/event_pack.h"
#include "server/venue/venue_state.h"

#include <cstdint>
#include <vector>

namespace einlass::venue {

// Those who may sign in at the event, with PIN and password as hashes; of those who were let go the name alone.
base::Result<std::vector<wire::PackedPerson>> people_of(VenueState& state, rules::EventId event);

// Where the event is unpacked for the first time, before all else of it: entries name people by number, so numbers that
// are given here from now on are others than those of the server that packed it. Where there is no event yet, whoever
// is here has hers changed likewise. True: nobody is here, and this server is no one else's.
base::Result<bool> make_way_for_people(VenueState& state, const wire::EventPack& pack);

struct PeopleTaken {
  std::vector<std::uint32_t> left_out;     // numbers of somebody else here
  std::vector<std::uint32_t> without_pin;  // who may sign in, and has none that counts here
};

enum class PeopleRights {
  NamesOnly,  // for entries that name them
  OfEvent,    // they may sign in, for this event
  AsThere     // likewise, and who was of all events there is of all here
};

// Whoever is here already stays as she is.
base::Result<PeopleTaken> take_people(VenueState& state, const wire::EventPack& pack, PeopleRights rights);

}  // namespace einlass::venue

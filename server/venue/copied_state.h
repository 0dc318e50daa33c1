// A state directory that was copied, say for a rehearsal on another machine, is not the one in which people signed in:
// who signed out there since would be signed in here. Part of opening a VenueState.
#pragma once

#include "core/base/error.h"
#include "db/venue_store.h"

#include <filesystem>

namespace einlass::venue {

// Ends all sessions and open invitations where `file`, which `venue` is, is another file than when it was opened last:
// by its inode and the time at which that was made. A machine that starts from an older image has the same ones.
base::Result<void> end_sessions_of_copy(store::VenueStore& venue, const std::filesystem::path& file);

}  // namespace einlass::venue

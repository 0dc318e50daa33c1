// Whether an event still has persons: nobody is let in, imported or counted anew where they were erased (PrivacyDesk).
// Part of the Desk, on its thread.
#pragma once

#include "server/venue/venue_state.h"

namespace einlass::venue {

// Refused: all of them were erased.
base::Result<void> require_persons(OpenEvent& event);

}  // namespace einlass::venue

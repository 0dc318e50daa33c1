// What people said at other events of guests who bear the same name and address: so that nobody is asked of the same
// guest at each of them. Inner to the CrmDesk, on its thread.
#pragma once

#include "db/crm_store.h"
#include "server/crm/matching.h"
#include "server/venue/venue_state.h"

#include <vector>

namespace einlass::venue {

// Into `found`, what was found for the event's guests without it: where nothing else settles who a guest is, she is
// whom she was taken for elsewhere, if that was always the same, and nobody said no, there or here (`decided`).
base::Result<void> add_said_elsewhere(VenueState& state, const store::CrmStore& crm, rules::EventId event,
                                      const std::vector<crm::MatchedGuest>& guests,
                                      const std::vector<store::CrmMatch>& decided, std::vector<store::CrmMatch>& found);

}  // namespace einlass::venue

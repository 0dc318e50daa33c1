// What stands on a guest's badge, from her fields, her ticket and the event: at the kiosk, in the pre-flight and on
// badges that are printed before the doors open it is the same. Pure; any thread.
#pragma once

#include "core/rules/event_policy.h"
#include "core/rules/fact.h"
#include "core/rules/guest.h"
#include "core/rules/ticket.h"
#include "printing/badge/badge_content.h"

#include <map>
#include <string>
#include <vector>

namespace einlass::badge {

// Of whoever calls, as long as the call lasts.
struct BadgeEvent {
  const rules::EventFrame& frame;
  const rules::EventPolicy& policy;
  const std::map<std::string, std::string>& images;  // of the event, by field
  const std::string& language;                       // for guests whose own is not known
};

struct BadgeBearer {
  const rules::Ticket& ticket;
  const rules::Guest* guest = nullptr;  // as fold and guest book have her together; null: nobody is named
  const std::vector<rules::ConsentGiven>& consents;
  int place_number = 1;  // of the ticket's persons
};

// Without the code: it is the badge's own.
BadgeContent content_for(const BadgeEvent& event, const BadgeBearer& bearer);

// Likewise where the event is not known yet: what says who somebody is.
BadgeContent content_for(const BadgeBearer& bearer);

}  // namespace einlass::badge

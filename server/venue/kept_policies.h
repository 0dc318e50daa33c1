// All policies that an event had on this server, or brought along packed: documents stay when a policy changes, so that
// the words of an earlier consent are still there. Part of the Desk, on its thread.
#pragma once

#include "core/rules/event_policy.h"
#include "db/venue_store.h"

#include <string>
#include <vector>

namespace einlass::venue {

struct KeptPolicy {
  base::Hash hash{};
  std::string content;
  rules::EventPolicy policy;
};

// The one that was put last comes last, which need not be the one of now. Those of a newer version are left out.
base::Result<std::vector<KeptPolicy>> kept_policies(const store::VenueStore& venue, const std::string& event_key);

// A yes to one text is none to another: a question whose id and version stood with another text gets a version that
// none of these has.
void raise_text_versions(rules::EventPolicy& policy, const std::vector<KeptPolicy>& kept);

}  // namespace einlass::venue

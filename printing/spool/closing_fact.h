// What the end of a badge says in the journal. Called by whoever writes the spooler's posts there (kiosk/stage), on any
// thread.
#pragma once

#include "core/rules/fact.h"
#include "printing/spool/spooler.h"

#include <optional>

namespace einlass::spool {

// badge_printed, badge_failed or badge_unknown; nothing while the badge is under way.
std::optional<rules::Fact> closing_fact(const BadgeProgress& progress);

}  // namespace einlass::spool

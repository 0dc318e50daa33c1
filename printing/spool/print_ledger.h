// Keeps the print log in step with the spooler's posts. Called by whoever owns the event's database (the kiosk's link
// thread, the server's database thread), inside the transaction that also writes the journal entry.
#pragma once

#include "core/base/instant.h"
#include "core/rules/fact.h"
#include "db/print_log.h"
#include "printing/spool/spooler.h"

#include <optional>
#include <vector>

namespace einlass::spool {

// With Queued: call this and append badge_started, commit, then tell the spooler started_is_durable.
base::Result<void> record(store::PrintLog& log, const BadgeProgress& progress, base::Instant now);

// At start, before the spooler is made: whatever was under way may or may not be on paper. Each record returned has
// become Unknown in the log; the caller appends its badge_unknown.
base::Result<std::vector<store::PrintRecord>> settle_open(store::PrintLog& log, base::Instant now);

// badge_printed, badge_failed or badge_unknown; nothing while the badge is under way.
std::optional<rules::Fact> closing_fact(const BadgeProgress& progress);

}  // namespace einlass::spool

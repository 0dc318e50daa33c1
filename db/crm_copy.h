// Copies of crm.db, in backups and in venues that were put aside: what they must not hold. Nobody has them open; each
// is one plain file afterwards. Any thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/journal_row.h"

#include <filesystem>
#include <vector>

namespace einlass::store {

// A pull that was under way began then, and does not go on in another year.
base::Result<void> end_pulls_in_copy(const std::filesystem::path& file);

// What these entries (guest_erased) of an event say, before they erase it in `event_file`, which still tells whose
// tickets are whose. Nothing where there is no such copy.
base::Result<void> erase_in_crm_copy(const std::filesystem::path& file, const std::filesystem::path& event_file,
                                     rules::EventId event, const std::vector<rules::JournalRow>& erasures);

}  // namespace einlass::store

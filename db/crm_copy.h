// Copies of crm.db, in backups and in venues that were put aside: what they must not hold. Nobody has them open; each
// is one plain file afterwards. Any thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/journal_row.h"
#include "db/crm_store.h"

#include <filesystem>
#include <vector>

namespace einlass::store {

// A pull that was under way began then, and does not go on in another year.
base::Result<void> end_pulls_in_copy(const std::filesystem::path& file);

// What is erased in copies of an event.
struct ErasedInCopy {
  rules::EventId event;
  std::string called;                      // in other systems
  std::vector<rules::JournalRow> entries;  // guest_erased
  std::vector<CrmPersonKey> persons;       // who was surely meant by then; the copy may be older than that
};

// Before the entries erase it in `event_file`, which still tells whose tickets are whose. Nothing where there is no
// such copy.
base::Result<void> erase_in_crm_copy(const std::filesystem::path& file, const std::filesystem::path& event_file,
                                     const ErasedInCopy& erased);

}  // namespace einlass::store

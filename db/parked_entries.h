// Entries that were not taken in, with the reason: visible until they are resolved. Inner to db; runs inside guarded().
#pragma once

#include "db/attendance_journal.h"
#include "db/connection.h"
#include "db/entry_table.h"
#include "db/erased_guests.h"
#include "db/sealed_box.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::store {

class ParkedEntries {
 public:
  ParkedEntries(Connection& connection, const SealedBox& box, const ErasedGuests& erased)
      : connection_(connection), box_(box), erased_(erased) {}

  // Without the private part if the person was erased.
  void put(const ParkedEntry& parked);
  // It was taken in after all.
  void resolve(const rules::EntryId& id, const base::Hash& hash);
  std::vector<rules::Merged> list() const;
  std::set<rules::JournalId> disputed_journals() const;
  // By journal and sequence. A private part that does not open is left out, and reported.
  std::vector<ParkedEntry> all() const;

 private:
  Connection& connection_;
  const SealedBox& box_;
  const ErasedGuests& erased_;
};

}  // namespace einlass::store

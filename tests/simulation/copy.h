// What one machine holds at the end, opened from its disk.
#pragma once

#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "tests/simulation/machine.h"

#include <map>
#include <string>
#include <vector>

namespace einlass::simulation {

// What a journal adds up to, without private parts.
struct FoldedState {
  store::EventTotals totals;
  std::vector<store::TicketPresence> presence;     // day by day
  std::map<rules::TicketId, std::string> tickets;  // in words
  friend bool operator==(const FoldedState&, const FoldedState&) = default;
};

FoldedState folded_state(store::EventStore& store, const std::vector<rules::AdmissionDay>& days);

class Copy {
 public:
  Copy(std::string name, Machine& machine, store::EventStoreOptions options);

  const std::string& name() const { return name_; }
  store::EventStore& store() { return store_; }
  const std::vector<rules::JournalRow>& rows() const { return rows_; }
  const std::map<rules::EntryId, rules::JournalEntry>& entries() const { return entries_; }
  const std::map<rules::EntryId, std::string>& parked() const { return parked_; }  // why

 private:
  std::string name_;
  store::EventStore store_;
  std::vector<rules::JournalRow> rows_;
  std::map<rules::EntryId, rules::JournalEntry> entries_;
  std::map<rules::EntryId, std::string> parked_;
};

}  // namespace einlass::simulation

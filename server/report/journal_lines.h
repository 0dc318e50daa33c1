// The journal of an event as JSON lines: canonical entries with their hashes and private parts, and a closing line that
// says where each journal ends, so that anyone can check the chains, to their ends, without Einlass. Any thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/journal_entry.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace einlass::report {

// One line without its line break. Entries of one journal are given in sequence.
std::string journal_line(const rules::JournalEntry& entry, const std::optional<rules::PrivatePart>& private_part);

// Collects the ends of the journals while their lines are written.
class JournalEnds {
 public:
  void take(const rules::JournalEntry& entry);
  // The last line of an export, without its line break: number of entries; last sequence and hash of each journal.
  std::string closing_line() const;

 private:
  struct End {
    std::uint64_t sequence = 0;
    base::Hash hash{};
  };
  std::map<std::pair<rules::EventId, rules::JournalId>, End> ends_;
  std::size_t entries_ = 0;
};

struct VerifiedJournal {
  std::size_t entries = 0;
  std::size_t erased = 0;             // private parts that are gone
  std::vector<std::string> findings;  // one sentence each; empty: all chains hold
};

// Reads an export and checks every hash and its end. InvalidInput: a line is not such an entry.
base::Result<VerifiedJournal> verify_journal_lines(const std::string& lines);

}  // namespace einlass::report

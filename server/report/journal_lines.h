// The journal of an event as JSON lines: canonical entries with their hashes and private parts, so that anyone can
// check the chain without Einlass. Any thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/journal_entry.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::report {

// One line without its line break. Entries of one journal are given in sequence.
std::string journal_line(const rules::JournalEntry& entry, const std::optional<rules::PrivatePart>& private_part);

struct VerifiedJournal {
  std::size_t entries = 0;
  std::size_t erased = 0;             // private parts that are gone
  std::vector<std::string> findings;  // one sentence each; empty: all chains hold
};

// Reads what journal_line wrote and checks every hash. InvalidInput: a line is not such an entry.
base::Result<VerifiedJournal> verify_journal_lines(const std::string& lines);

}  // namespace einlass::report

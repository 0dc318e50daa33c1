// The journal of an event as JSON lines: canonical entries with their hashes and private parts, and a closing line that
// says where each journal ends, so that anyone can check the chains, to their ends, without Einlass. Any thread.
#pragma once

#include "core/base/error.h"
#include "core/rules/journal_entry.h"

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace einlass::report {

// One line without its line break. Entries of one journal are given in sequence.
std::string journal_line(const rules::JournalEntry& entry, const std::optional<rules::PrivatePart>& private_part);

// An entry that was put aside, as it came: stands where its number belongs, behind the entry that has the number.
struct ParkedLine {
  std::string canonical;
  base::Hash hash{};
  std::string reason;
  std::optional<rules::PrivatePart> private_part;
};
std::string journal_line(const ParkedLine& parked);

// Collects the ends of the journals while their lines are written.
class JournalEnds {
 public:
  void take(const rules::JournalEntry& entry);
  void take(const rules::EntryId& id, const base::Hash& hash);  // of a parked one, too
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
  std::vector<std::string> parked;    // one sentence each: what the journal's keeper had put aside
  std::vector<std::string> findings;  // one sentence each, in the order of the lines; empty: all chains hold
  std::string first_broken;           // what the first finding is about: "entry 3 of journal …", "line 7", "the end"
};

// Reads an export line by line and checks every hash, every chain and the end. `earlier`: an earlier export, or its
// closing line alone: whatever it ends with must be in this one, which shows a tail that was cut off together with the
// end. InvalidInput: there is no journal in it.
base::Result<VerifiedJournal> verify_journal_lines(std::istream& lines, std::istream* earlier = nullptr);

}  // namespace einlass::report

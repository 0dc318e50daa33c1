// Entries that were written or read lately, so that a ticket's entries are not parsed anew whenever one is added.
// Inner to db.
#pragma once

#include "core/base/error.h"
#include "core/rules/journal_entry.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace einlass::store {

class RecentEntries {
 public:
  enum class Keeps {
    Some,
    Nothing  // for whoever reads each row once
  };
  explicit RecentEntries(Keeps keeps) : keeps_(keeps) {}

  // Only one that was itself read from such a text: what this device writes is read back once, before it is committed.
  void note(std::int64_t row, const std::string& text, const rules::JournalEntry& entry);

  // The entry that wire::parse_entry makes of this text, or its error. A row can be taken back and its number be given
  // again, and a disk can change what it keeps: so what was noted counts for the very same text only.
  base::Result<rules::JournalEntry> read(std::int64_t row, std::string_view text);

 private:
  struct Noted {
    std::string text;
    rules::JournalEntry entry;
  };
  // About two megabytes when full.
  static constexpr std::size_t kKept = 1024;

  std::unique_ptr<const Noted>& place_of(std::int64_t row) { return noted_[static_cast<std::uint64_t>(row) % kKept]; }

  Keeps keeps_;
  std::array<std::unique_ptr<const Noted>, kKept> noted_;
};

}  // namespace einlass::store

// An entry as it is stored and as it travels, and what became of it when another journal's keeper took it over.
#pragma once

#include "core/rules/journal_entry.h"

#include <optional>
#include <string>

namespace einlass::rules {

// With its private part, if it has one and it was not erased.
struct JournalRow {
  JournalEntry entry;
  std::optional<PrivatePart> private_part;
  // Instead of it, from a device whose own key is gone: for the server only (core/wire/sealed_part.h).
  std::optional<base::Bytes> sealed_part{};
  friend bool operator==(const JournalRow&, const JournalRow&) = default;
};

// An entry of another format or with a fact that this version does not know, as it came: only its id could be read.
struct UnreadableEntry {
  EntryId id;
  std::string canonical;
  std::optional<PrivatePart> private_part;
  std::optional<base::Bytes> sealed_part{};  // as in JournalRow
  friend bool operator==(const UnreadableEntry&, const UnreadableEntry&) = default;
};

enum class MergeAnswer { Accepted, Known, Parked };

struct Merged {
  EntryId id;
  MergeAnswer answer = MergeAnswer::Accepted;
  std::string reason;  // with Parked: a word of the table in docs/journal.md, Sync
  friend bool operator==(const Merged&, const Merged&) = default;
};

}  // namespace einlass::rules

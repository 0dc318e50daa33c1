// What entries say of a guest, over what the guest book says: which of several values of a field counts
// (docs/journal.md, Fields of a guest). Pure; the result depends on the set of entries, not their order.
#pragma once

#include "core/rules/guest.h"
#include "core/rules/journal_entry.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::rules {

// Their entries know of each other: guest_amended names in `prior` those that it follows.
bool sets_guest_fields(const Fact& fact);

// By the names of docs/journal.md; a further text for badges is "extra." and its name.
using GuestFields = std::map<std::string, std::string>;
inline constexpr std::string_view extra_prefix = "extra.";

// An entry that sets fields of a guest, with the values in its private part. The entry must outlive it.
struct FieldsSet {
  const JournalEntry* entry = nullptr;
  GuestFields values;
};

// `sets`: all of one guest and ticket, each once.
GuestFields fold_guest_fields(std::span<const FieldsSet> sets);

// `prior` of the next amendment of this guest: the scans that set fields of hers and that none of the others knew.
std::vector<ScanRef> newest_amendments(std::span<const JournalEntry> entries, const std::optional<GuestId>& guest);

// By which badges are sorted and fetched. A list may have no last names apart: then it is the last word of the name.
std::string family_name(const Guest& guest);

// Fields that the guest does not have are left out.
void lay_over(Guest& guest, const GuestFields& fields);

}  // namespace einlass::rules

#include "db/recent_entries.h"

#include "core/wire/entry_json.h"

namespace einlass::store {

void RecentEntries::note(std::int64_t row, const std::string& text, const rules::JournalEntry& entry) {
  if (keeps_ == Keeps::Nothing) return;
  place_of(row) = std::make_unique<const Noted>(Noted{.text = text, .entry = entry});
}

base::Result<rules::JournalEntry> RecentEntries::read(std::int64_t row, std::string_view text) {
  if (keeps_ == Keeps::Nothing) return wire::parse_entry(text);
  const auto& noted = place_of(row);
  if (noted && noted->text == text) return noted->entry;
  auto entry = wire::parse_entry(text);
  if (entry) note(row, std::string(text), *entry);
  return entry;
}

}  // namespace einlass::store

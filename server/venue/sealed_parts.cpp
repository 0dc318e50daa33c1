#include "server/venue/sealed_parts.h"

#include "core/base/log.h"
#include "core/wire/sealed_part.h"

#include <utility>

namespace einlass::venue {
namespace {

void open_part(std::optional<rules::PrivatePart>& part, const std::optional<base::Bytes>& sealed,
               const rules::EntryId& id, const base::SealingPair& pair) {
  if (!sealed || part) return;
  auto opened = wire::open_private_part(pair, *sealed);
  if (opened) {
    part = *std::move(opened);
    return;
  }
  base::log_warning("The private part of entry {} of journal {} is lost: it was sealed with a key that is not ours.",
                    id.sequence, id.journal.text());
}

}  // namespace

std::vector<rules::JournalRow> with_opened_parts(std::vector<rules::JournalRow> rows, const base::SealingPair& pair) {
  for (auto& row : rows) {
    open_part(row.private_part, row.sealed_part, row.entry.id, pair);
    row.sealed_part.reset();
  }
  return rows;
}

rules::UnreadableEntry with_opened_part(rules::UnreadableEntry entry, const base::SealingPair& pair) {
  open_part(entry.private_part, entry.sealed_part, entry.id, pair);
  entry.sealed_part.reset();
  return entry;
}

}  // namespace einlass::venue

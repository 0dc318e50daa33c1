// Private parts that came sealed to their event's key, from devices whose own key is gone. Used by the door desk before
// rows are merged or parked. What cannot be opened (sealed for a venue that was lost without its kit) counts as
// missing.
#pragma once

#include "core/base/crypto.h"
#include "core/rules/journal_row.h"

#include <vector>

namespace einlass::venue {

std::vector<rules::JournalRow> with_opened_parts(std::vector<rules::JournalRow> rows, const base::SealingPair& pair);
rules::UnreadableEntry with_opened_part(rules::UnreadableEntry entry, const base::SealingPair& pair);

}  // namespace einlass::venue

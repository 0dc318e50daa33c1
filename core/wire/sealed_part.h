// A private part sealed to its event's public key: what a kiosk keeps of its own entries beyond the end of its
// replica's key, readable by the server only (docs/journal.md, The sealed replica). Pure.
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/journal_entry.h"

namespace einlass::wire {

base::Bytes seal_private_part(const base::SealingKey& key, const rules::PrivatePart& part);
// Refused: sealed to another key, or damaged. InvalidInput: what was sealed is no private part. Whether it is that of
// its entry, the entry's private_hash says.
base::Result<rules::PrivatePart> open_private_part(const base::SealingPair& pair, const base::Bytes& sealed);

}  // namespace einlass::wire

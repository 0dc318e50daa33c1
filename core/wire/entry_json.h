// Journal entries as JSON. The canonical text is the one form that the chain, the store, the wire and exports use;
// docs/journal.md describes it field by field.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/journal_entry.h"

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace einlass::wire {

inline constexpr int kEntryFormat = 1;

// RFC 8785 text of the entry.
std::string canonical_entry(const rules::JournalEntry& entry);

// BLAKE2b of canonical_entry: what the next entry of the journal names as `previous`.
base::Hash entry_hash(const rules::JournalEntry& entry);

// InvalidInput naming the field; Incompatible for a later format or a fact that this version does not know.
base::Result<rules::JournalEntry> parse_entry(std::string_view text);
base::Result<rules::JournalEntry> entry_from_json(const boost::json::value& value);

// "admitted", "badge_started" …: the word that names the fact.
std::string_view fact_kind(const rules::Fact& fact);

std::string private_part_text(const rules::PrivatePart& part);  // RFC 8785
base::Result<rules::PrivatePart> private_part_from_json(const boost::json::value& value);

}  // namespace einlass::wire

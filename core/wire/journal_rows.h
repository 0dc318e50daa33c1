// Entries with their private parts as they stand in a JSON list: {"entry", "private"?, "sealed"?} (docs/protocol.md).
#pragma once

#include "core/base/error.h"
#include "core/rules/journal_row.h"

#include <vector>

#include <boost/json/value.hpp>

namespace einlass::wire {

// In the order of the list, apart from each other.
struct JournalRows {
  std::vector<rules::JournalRow> rows;
  std::vector<rules::UnreadableEntry> unreadable;  // of another format, or with a fact that this version does not know
};

// InvalidInput: no list, or something in it is no entry of any version.
base::Result<JournalRows> journal_rows_from_json(const boost::json::value& value);

}  // namespace einlass::wire

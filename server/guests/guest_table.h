// A guest list as text becomes a table: encoding, delimiter and line breaks are found out here (docs/guest-lists.md).
// Any thread; plain values.
#pragma once

#include "core/base/error.h"

#include <string>
#include <vector>

namespace einlass::guests {

struct TableRow {
  int line = 0;  // of the file, where the row begins; from 1
  std::vector<std::string> cells;
  friend bool operator==(const TableRow&, const TableRow&) = default;
};

struct GuestTable {
  std::string encoding;  // "UTF-8", "UTF-16", "Windows-1252"
  char delimiter = ',';
  TableRow header;
  std::vector<TableRow> rows;  // empty lines left out; cells trimmed, NFC
};

// InvalidInput, one sentence: not a text file, an Excel workbook, no header known, a quotation mark never closed …
base::Result<GuestTable> read_guest_table(const std::string& bytes);

}  // namespace einlass::guests

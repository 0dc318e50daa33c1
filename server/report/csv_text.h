// One row of a CSV file, for spreadsheets and mailing tools. Pure.
#pragma once

#include <string>
#include <vector>

namespace einlass::report {

// So that spreadsheets read umlauts: to be written in front of the first row.
inline constexpr const char* csv_byte_order_mark = "\xEF\xBB\xBF";

// RFC 4180, with its line break. What a spreadsheet would run as a formula is prefixed with an apostrophe, at the
// beginning of a cell and behind whatever some spreadsheets part cells by (OWASP, CSV injection).
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace einlass::report

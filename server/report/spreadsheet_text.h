// Text in a cell of a spreadsheet, as it stands in its XML (ECMA-376-1, 18.4.12 t, 22.9.2.19 ST_Xstring). Pure.
#pragma once

#include <string>
#include <string_view>

namespace einlass::report {

// <t>…</t>. `utf8` is valid, as all text of guests and events is (base::decode_text, JSON). What XML 1.0 cannot hold is
// written as _x0007_, and what looks so already is escaped. Of more than 32 000 bytes the end is cut, and says so: a
// cell holds 32767 characters.
void put_text_element(std::string& to, std::string_view utf8);

}  // namespace einlass::report

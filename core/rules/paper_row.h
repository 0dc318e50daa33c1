// Rows of a list of guests on paper: what is printed beside a name and typed back afterwards. The last digit checks the
// others and the list's number, so that a slip of a finger or the wrong list admits nobody. Never a ticket's code:
// paper lies about. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace einlass::rules {

// Row 147 of list 48213: "147-8". Rows count from 1.
std::string paper_code(int list, int row);

// The same for a camera: the list's number, six digits of the row, the check digit.
std::string paper_mark(int list, int row);

// "147-8" or "1478"; nothing: it is no row of that list.
std::optional<int> paper_row(int list, std::string_view typed);

}  // namespace einlass::rules

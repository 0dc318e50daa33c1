// Which numbers of a summary may be read: a few persons in a cell are as good as their names, so that cells under five
// are suppressed (docs/attendance.md, Summary). Pure.
#pragma once

#include <string>
#include <vector>

namespace einlass::report {

inline constexpr int least_shown = 5;

enum class CellShown {
  Number,   // nought, or five and more
  Few,      // one to four: "fewer than 5"
  Withheld  // the smallest of the others, where a single Few could be found by taking them from the sum
};

struct Share {
  std::string name;
  int persons = 0;
  CellShown shown = CellShown::Number;
  bool stands_elsewhere = false;  // the same number can be read in another part, so that to withhold it hides nothing
};

CellShown cell_shown(int persons);

enum class Sum { IsKnown /* the shares make it up, and it stands nearby */, IsNot /* one may be in several */ };

// Fills in `shown` of all.
void suppress(std::vector<Share>& shares, Sum sum);

}  // namespace einlass::report

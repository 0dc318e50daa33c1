// Which rows of a list stand on which page: arithmetic on heights. Pure.
#pragma once

#include <cstddef>
#include <vector>

namespace einlass::report {

struct RowHeight {
  double height_mm = 0;
  bool keep_with_next = false;  // a heading
};

struct PageRoom {
  double first_mm = 0;  // below the title
  double others_mm = 0;
};

// The end of each page, as the index after its last row; one page at least. A row that is higher than a page has one to
// itself.
std::vector<std::size_t> page_ends(const std::vector<RowHeight>& rows, PageRoom room);

}  // namespace einlass::report

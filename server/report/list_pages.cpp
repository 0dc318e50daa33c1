#include "server/report/list_pages.h"

namespace einlass::report {
namespace {

// Rows at the end of a page that must go to the next one: a heading without what it stands over.
std::size_t without_trailing_headings(const std::vector<RowHeight>& rows, std::size_t begin, std::size_t end) {
  std::size_t last = end;
  while (last > begin && rows[last - 1].keep_with_next) --last;
  return last > begin ? last : end;
}

}  // namespace

std::vector<std::size_t> page_ends(const std::vector<RowHeight>& rows, PageRoom room) {
  std::vector<std::size_t> ends;
  std::size_t begin = 0;
  do {
    double left = ends.empty() ? room.first_mm : room.others_mm;
    std::size_t end = begin;
    while (end < rows.size() && (end == begin || rows[end].height_mm <= left)) left -= rows[end++].height_mm;
    if (end < rows.size()) end = without_trailing_headings(rows, begin, end);
    ends.push_back(end);
    begin = end;
  } while (begin < rows.size());
  return ends;
}

}  // namespace einlass::report

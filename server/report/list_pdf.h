// A list for paper: A4 pages with a title, rows in columns that somebody ticks off, and page numbers. The emergency
// list of guests and the roll call are drawn by it. Pure but for the fonts; any thread.
#pragma once

#include "core/base/error.h"
#include "printing/badge/font_set.h"
#include "server/report/page_words.h"

#include <memory>
#include <string>
#include <vector>

namespace einlass::report {

struct ListColumn {
  enum class Kind {
    Text,       // empty cells are room to write
    TickBox,    // an empty box; with any text in the cell a crossed one
    TickBoxes,  // "1/3": three boxes, of which one is crossed; room for a number where there are too many
    Code        // an even number of at most sixteen digits, as a symbol that a camera reads
  };

  std::string title;
  double width_mm = 0;  // 0: an equal share of what the others leave
  Kind kind = Kind::Text;
  bool bold = false;
};

struct ListRow {
  std::vector<std::string> cells;  // one per column; missing ones are empty
  bool is_heading = false;         // cells[0] over the whole width, never last on a page
  double least_mm = 0;             // higher than the others at least, for handwriting
};

struct PaperList {
  std::string title;
  std::vector<std::string> lines;  // below the title, on the first page only: event, place, counts
  std::string notice;              // framed, on the first page; empty: none
  std::vector<ListColumn> columns;
  std::vector<ListRow> rows;
  std::string footer;  // on each page, left: what the list is of, and its time
  std::string page_text = page_of_pages.en;
  bool dense = false;  // of hundreds of rows: smaller letters and boxes, half as many pages again on one
};

// Text that is too long for its cell goes on in a second line, then becomes smaller; it is always whole. Column titles
// stand on every page. InvalidInput: no columns, wider than the page, a page_text that is no such format.
base::Result<std::string> list_pdf(const PaperList& list, const std::shared_ptr<const badge::FontSet>& fonts);

}  // namespace einlass::report

// What the parts of a summary show: each figure, or that it is not shown, looked at together with all others from
// which it could be worked out (small_cells.h). Pure.
#pragma once

#include "server/report/small_cells.h"
#include "server/report/summary.h"

#include <array>
#include <string>
#include <vector>

namespace einlass::report {

// Of the tables of categories and guest lists, whose sums are those of the event.
inline constexpr std::array table_values{&FigureRow::expected, &FigureRow::admitted, &FigureRow::walk_ins,
                                         &FigureRow::no_shows};

struct TableFigures {
  std::string name;  // of the category, or the list's owner
  std::array<CellShown, table_values.size()> shown{};
  FigureRow figures;
};

// What guests said of one thing.
struct FieldFigures {
  std::vector<Share> values;  // largest first, none under five
  std::vector<Share> small;   // those under five together: one, or none
  Share unknown;              // of whom nothing is said
};

struct SummaryFigures {
  std::vector<TableFigures> categories;
  std::vector<TableFigures> lists;
  std::array<Share, 3> membership;  // members, not yet, not known
  std::array<Share, 3> visits;      // the first, another one, not known
  FieldFigures sectors, clubs, topics;
};

SummaryFigures figures_of(const Summary& summary);

// Of columns of a chart that come to a sum which is shown.
std::vector<CellShown> shown_of(const std::vector<int>& columns);

}  // namespace einlass::report

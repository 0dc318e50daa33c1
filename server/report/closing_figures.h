// The figures of an event when it was closed: what is kept of it when its persons are gone. Pure values.
#pragma once

#include "core/base/error.h"
#include "core/base/wording.h"

#include <map>
#include <span>
#include <string>

#include <boost/json/object.hpp>

namespace einlass::report {

struct FigureRow {
  int tickets = 0;
  int expected = 0;  // persons on the guest list, the excused among them, no walk-ins; pages say "on the list"
  int admitted = 0;  // persons
  int no_shows = 0;  // tickets of which nobody came, the excused aside
  int excused = 0;   // tickets of which nobody came
  int walk_ins = 0;  // persons who were registered at the door
  int counted = 0;   // persons without a name
  FigureRow& operator+=(const FigureRow& more);
  friend bool operator==(const FigureRow&, const FigureRow&) = default;
};

// The same in every file that has figures, and kept in those of a closed event: columns are added at the end, and none
// is renamed.
struct FigureColumn {
  const char* name;     // in CSV and JSON
  base::Wording title;  // in a spreadsheet
  int FigureRow::*value;
};
std::span<const FigureColumn> figure_columns();

struct ClosingFigures {
  FigureRow all;
  std::map<std::string, FigureRow> by_category;
  friend bool operator==(const ClosingFigures&, const ClosingFigures&) = default;
};

// {tickets, expected, admitted, no_shows, excused, walk_ins, counted}
boost::json::object json_of(const FigureRow& row);
// The same with by_category: {category: the same}
boost::json::object json_of(const ClosingFigures& figures);
// What json_of() wrote. InvalidInput: it is something else.
base::Result<ClosingFigures> figures_in(const boost::json::object& document);

}  // namespace einlass::report

// The figures of an event when it was closed: what is kept of it when its persons are gone. Pure values.
#pragma once

#include "core/base/error.h"

#include <map>
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

struct ClosingFigures {
  FigureRow all;
  std::map<std::string, FigureRow> by_category;
  friend bool operator==(const ClosingFigures&, const ClosingFigures&) = default;
};

// {tickets, expected, admitted, no_shows, excused, walk_ins, counted, by_category: {category: the same}}
boost::json::object json_of(const ClosingFigures& figures);
// What json_of() wrote. InvalidInput: it is something else.
base::Result<ClosingFigures> figures_in(const boost::json::object& document);

}  // namespace einlass::report

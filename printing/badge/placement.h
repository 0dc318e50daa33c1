// Where boxes lie to each other on the page, in millimetres. Pure.
#pragma once

#include "printing/badge/badge_template.h"

#include <array>

namespace einlass::badge {

struct Point {
  double x = 0, y = 0;
};
using Corners = std::array<Point, 4>;

// The upper left one first, as seen from the box; `less`: of a box so much smaller on every side.
Corners corners_of(const Placement& placement, double less = 0);

// More than by their edges.
bool overlap(const Placement& one, const Placement& other);

// Its condition, and that there is something to show.
Condition shown_when(const Box& box);

// They overlap, and there may be a guest for whom both show something.
bool collide(const Box& one, const Box& other);

}  // namespace einlass::badge

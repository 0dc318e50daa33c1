// The rim of the test page: frames at the edge and at 3 mm, marks in the corners, rulers along all four edges. Part of
// the test page.
#pragma once

#include "printing/badge/measured_pen.h"

namespace einlass::badge {

// What the rim leaves free, from the page's upper left corner.
struct RimInside {
  double x = 0, y = 0, width = 0, height = 0;
};

// In the corners stand five lines a millimetre apart: those that are missing on the paper are what is cut off there.
RimInside draw_rim(const MeasuredPen& pen, double width_mm, double height_mm);

}  // namespace einlass::badge

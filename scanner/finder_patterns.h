// The three squares in the corners of a QR code (ISO/IEC 18004, 6.3.3): dark and light in the proportions 1:1:3:1:1
// along any line through their middle. They are seen in pictures in which the code itself cannot be read. Pure.
#pragma once

#include "scanner/frame.h"

#include <vector>

namespace einlass::scan {

struct FinderPattern {
  double x = 0;  // of its middle, in pixels
  double y = 0;
  double module = 0;   // width of the narrowest bar, in pixels
  int contrast = 0;    // grey between its light and its dark
  int brightness = 0;  // of its light parts
};

std::vector<FinderPattern> find_patterns(const Frame& frame);

}  // namespace einlass::scan

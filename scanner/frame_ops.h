// Changes to a picture that help a decoder. Pure; each returns a new frame with the old one's time and kind.
#pragma once

#include "scanner/frame.h"

namespace einlass::scan {

Frame inverted(const Frame& frame);
Frame enlarged(const Frame& frame);               // twice the size, bilinear
Frame halved(const Frame& frame);                 // half the size, mean of four
Frame blurred(const Frame& frame);                // 3 × 3 binomial: calms noise and the raster of screens
Frame stretched(const Frame& frame);              // darkest to black, brightest to white: dim rooms, faint screens
Frame rotated(const Frame& frame, int quarters);  // clockwise, in quarters of a turn: 1 to 3
Frame padded(const Frame& frame, int white);      // a white margin of so many pixels: the quiet zone that was cut off

}  // namespace einlass::scan

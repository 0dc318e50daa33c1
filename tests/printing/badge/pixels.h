// A badge as grey pixels, to see where ink really is.
#pragma once

#include <string>
#include <vector>

namespace einlass::badge::test {

struct Pixels {
  int width = 0, height = 0;
  std::vector<unsigned char> grey;  // 0 is black

  bool dark(int x, int y) const { return grey[static_cast<std::size_t>(y * width + x)] < 200; }
  int dark_outside(int left, int top, int right, int bottom) const;  // half-open
  int dark_inside(int left, int top, int right, int bottom) const;
  // How many of these are more than `tolerance` darker or lighter than all pixels of the other picture at the same
  // place and beside it: something is there that the other does not have within a pixel.
  int unlike(const Pixels& other, int tolerance) const;
};

// Decoded by ImageMagick, not by the code under test.
Pixels pixels_of(const std::string& png);

}  // namespace einlass::badge::test

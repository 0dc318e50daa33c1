#include "tests/printing/badge/pixels.h"

#include "tests/printing/badge/support.h"

#include <sstream>

namespace einlass::badge::test {

int Pixels::dark_inside(int left, int top, int right, int bottom) const {
  int count = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) count += dark(x, y) ? 1 : 0;
  }
  return count;
}

int Pixels::dark_outside(int left, int top, int right, int bottom) const {
  return dark_inside(0, 0, width, height) - dark_inside(left, top, right, bottom);
}

Pixels pixels_of(const std::string& png) {
  const TemporaryFolder folder;
  const std::string file = write(folder.path() / "badge.png", png);
  const std::string pgm = run("convert " + file + " -colorspace gray -depth 8 pgm:-").text;
  std::istringstream head(pgm);
  std::string magic;
  int most = 0;
  Pixels pixels;
  head >> magic >> pixels.width >> pixels.height >> most;
  const auto start = static_cast<std::size_t>(head.tellg()) + 1;
  pixels.grey.assign(pgm.begin() + static_cast<std::ptrdiff_t>(start), pgm.end());
  return pixels;
}

}  // namespace einlass::badge::test

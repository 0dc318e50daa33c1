#include "tests/printing/badge/pixels.h"

#include "tests/printing/badge/support.h"

#include <algorithm>
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

int Pixels::unlike(const Pixels& other, int tolerance) const {
  const auto is_unlike = [&](int x, int y) {
    const int here = grey[static_cast<std::size_t>(y * width + x)];
    int darkest = 255, lightest = 0;
    for (int v = std::max(y - 1, 0); v <= std::min(y + 1, other.height - 1); ++v) {
      for (int u = std::max(x - 1, 0); u <= std::min(x + 1, other.width - 1); ++u) {
        const int there = other.grey[static_cast<std::size_t>(v * other.width + u)];
        darkest = std::min(darkest, there);
        lightest = std::max(lightest, there);
      }
    }
    return here < darkest - tolerance || here > lightest + tolerance;
  };
  int count = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) count += is_unlike(x, y) ? 1 : 0;
  }
  return count;
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

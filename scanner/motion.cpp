#include "scanner/motion.h"

#include <cmath>
#include <cstdlib>

namespace einlass::scan {
namespace {

constexpr int kStep = 2;             // of the pixels that are looked at
constexpr int kApart = 4;            // two pixels whose difference is texture: more than the blur of a lens
constexpr float kDifference = 7.0F;  // of 255, of any cell; a cell's noise is below 2
constexpr float kForgets = 1.0F / 8;

}  // namespace

Motion::Cells Motion::cells_of(const Frame& frame) {
  Cells sums{};
  std::array<int, columns * rows> counts{};
  for (int y = 0; y < frame.height; y += kStep) {
    const std::uint8_t* pixels = frame.row(y);
    const std::size_t first = static_cast<std::size_t>(y) * rows / static_cast<std::size_t>(frame.height) * columns;
    for (int x = 0; x + kApart < frame.width; x += kStep) {
      const std::size_t at = first + static_cast<std::size_t>(x) * columns / static_cast<std::size_t>(frame.width);
      sums[at].grey += pixels[x];
      sums[at].texture += static_cast<float>(std::abs(pixels[x] - pixels[x + kApart]));
      ++counts[at];
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (counts[i] == 0) continue;
    sums[i].grey /= static_cast<float>(counts[i]);
    sums[i].texture /= static_cast<float>(counts[i]);
  }
  return sums;
}

bool Motion::moves(const Frame& frame) {
  const Cells seen = cells_of(frame);
  const bool other = width_ != frame.width || height_ != frame.height;
  width_ = frame.width;
  height_ = frame.height;
  if (other) {
    usual_ = seen;
    return true;
  }
  bool moved = false;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const float grey = seen[i].grey - usual_[i].grey;
    const float texture = seen[i].texture - usual_[i].texture;
    moved = moved || std::abs(grey) > kDifference || std::abs(texture) > kDifference;
    usual_[i].grey += grey * kForgets;
    usual_[i].texture += texture * kForgets;
  }
  return moved;
}

}  // namespace einlass::scan

#include "scanner/frame_ops.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace einlass::scan {
namespace {

std::uint8_t* row_of(Frame& frame, int y) {
  return frame.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.stride);
}

Frame sized_like(const Frame& original, int width, int height) {
  Frame made;
  made.width = width;
  made.height = height;
  made.stride = width;
  made.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  made.still = original.still;
  made.taken_at = original.taken_at;
  return made;
}

std::uint8_t grey(int value) {
  return static_cast<std::uint8_t>(value);
}

// Samples lie at the quarters between two old pixels: 3/4 of the near one, 1/4 of the far one.
void enlarge_row(const std::uint8_t* near, const std::uint8_t* far, int width, std::uint8_t* out) {
  const auto mixed = [near, far](int x) { return 3 * near[x] + far[x]; };
  for (int x = 0; x < width; ++x) {
    const int here = 3 * mixed(x) + 8;
    out[2 * x] = grey((here + mixed(std::max(x - 1, 0))) / 16);
    out[2 * x + 1] = grey((here + mixed(std::min(x + 1, width - 1))) / 16);
  }
}

void blur_row(const std::uint8_t* above, const std::uint8_t* here, const std::uint8_t* below, Frame& out, int y) {
  const auto column = [=](int x) { return above[x] + 2 * here[x] + below[x]; };
  std::uint8_t* target = row_of(out, y);
  for (int x = 0; x < out.width; ++x) {
    const int left = column(std::max(x - 1, 0));
    const int right = column(std::min(x + 1, out.width - 1));
    target[x] = grey((left + 2 * column(x) + right + 8) / 16);
  }
}

// The greys that only one pixel in a hundred is darker or brighter than.
std::pair<int, int> range_of(const Frame& frame) {
  std::array<int, 256> count{};
  for (int y = 0; y < frame.height; ++y) {
    for (int x = 0; x < frame.width; ++x) ++count[frame.row(y)[x]];
  }
  const int few = frame.width * frame.height / 100;
  int darkest = 0;
  int brightest = 255;
  for (int seen = count[0]; darkest < 255 && seen <= few;) seen += count[static_cast<std::size_t>(++darkest)];
  for (int seen = count[255]; brightest > 0 && seen <= few;) seen += count[static_cast<std::size_t>(--brightest)];
  return {darkest, brightest};
}

}  // namespace

Frame rotated(const Frame& frame, int quarters) {
  const bool upright = quarters != 2;
  Frame made = sized_like(frame, upright ? frame.height : frame.width, upright ? frame.width : frame.height);
  for (int y = 0; y < made.height; ++y) {
    std::uint8_t* out = row_of(made, y);
    for (int x = 0; x < made.width; ++x) {
      out[x] = quarters == 1   ? frame.row(frame.height - 1 - x)[y]
               : quarters == 2 ? frame.row(frame.height - 1 - y)[frame.width - 1 - x]
                               : frame.row(x)[frame.width - 1 - y];
    }
  }
  return made;
}

Frame inverted(const Frame& frame) {
  Frame made = sized_like(frame, frame.width, frame.height);
  for (int y = 0; y < frame.height; ++y) {
    const std::uint8_t* source = frame.row(y);
    std::transform(source, source + frame.width, row_of(made, y), [](std::uint8_t value) { return grey(255 - value); });
  }
  return made;
}

Frame enlarged(const Frame& frame) {
  Frame made = sized_like(frame, 2 * frame.width, 2 * frame.height);
  for (int y = 0; y < frame.height; ++y) {
    const std::uint8_t* here = frame.row(y);
    enlarge_row(here, frame.row(std::max(y - 1, 0)), frame.width, row_of(made, 2 * y));
    enlarge_row(here, frame.row(std::min(y + 1, frame.height - 1)), frame.width, row_of(made, 2 * y + 1));
  }
  return made;
}

Frame halved(const Frame& frame) {
  Frame made = sized_like(frame, frame.width / 2, frame.height / 2);
  for (int y = 0; y < made.height; ++y) {
    const std::uint8_t* upper = frame.row(2 * y);
    const std::uint8_t* lower = frame.row(2 * y + 1);
    std::uint8_t* target = row_of(made, y);
    for (int x = 0; x < made.width; ++x) {
      target[x] = grey((upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) / 4);
    }
  }
  return made;
}

Frame blurred(const Frame& frame) {
  Frame made = sized_like(frame, frame.width, frame.height);
  for (int y = 0; y < frame.height; ++y) {
    blur_row(frame.row(std::max(y - 1, 0)), frame.row(y), frame.row(std::min(y + 1, frame.height - 1)), made, y);
  }
  return made;
}

Frame stretched(const Frame& frame) {
  const auto [darkest, brightest] = range_of(frame);
  const int range = std::max(brightest - darkest, 1);
  Frame made = sized_like(frame, frame.width, frame.height);
  for (int y = 0; y < frame.height; ++y) {
    const std::uint8_t* source = frame.row(y);
    std::transform(source, source + frame.width, row_of(made, y), [&, low = darkest](std::uint8_t value) {
      return grey(std::clamp((value - low) * 255 / range, 0, 255));
    });
  }
  return made;
}

Frame padded(const Frame& frame, int white) {
  Frame made = sized_like(frame, frame.width + 2 * white, frame.height + 2 * white);
  std::fill(made.pixels.begin(), made.pixels.end(), std::uint8_t{255});
  for (int y = 0; y < frame.height; ++y) {
    std::memcpy(row_of(made, y + white) + white, frame.row(y), static_cast<std::size_t>(frame.width));
  }
  return made;
}

}  // namespace einlass::scan

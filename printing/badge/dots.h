// A badge as dots that are black or white: what a label printer burns, and all that it knows. Drawn at the printer's
// own resolution nothing is left for a driver to turn into halftones. Plain values; pure functions.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

struct _cairo_surface;

namespace einlass::badge {

struct Dots {
  int width = 0, height = 0;
  int dpi = 0;
  std::vector<std::uint8_t> rows;  // each begins on a byte; the leftmost dot is the highest bit, 1 is black

  std::size_t bytes_per_row() const { return (static_cast<std::size_t>(width) + 7) / 8; }
  bool black(int x, int y) const {
    const auto byte = static_cast<std::size_t>(y) * bytes_per_row() + static_cast<std::size_t>(x) / 8;
    return ((rows[byte] >> (7 - x % 8)) & 1U) != 0;
  }
  friend bool operator==(const Dots&, const Dots&) = default;
};

struct DotArea {
  int left = 0, top = 0, right = 0, bottom = 0;  // the last two are the first outside
};

// Of an opaque RGB surface: darker than half is black. Inside `pictures` greys become scattered dots (Floyd and
// Steinberg 1976), but what is black or white stays so.
Dots dots_of(_cairo_surface* surface, int dpi, const std::vector<DotArea>& pictures);

// Is most of it darker than half?
bool is_dark(_cairo_surface* surface, const DotArea& area);

// One page that a PDF renderer of the same resolution turns into these dots again: one image without any grey.
base::Result<std::string> pdf_of(const Dots& dots);
// For the eye: as a label printer prints it.
base::Result<std::string> png_of(const Dots& dots);

}  // namespace einlass::badge

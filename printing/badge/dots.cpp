#include "printing/badge/dots.h"

#include "printing/badge/surface.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <cairo.h>

namespace einlass::badge {
namespace {

using base::Result;
using SurfacePtr = std::unique_ptr<cairo_surface_t, ReleaseSurface>;

constexpr int half = 128;

using Greys = std::vector<std::uint8_t>;

// As bright as the eye takes it (ITU-R BT.601, luma).
std::uint8_t grey_of(std::uint32_t pixel) {
  const std::uint32_t rgb = pixel & 0xFFFFFFU;
  if (rgb == 0 || rgb == 0xFFFFFFU) return static_cast<std::uint8_t>(rgb & 255U);  // nearly all of a badge
  return static_cast<std::uint8_t>(((rgb >> 16U) * 299 + (rgb >> 8U & 255U) * 587 + (rgb & 255U) * 114 + 500) / 1000);
}

const std::uint8_t* row_of(cairo_surface_t* surface, int y) {
  return cairo_image_surface_get_data(surface) +
         static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(surface);
}

Greys greys_of(cairo_surface_t* surface, const DotArea& area) {
  cairo_surface_flush(surface);
  Greys greys(static_cast<std::size_t>(area.right - area.left) * static_cast<std::size_t>(area.bottom - area.top));
  auto* next = greys.data();
  for (int y = area.top; y < area.bottom; ++y) {
    const auto* row = row_of(surface, y);
    for (int x = area.left; x < area.right; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, row + static_cast<std::ptrdiff_t>(x) * 4, sizeof pixel);
      *next++ = grey_of(pixel);
    }
  }
  return greys;
}

// What rounding one dot took or gave goes to its neighbours that are not yet decided.
class Scatter {
 public:
  Scatter(Greys& greys, int width, DotArea area) : greys_(greys), width_(width), area_(area) {}

  void run() {
    for (int y = area_.top; y < area_.bottom; ++y) {
      for (int x = area_.left; x < area_.right; ++x) decide(x, y);
    }
  }

 private:
  std::uint8_t& at(int x, int y) {
    return greys_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
  }

  void decide(int x, int y) {
    const int grey = at(x, y);
    const int error = grey < half ? grey : grey - 255;
    at(x, y) = grey < half ? 0 : 255;
    give(x + 1, y, error * 7 / 16);
    give(x - 1, y + 1, error * 3 / 16);
    give(x, y + 1, error * 5 / 16);
    give(x + 1, y + 1, error / 16);
  }

  void give(int x, int y, int part) {
    if (x < area_.left || x >= area_.right || y >= area_.bottom) return;
    auto& grey = at(x, y);
    if (grey != 0 && grey != 255) grey = static_cast<std::uint8_t>(std::clamp(grey + part, 1, 254));
  }

  Greys& greys_;
  int width_;
  DotArea area_;
};

Dots blank(int width, int height, int dpi) {
  Dots dots{.width = width, .height = height, .dpi = dpi};
  dots.rows.resize(dots.bytes_per_row() * static_cast<std::size_t>(height));
  return dots;
}

// cairo keeps the leftmost dot of a mask in the lowest bit of a machine word, which is its first byte on the machines
// that Einlass runs on.
std::uint8_t mirrored(std::uint8_t byte) {
  std::uint8_t turned = 0;
  for (unsigned bit = 0; bit < 8; ++bit) turned = static_cast<std::uint8_t>(turned << 1U | (byte >> bit & 1U));
  return turned;
}

SurfacePtr mask_of(const Dots& dots) {
  SurfacePtr mask(cairo_image_surface_create(CAIRO_FORMAT_A1, dots.width, dots.height));
  if (cairo_surface_status(mask.get()) != CAIRO_STATUS_SUCCESS) return mask;
  cairo_surface_flush(mask.get());
  const std::size_t length = dots.bytes_per_row();
  for (int y = 0; y < dots.height; ++y) {
    const auto* from = dots.rows.data() + static_cast<std::size_t>(y) * length;
    auto* row = cairo_image_surface_get_data(mask.get()) +
                static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(mask.get());
    std::transform(from, from + length, row, mirrored);
  }
  cairo_surface_mark_dirty(mask.get());
  return mask;
}

Result<void> paint(cairo_t* canvas, const Dots& dots) {
  const SurfacePtr mask = mask_of(dots);
  if (cairo_surface_status(mask.get()) != CAIRO_STATUS_SUCCESS) {
    return base::fail(base::ErrorKind::Internal,
                      "The badge has too many dots for this machine's memory: lower the dpi.");
  }
  cairo_scale(canvas, 72.0 / dots.dpi, 72.0 / dots.dpi);
  cairo_pattern_t* pattern = cairo_pattern_create_for_surface(mask.get());
  cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);  // else the PDF asks to interpolate
  cairo_set_source_rgb(canvas, 0, 0, 0);
  cairo_mask(canvas, pattern);
  cairo_pattern_destroy(pattern);
  return {};
}

}  // namespace

Dots dots_of(cairo_surface_t* surface, int dpi, const std::vector<DotArea>& pictures) {
  Dots dots = blank(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), dpi);
  auto greys = greys_of(surface, {0, 0, dots.width, dots.height});
  for (const DotArea& area : pictures) Scatter(greys, dots.width, area).run();
  const auto* next = greys.data();
  for (int y = 0; y < dots.height; ++y) {
    auto* row = dots.rows.data() + static_cast<std::size_t>(y) * dots.bytes_per_row();
    for (int x = 0; x < dots.width; ++x) {
      const bool black = *next++ < half;
      if (black) row[x / 8] = static_cast<std::uint8_t>(row[x / 8] | 0x80U >> static_cast<unsigned>(x % 8));
    }
  }
  return dots;
}

bool is_dark(cairo_surface_t* surface, const DotArea& area) {
  const auto greys = greys_of(surface, area);
  const auto dark = std::count_if(greys.begin(), greys.end(), [](std::uint8_t grey) { return grey < half; });
  return static_cast<std::size_t>(dark) * 2 > greys.size();
}

Result<std::string> pdf_of(const Dots& dots) {
  constexpr double hair_mm = 0.0005;  // renderers that round a page up to whole dots must not add one
  PdfSurface page(dots.width * 25.4 / dots.dpi - hair_mm, dots.height * 25.4 / dots.dpi - hair_mm);
  if (auto painted = paint(page.canvas(), dots); !painted) return tl::make_unexpected(painted.error());
  return page.finish();
}

Result<std::string> png_of(const Dots& dots) {
  const auto page = PixelSurface::open(dots.width * 25.4 / dots.dpi, dots.height * 25.4 / dots.dpi, dots.dpi);
  if (!page) return tl::make_unexpected(page.error());
  if (auto painted = paint(page->canvas(), dots); !painted) return tl::make_unexpected(painted.error());
  return page->png();
}

}  // namespace einlass::badge

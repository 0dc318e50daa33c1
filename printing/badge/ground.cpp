#include "printing/badge/ground.h"

#include "printing/badge/lengths.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include <cairo.h>

namespace einlass::badge {
namespace {

// The luminance of each channel's values, as colour.cpp counts it.
const std::array<std::array<double, 256>, 3>& channel_luminance() {
  static const auto table = [] {
    std::array<std::array<double, 256>, 3> values{};
    for (std::size_t i = 0; i < 256; ++i) {
      const double level = static_cast<double>(i) / 255;
      values[0][i] = luminance({level, 0, 0});
      values[1][i] = luminance({0, level, 0});
      values[2][i] = luminance({0, 0, level});
    }
    return values;
  }();
  return table;
}

int dots(double mm) {
  return std::max(1, static_cast<int>(std::ceil(mm * points_per_mm)));
}

}  // namespace

Ground::Ground(double width_mm, double height_mm)
    : width_mm_(width_mm),
      height_mm_(height_mm),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(width_mm), dots(height_mm)), &cairo_surface_destroy),
      canvas_(cairo_create(surface_.get()), &cairo_destroy) {
  cairo_set_source_rgb(canvas_.get(), 1, 1, 1);
  cairo_paint(canvas_.get());
}

Ground Ground::copy() const {
  Ground same(width_mm_, height_mm_);
  cairo_set_source_surface(same.canvas(), surface_.get(), 0, 0);
  cairo_paint(same.canvas());
  return same;
}

double Ground::luminance_at(double x_pt, double y_pt) const {
  cairo_surface_flush(surface_.get());
  const int width = cairo_image_surface_get_width(surface_.get());
  const int height = cairo_image_surface_get_height(surface_.get());
  const int x = static_cast<int>(std::floor(x_pt)), y = static_cast<int>(std::floor(y_pt));
  if (x < 0 || y < 0 || x >= width || y >= height) return 1;
  const auto* row = cairo_image_surface_get_data(surface_.get()) + y * cairo_image_surface_get_stride(surface_.get());
  const std::uint32_t pixel = reinterpret_cast<const std::uint32_t*>(row)[x];
  const auto& table = channel_luminance();
  return table[0][(pixel >> 16U) & 255U] + table[1][(pixel >> 8U) & 255U] + table[2][pixel & 255U];
}

double Ground::unreadable(const Placement& box, const std::vector<TextSpot>& spots, double ink, double least) const {
  const double angle = box.turn_degrees * std::numbers::pi / 180;
  const double left = box.x_mm * points_per_mm, top = box.y_mm * points_per_mm;
  int all = 0, bad = 0;
  for (const auto& spot : spots) {
    const double step = std::max(0.5, spot.height / 6);
    for (double y = spot.top + step / 2; y < spot.top + spot.height; y += step) {
      for (double x = spot.left + step / 2; x < spot.left + spot.width; x += step) {
        const double across = x * std::cos(angle) - y * std::sin(angle);
        const double down = x * std::sin(angle) + y * std::cos(angle);
        ++all;
        if (contrast(ink, luminance_at(left + across, top + down)) < least) ++bad;
      }
    }
  }
  return all == 0 ? 0 : static_cast<double>(bad) / all;
}

}  // namespace einlass::badge

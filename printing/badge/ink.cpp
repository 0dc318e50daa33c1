#include "printing/badge/ink.h"

#include <algorithm>
#include <cmath>

#include <cairo.h>

namespace einlass::badge {

DotArea dots_under(cairo_t* canvas, const Area& area) {
  double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;
  for (const int corner : {0, 1, 2, 3}) {
    double x = area.x + (corner % 2) * area.width, y = area.y + (corner / 2) * area.height;
    cairo_user_to_device(canvas, &x, &y);
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  }
  cairo_surface_t* surface = cairo_get_target(canvas);
  const double width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  const auto within = [](double value, double most) { return static_cast<int>(std::clamp(value, 0.0, most)); };
  return {within(std::floor(left), width), within(std::floor(top), height), within(std::ceil(right), width),
          within(std::ceil(bottom), height)};
}

Colour ink_seen_on(cairo_t* canvas, const Area& area) {
  return is_dark(cairo_get_target(canvas), dots_under(canvas, area)) ? Colour{1, 1, 1} : Colour{};
}

}  // namespace einlass::badge

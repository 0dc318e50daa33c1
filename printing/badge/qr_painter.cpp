#include "printing/badge/qr_painter.h"

#include <algorithm>
#include <cmath>

#include <cairo.h>

namespace einlass::badge {
namespace {

bool is_upright(const cairo_matrix_t& m) {
  const double tiny = 1e-6 * (std::abs(m.xx) + std::abs(m.xy));
  return std::abs(m.xy) + std::abs(m.yx) < tiny || std::abs(m.xx) + std::abs(m.yy) < tiny;
}

// The area in device units, for a canvas turned by multiples of 90 degrees.
Area device_area(cairo_t* canvas, const Area& area) {
  double x0 = area.x, y0 = area.y, x1 = area.x + area.width, y1 = area.y + area.height;
  cairo_user_to_device(canvas, &x0, &y0);
  cairo_user_to_device(canvas, &x1, &y1);
  return {std::min(x0, x1), std::min(y0, y1), std::abs(x1 - x0), std::abs(y1 - y0)};
}

double snapped(double value, double grid) {
  return grid > 0 ? std::round(value / grid) * grid : value;
}

// Runs of dark modules as one rectangle each, all filled at once: no hairlines between neighbours.
void fill_dark(cairo_t* canvas, const ModuleGrid& symbol, double left, double top, double module) {
  for (int row = 0; row < symbol.modules(); ++row) {
    for (int column = 0; column < symbol.modules(); ++column) {
      const int first = column;
      while (column < symbol.modules() && symbol.dark(column, row)) ++column;
      if (column == first) continue;
      cairo_rectangle(canvas, left + first * module, top + row * module, (column - first) * module, module);
    }
  }
  cairo_set_source_rgb(canvas, 0, 0, 0);
  cairo_fill(canvas);
}

double module_size(const Area& area, int total, double grid) {
  const double largest = std::min(area.width, area.height) / total;
  if (grid <= 0) return largest;
  const double whole = std::floor(largest / grid + 1e-6) * grid;
  return whole > 0 ? whole : largest;  // a box smaller than its symbol in dots
}

}  // namespace

double paint_qr_symbol(cairo_t* canvas, const ModuleGrid& symbol, const Area& area, const QrPlacing& placing) {
  cairo_matrix_t matrix;
  cairo_get_matrix(canvas, &matrix);
  const bool upright = is_upright(matrix);
  cairo_save(canvas);
  Area place = area;
  if (upright) {
    place = device_area(canvas, area);
    cairo_identity_matrix(canvas);
  }
  const double grid = upright ? placing.grid : 0;
  const int total = symbol.modules() + 2 * placing.quiet_modules;
  const double module = module_size(place, total, grid);
  const double left = snapped(place.x + (place.width - total * module) / 2, grid);
  const double top = snapped(place.y + (place.height - total * module) / 2, grid);
  cairo_rectangle(canvas, left, top, total * module, total * module);
  cairo_set_source_rgb(canvas, 1, 1, 1);
  cairo_fill(canvas);
  fill_dark(canvas, symbol, left + placing.quiet_modules * module, top + placing.quiet_modules * module, module);
  cairo_restore(canvas);
  return upright ? module : module * std::hypot(matrix.xx, matrix.yx);
}

}  // namespace einlass::badge

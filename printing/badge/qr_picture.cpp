#include "printing/badge/qr_picture.h"

#include "printing/badge/qr_symbol.h"
#include "printing/badge/raster_image.h"

#include <memory>

#include <cairo/cairo.h>
#include <fmt/format.h>

namespace einlass::badge {
namespace {

constexpr int kQuietModules = 4;
constexpr double kDotsPerInch = 300;

// Calls `take(column, row, width)` for each run of dark modules.
template <typename Take>
void each_dark_run(const QrSymbol& symbol, Take take) {
  for (int row = 0; row < symbol.modules(); ++row) {
    for (int column = 0; column < symbol.modules();) {
      int end = column;
      while (end < symbol.modules() && symbol.dark(end, row)) ++end;
      if (end > column) take(column + kQuietModules, row + kQuietModules, end - column);
      column = end + 1;
    }
  }
}

base::Result<std::string> png_of(const QrSymbol& symbol, int pixels) {
  const int size = (symbol.modules() + 2 * kQuietModules) * pixels;
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, size, size), &cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> canvas(cairo_create(surface.get()), &cairo_destroy);
  cairo_set_source_rgb(canvas.get(), 1, 1, 1);
  cairo_paint(canvas.get());
  cairo_set_source_rgb(canvas.get(), 0, 0, 0);
  each_dark_run(symbol, [&](int column, int row, int width) {
    cairo_rectangle(canvas.get(), column * pixels, row * pixels, width * pixels, pixels);
  });
  cairo_fill(canvas.get());
  return encode_png(surface.get(), kDotsPerInch);
}

std::string svg_of(const QrSymbol& symbol) {
  const int size = symbol.modules() + 2 * kQuietModules;
  std::string path;
  each_dark_run(symbol, [&](int column, int row, int width) {
    path += fmt::format("M{} {}h{}v1h-{}z", column, row, width, width);
  });
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40mm\" height=\"40mm\" viewBox=\"0 0 {0} {0}\" "
      "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{0}v{0}h-{0}z\"/><path d=\"{1}\"/></svg>\n",
      size, path);
}

}  // namespace

base::Result<std::string> qr_png(const std::string& text, int pixels_per_module) {
  return QrSymbol::encode(text).and_then([&](const QrSymbol& symbol) { return png_of(symbol, pixels_per_module); });
}

base::Result<std::string> qr_svg(const std::string& text) {
  return QrSymbol::encode(text).map([](const QrSymbol& symbol) { return svg_of(symbol); });
}

}  // namespace einlass::badge

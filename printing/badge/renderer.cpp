#include "printing/badge/renderer.h"

#include "printing/badge/painter.h"
#include "printing/badge/prepared_template.h"
#include "printing/badge/raster_image.h"
#include "printing/badge/typesetter.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <mutex>
#include <utility>

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

namespace einlass::badge {

using base::ErrorKind;
using base::Result;

namespace {

constexpr double points_per_mm = 72 / 25.4;
constexpr std::size_t kept_templates = 8;  // an evening uses one or two; a page of previews a few more

struct ReleaseCanvas {
  void operator()(cairo_t* canvas) const { cairo_destroy(canvas); }
};
struct ReleaseSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using CanvasPtr = std::unique_ptr<cairo_t, ReleaseCanvas>;
using SurfacePtr = std::unique_ptr<cairo_surface_t, ReleaseSurface>;

cairo_status_t append(void* target, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

Result<void> succeeded(cairo_status_t status) {
  if (status == CAIRO_STATUS_SUCCESS) return {};
  return base::fail(ErrorKind::Internal, fmt::format("The badge cannot be drawn ({}): try again at a lower resolution.",
                                                     cairo_status_to_string(status)));
}

}  // namespace

struct Renderer::Press {
  explicit Press(std::shared_ptr<const FontSet> fonts) : typesetter(std::move(fonts)) {}

  Result<PreparedTemplate*> prepared(const BadgeTemplate& drawing) {
    const auto known = std::find_if(templates.begin(), templates.end(),
                                    [&](const auto& kept) { return kept.document == drawing.document(); });
    if (known != templates.end()) {
      templates.splice(templates.begin(), templates, known);
      return &templates.front();
    }
    auto fresh = PreparedTemplate::prepare(drawing);
    if (!fresh) return tl::make_unexpected(fresh.error());
    templates.push_front(std::move(*fresh));
    if (templates.size() > kept_templates) templates.pop_back();
    return &templates.front();
  }

  Result<BadgeReport> paint(const BadgeTemplate& drawing, const BadgeContent& content, Painter::Canvas canvas) {
    const auto ready = prepared(drawing);
    if (!ready) return tl::make_unexpected(ready.error());
    return Painter(drawing, **ready, typesetter, canvas).paint(content);
  }

  std::mutex lock;
  Typesetter typesetter;
  std::list<PreparedTemplate> templates;  // the one used last first
};

Renderer::Renderer(std::shared_ptr<const FontSet> fonts) : press_(std::make_unique<Press>(std::move(fonts))) {}

Renderer::~Renderer() = default;

Result<RenderedPdf> Renderer::render_pdf(const BadgeTemplate& drawing, const BadgeContent& content,
                                         double printer_dpi) {
  const std::lock_guard lock(press_->lock);
  RenderedPdf result;
  const SurfacePtr surface(cairo_pdf_surface_create_for_stream(append, &result.pdf, drawing.width_mm() * points_per_mm,
                                                               drawing.height_mm() * points_per_mm));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Einlass");
  CanvasPtr canvas(cairo_create(surface.get()));
  auto report =
      press_->paint(drawing, content, {.context = canvas.get(), .grid = printer_dpi > 0 ? 72 / printer_dpi : 0});
  if (!report) return tl::make_unexpected(report.error());
  const auto drawn = succeeded(cairo_status(canvas.get()));
  if (!drawn) return tl::make_unexpected(drawn.error());
  canvas.reset();
  cairo_surface_finish(surface.get());
  const auto written = succeeded(cairo_surface_status(surface.get()));
  if (!written) return tl::make_unexpected(written.error());
  result.report = std::move(*report);
  return result;
}

Result<RenderedPng> Renderer::render_png(const BadgeTemplate& drawing, const BadgeContent& content, double dpi) {
  if (!(dpi >= 20 && dpi <= 1200)) {
    return base::fail(ErrorKind::InvalidInput, "A badge's picture has 20 to 1200 dpi: choose a resolution in between.");
  }
  const std::lock_guard lock(press_->lock);
  RenderedPng result;
  result.width_px = static_cast<int>(std::lround(drawing.width_mm() / 25.4 * dpi));
  result.height_px = static_cast<int>(std::lround(drawing.height_mm() / 25.4 * dpi));
  const SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, result.width_px, result.height_px));
  const CanvasPtr canvas(cairo_create(surface.get()));
  cairo_set_source_rgb(canvas.get(), 1, 1, 1);
  cairo_paint(canvas.get());
  cairo_scale(canvas.get(), dpi / 72, dpi / 72);
  auto report =
      press_->paint(drawing, content, {.context = canvas.get(), .grid = 1, .device_units_per_mm = dpi / 25.4});
  if (!report) return tl::make_unexpected(report.error());
  const auto drawn = succeeded(cairo_status(canvas.get()));
  if (!drawn) return tl::make_unexpected(drawn.error());
  auto png = encode_png(surface.get(), dpi);
  if (!png) return tl::make_unexpected(png.error());
  result.png = std::move(*png);
  result.report = std::move(*report);
  return result;
}

Result<BadgeReport> Renderer::check(const BadgeTemplate& drawing, const BadgeContent& content) {
  const std::lock_guard lock(press_->lock);
  return press_->paint(drawing, content, {});
}

}  // namespace einlass::badge

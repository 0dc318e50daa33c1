#include "printing/badge/renderer.h"

#include "printing/badge/painter.h"
#include "printing/badge/prepared_template.h"
#include "printing/badge/surface.h"
#include "printing/badge/typesetter.h"

#include <algorithm>
#include <list>
#include <mutex>
#include <utility>

namespace einlass::badge {

using base::Result;

namespace {

constexpr std::size_t kept_templates = 8;  // an evening uses one or two; a page of previews a few more

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
  PdfSurface page(drawing.width_mm(), drawing.height_mm());
  auto report =
      press_->paint(drawing, content, {.context = page.canvas(), .grid = printer_dpi > 0 ? 72 / printer_dpi : 0});
  if (!report) return tl::make_unexpected(report.error());
  auto pdf = page.finish();
  if (!pdf) return tl::make_unexpected(pdf.error());
  return RenderedPdf{.pdf = std::move(*pdf), .report = std::move(*report)};
}

Result<RenderedPng> Renderer::render_png(const BadgeTemplate& drawing, const BadgeContent& content, double dpi) {
  const auto pixels = PixelSurface::open(drawing.width_mm(), drawing.height_mm(), dpi);
  if (!pixels) return tl::make_unexpected(pixels.error());
  const std::lock_guard lock(press_->lock);
  auto report =
      press_->paint(drawing, content, {.context = pixels->canvas(), .grid = 1, .device_units_per_mm = dpi / 25.4});
  if (!report) return tl::make_unexpected(report.error());
  auto png = pixels->png();
  if (!png) return tl::make_unexpected(png.error());
  return RenderedPng{.png = std::move(*png),
                     .width_px = pixels->width_px(),
                     .height_px = pixels->height_px(),
                     .report = std::move(*report)};
}

Result<RenderedDots> Renderer::render_dots(const BadgeTemplate& drawing, const BadgeContent& content, int dpi) {
  const auto pixels = PixelSurface::open(drawing.width_mm(), drawing.height_mm(), dpi);
  if (!pixels) return tl::make_unexpected(pixels.error());
  const std::lock_guard lock(press_->lock);
  std::vector<DotArea> pictures;
  auto report =
      press_->paint(drawing, content,
                    {.context = pixels->canvas(), .grid = 1, .device_units_per_mm = dpi / 25.4, .pictures = &pictures});
  if (!report) return tl::make_unexpected(report.error());
  auto dots = pixels->dots(pictures);
  if (!dots) return tl::make_unexpected(dots.error());
  return RenderedDots{std::move(*dots), std::move(*report)};
}

Result<BadgeReport> Renderer::draw_on(_cairo* canvas, const BadgeTemplate& drawing, const BadgeContent& content) {
  const std::lock_guard lock(press_->lock);
  return press_->paint(drawing, content, {.context = canvas});
}

Result<BadgeReport> Renderer::check(const BadgeTemplate& drawing, const BadgeContent& content) {
  const std::lock_guard lock(press_->lock);
  return press_->paint(drawing, content, {});
}

}  // namespace einlass::badge

// What badges and pages are drawn on: pages of a PDF, or pixels. Under the renderer's lock or on the caller's only
// thread; both hold a canvas of cairo whose unit is the point.
#pragma once

#include "core/base/error.h"
#include "printing/badge/dots.h"
#include "printing/badge/lengths.h"

#include <memory>
#include <string>
#include <vector>

struct _cairo;
struct _cairo_surface;

namespace einlass::badge {

struct ReleaseCanvas {
  void operator()(_cairo* canvas) const;
};
struct ReleaseSurface {
  void operator()(_cairo_surface* surface) const;
};

class PdfSurface {
 public:
  // Pages of exactly this size, until another one is set.
  PdfSurface(double width_mm, double height_mm);
  PdfSurface(const PdfSurface&) = delete;
  PdfSurface& operator=(const PdfSurface&) = delete;

  _cairo* canvas() const { return canvas_.get(); }
  void end_page();
  void set_page_size(double width_mm, double height_mm);  // before anything is drawn on the page
  // The document; nothing can be drawn any more. Internal: the library gave up.
  base::Result<std::string> finish();

 private:
  std::string pdf_;
  std::unique_ptr<_cairo_surface, ReleaseSurface> surface_;
  std::unique_ptr<_cairo, ReleaseCanvas> canvas_;
};

class PixelSurface {
 public:
  // White paper. InvalidInput where dpi is not 20 to 1200.
  static base::Result<PixelSurface> open(double width_mm, double height_mm, double dpi);

  _cairo* canvas() const { return canvas_.get(); }
  int width_px() const { return width_; }
  int height_px() const { return height_; }
  base::Result<std::string> png() const;
  // `pictures`: see dots_of().
  base::Result<Dots> dots(const std::vector<DotArea>& pictures) const;

 private:
  PixelSurface() = default;
  int width_ = 0, height_ = 0;
  double dpi_ = 0;
  std::unique_ptr<_cairo_surface, ReleaseSurface> surface_;
  std::unique_ptr<_cairo, ReleaseCanvas> canvas_;
};

}  // namespace einlass::badge

#include "printing/badge/surface.h"

#include "printing/badge/raster_image.h"

#include <cmath>

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

namespace einlass::badge {

using base::ErrorKind;
using base::Result;

namespace {

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

void ReleaseCanvas::operator()(cairo_t* canvas) const {
  cairo_destroy(canvas);
}

void ReleaseSurface::operator()(cairo_surface_t* surface) const {
  cairo_surface_destroy(surface);
}

PdfSurface::PdfSurface(double width_mm, double height_mm)
    : surface_(cairo_pdf_surface_create_for_stream(append, &pdf_, width_mm * points_per_mm, height_mm * points_per_mm)),
      canvas_(cairo_create(surface_.get())) {
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATOR, "Einlass");
}

void PdfSurface::end_page() {
  cairo_show_page(canvas_.get());
}

void PdfSurface::set_page_size(double width_mm, double height_mm) {
  cairo_pdf_surface_set_size(surface_.get(), width_mm * points_per_mm, height_mm * points_per_mm);
}

Result<std::string> PdfSurface::finish() {
  if (auto drawn = succeeded(cairo_status(canvas_.get())); !drawn) return tl::make_unexpected(drawn.error());
  canvas_.reset();
  cairo_surface_finish(surface_.get());
  if (auto written = succeeded(cairo_surface_status(surface_.get())); !written) {
    return tl::make_unexpected(written.error());
  }
  return std::move(pdf_);
}

Result<PixelSurface> PixelSurface::open(double width_mm, double height_mm, double dpi) {
  if (!(dpi >= 20 && dpi <= 1200)) {
    return base::fail(ErrorKind::InvalidInput, "A badge's picture has 20 to 1200 dpi: choose a resolution in between.");
  }
  PixelSurface pixels;
  pixels.dpi_ = dpi;
  pixels.width_ = static_cast<int>(std::lround(width_mm / 25.4 * dpi));
  pixels.height_ = static_cast<int>(std::lround(height_mm / 25.4 * dpi));
  pixels.surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels.width_, pixels.height_));
  pixels.canvas_.reset(cairo_create(pixels.surface_.get()));
  cairo_set_source_rgb(pixels.canvas(), 1, 1, 1);
  cairo_paint(pixels.canvas());
  cairo_scale(pixels.canvas(), dpi / 72, dpi / 72);
  return pixels;
}

Result<std::string> PixelSurface::png() const {
  if (auto drawn = succeeded(cairo_status(canvas_.get())); !drawn) return tl::make_unexpected(drawn.error());
  return encode_png(surface_.get(), dpi_);
}

Result<Dots> PixelSurface::dots(const std::vector<DotArea>& pictures) const {
  if (auto drawn = succeeded(cairo_status(canvas_.get())); !drawn) return tl::make_unexpected(drawn.error());
  return dots_of(surface_.get(), static_cast<int>(std::lround(dpi_)), pictures);
}

}  // namespace einlass::badge

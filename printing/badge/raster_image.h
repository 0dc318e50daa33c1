// Pixels in and out: pictures for image boxes, PNG files (gdk-pixbuf). Not thread-safe per object.
#pragma once

#include "core/base/error.h"

#include <memory>
#include <string>

struct _cairo;
struct _cairo_surface;

namespace einlass::badge {

class RasterImage {
 public:
  // PNG, JPEG, WebP. Scaled down while loading to at most `most_px` on the longer side; turned upright as EXIF
  // says. InvalidInput if it cannot be read.
  static base::Result<RasterImage> decode(const std::string& bytes, int most_px);

  int width_px() const { return width_; }
  int height_px() const { return height_; }

  // One pixel is one unit of the canvas.
  void draw(_cairo* canvas) const;

 private:
  std::shared_ptr<_cairo_surface> surface_;
  int width_ = 0, height_ = 0;
};

// An opaque RGB image surface as a PNG that knows its resolution.
base::Result<std::string> encode_png(_cairo_surface* surface, double dpi);

}  // namespace einlass::badge

#include "printing/badge/raster_image.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include <cairo.h>
#include <fmt/format.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

namespace einlass::badge {
namespace {

using base::ErrorKind;
using base::Result;

struct UnreferencePixbuf {
  void operator()(void* object) const { g_object_unref(object); }
};
using Pixbuf = std::unique_ptr<GdkPixbuf, UnreferencePixbuf>;

constexpr std::int64_t most_pixels = 50'000'000;  // a camera's; what claims more is not even begun

void limit_size(GdkPixbufLoader* loader, int width, int height, gpointer most) {
  if (static_cast<std::int64_t>(width) * height > most_pixels) return gdk_pixbuf_loader_set_size(loader, 0, 0);
  const int longer = std::max(width, height);
  const int limit = *static_cast<const int*>(most);
  if (longer <= limit) return;
  gdk_pixbuf_loader_set_size(loader, std::max(1, width * limit / longer), std::max(1, height * limit / longer));
}

Pixbuf load_pixels(const std::string& bytes, int most_px) {
  const std::unique_ptr<GdkPixbufLoader, UnreferencePixbuf> loader(gdk_pixbuf_loader_new());
  g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(limit_size), &most_px);
  const bool written = gdk_pixbuf_loader_write(loader.get(), reinterpret_cast<const guchar*>(bytes.data()),
                                               bytes.size(), nullptr) != FALSE;
  const bool closed = gdk_pixbuf_loader_close(loader.get(), nullptr) != FALSE;
  GdkPixbuf* loaded = written && closed ? gdk_pixbuf_loader_get_pixbuf(loader.get()) : nullptr;
  return Pixbuf(loaded == nullptr ? nullptr : gdk_pixbuf_apply_embedded_orientation(loaded));
}

std::uint32_t premultiplied(const guchar* pixel, bool has_alpha) {
  const std::uint32_t alpha = has_alpha ? pixel[3] : 255;
  const auto channel = [&](int index) { return (pixel[index] * alpha + 127) / 255; };
  return alpha << 24U | channel(0) << 16U | channel(1) << 8U | channel(2);
}

void copy_pixels(GdkPixbuf* from, cairo_surface_t* to) {
  const bool has_alpha = gdk_pixbuf_get_has_alpha(from) != FALSE;
  const int step = gdk_pixbuf_get_n_channels(from);
  cairo_surface_flush(to);
  for (int y = 0; y < gdk_pixbuf_get_height(from); ++y) {
    const guchar* source =
        gdk_pixbuf_read_pixels(from) + static_cast<std::ptrdiff_t>(y) * gdk_pixbuf_get_rowstride(from);
    auto* row = cairo_image_surface_get_data(to) + static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(to);
    for (int x = 0; x < gdk_pixbuf_get_width(from); ++x, source += step, row += 4) {
      const std::uint32_t pixel = premultiplied(source, has_alpha);
      std::memcpy(row, &pixel, sizeof pixel);
    }
  }
  cairo_surface_mark_dirty(to);
}

Pixbuf opaque_copy(cairo_surface_t* surface) {
  const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  Pixbuf copy(gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, height));
  if (!copy) return copy;
  cairo_surface_flush(surface);
  for (int y = 0; y < height; ++y) {
    const auto* row = cairo_image_surface_get_data(surface) +
                      static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(surface);
    guchar* target =
        gdk_pixbuf_get_pixels(copy.get()) + static_cast<std::ptrdiff_t>(y) * gdk_pixbuf_get_rowstride(copy.get());
    for (int x = 0; x < width; ++x, row += 4, target += 3) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, row, sizeof pixel);
      target[0] = static_cast<guchar>(pixel >> 16U);
      target[1] = static_cast<guchar>(pixel >> 8U);
      target[2] = static_cast<guchar>(pixel);
    }
  }
  return copy;
}

}  // namespace

Result<RasterImage> RasterImage::decode(const std::string& bytes, int most_px) {
  const Pixbuf pixels = load_pixels(bytes, most_px);
  if (!pixels) {
    return base::fail(ErrorKind::InvalidInput, "A picture on the badge cannot be read: save it again as PNG or JPEG.");
  }
  RasterImage image;
  image.width_ = gdk_pixbuf_get_width(pixels.get());
  image.height_ = gdk_pixbuf_get_height(pixels.get());
  image.surface_ = std::shared_ptr<cairo_surface_t>(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.width_, image.height_), cairo_surface_destroy);
  if (cairo_surface_status(image.surface_.get()) != CAIRO_STATUS_SUCCESS) {
    return base::fail(ErrorKind::InvalidInput, "A picture on the badge is too large: make it smaller.");
  }
  copy_pixels(pixels.get(), image.surface_.get());
  return image;
}

void RasterImage::draw(cairo_t* canvas) const {
  cairo_set_source_surface(canvas, surface_.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(canvas), CAIRO_FILTER_BEST);
  cairo_rectangle(canvas, 0, 0, width_, height_);
  cairo_fill(canvas);
}

Result<std::string> encode_png(cairo_surface_t* surface, double dpi) {
  const Pixbuf pixels = opaque_copy(surface);
  if (!pixels)
    return base::fail(ErrorKind::Internal, "The badge is too large for this machine's memory: lower the dpi.");
  const std::string resolution = fmt::format("{}", std::lround(dpi));
  gchar* buffer = nullptr;
  gsize size = 0;
  GError* error = nullptr;
  const bool saved = gdk_pixbuf_save_to_buffer(pixels.get(), &buffer, &size, "png", &error, "x-dpi", resolution.c_str(),
                                               "y-dpi", resolution.c_str(), "compression", "1", nullptr) != FALSE;
  if (!saved) {
    std::string reason = error->message;
    g_clear_error(&error);
    return base::fail(ErrorKind::Internal, fmt::format("The badge cannot be saved as PNG ({}): try again.", reason));
  }
  std::string png(buffer, size);
  g_free(buffer);
  return png;
}

}  // namespace einlass::badge

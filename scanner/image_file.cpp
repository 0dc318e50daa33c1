#include "scanner/image_file.h"

#include "core/base/file.h"
#include "core/base/text_fold.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

namespace einlass::scan {
namespace {

using base::ErrorKind;
using base::fail;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using GPointer = std::unique_ptr<T, Unref>;

// gdk-pixbuf reads many more kinds (SVG among them); a picture of a ticket has no business being one.
std::optional<const char*> kind_of(std::string_view content) {
  if (content.starts_with("\x89PNG\r\n\x1a\n")) return "png";
  if (content.starts_with("\xff\xd8\xff")) return "jpeg";
  if (content.size() >= 12 && content.starts_with("RIFF") && content.substr(8, 4) == "WEBP") return "webp";
  return std::nullopt;
}

// By the marks that end a picture: IEND (PNG 3rd ed., 11.2.5), EOI after the scan data (ITU-T T.81, B.1.1.3), and the
// size in the header of a RIFF file (RFC 9649, 2.3).
bool reaches_its_end(std::string_view content, std::string_view kind) {
  if (kind == "png") return content.find("IEND") != std::string_view::npos;
  if (kind == "jpeg") {
    const auto scan = content.rfind("\xff\xda");
    return scan != std::string_view::npos && content.find("\xff\xd9", scan) != std::string_view::npos;
  }
  std::size_t size = 0;
  for (std::size_t i = 8; i-- > 4;) size = size << 8U | static_cast<unsigned char>(content[i]);
  return content.size() >= size + 8;
}

struct SizeCheck {
  std::size_t most_pixels;
  bool too_large = false;
};

// Called by the loader as soon as it knows the size, before it reserves memory.
void check_size(GdkPixbufLoader* loader, int width, int height, gpointer data) {
  auto& check = *static_cast<SizeCheck*>(data);
  const auto pixels = static_cast<std::size_t>(std::max(width, 0)) * static_cast<std::size_t>(std::max(height, 0));
  if (pixels <= check.most_pixels) return;
  check.too_large = true;
  gdk_pixbuf_loader_set_size(loader, 1, 1);
}

// ITU-R BT.601 luma; alpha over white paper.
std::uint8_t luma(const guchar* pixel, int channels) {
  const unsigned grey = (299U * pixel[0] + 587U * pixel[1] + 114U * pixel[2] + 500U) / 1000U;
  if (channels < 4) return static_cast<std::uint8_t>(grey);
  const unsigned alpha = pixel[3];
  return static_cast<std::uint8_t>((grey * alpha + 255U * (255U - alpha) + 127U) / 255U);
}

Frame grey_frame(GdkPixbuf* picture) {
  Frame frame;
  frame.width = frame.stride = gdk_pixbuf_get_width(picture);
  frame.height = gdk_pixbuf_get_height(picture);
  frame.still = true;
  frame.pixels.reserve(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height));
  const int channels = gdk_pixbuf_get_n_channels(picture);
  const guchar* pixels = gdk_pixbuf_read_pixels(picture);
  for (int y = 0; y < frame.height; ++y) {
    const guchar* pixel = pixels + static_cast<std::ptrdiff_t>(y) * gdk_pixbuf_get_rowstride(picture);
    for (int x = 0; x < frame.width; ++x, pixel += channels) frame.pixels.push_back(luma(pixel, channels));
  }
  return frame;
}

bool feed(GdkPixbufLoader* loader, const std::string& content) {
  const auto* bytes = reinterpret_cast<const guchar*>(content.data());
  const bool written = gdk_pixbuf_loader_write(loader, bytes, content.size(), nullptr) != FALSE;
  const bool closed = gdk_pixbuf_loader_close(loader, nullptr) != FALSE;
  return written && closed;
}

}  // namespace

base::Result<Frame> load_image(const std::filesystem::path& path, const ImageLimits& limits) {
  const auto content = base::read_file(path, limits.bytes);
  if (!content) return tl::make_unexpected(content.error());
  const auto kind = kind_of(*content);
  if (!kind) {
    return fail(ErrorKind::InvalidInput, fmt::format("{} is not a PNG, JPEG or WebP picture.", path.string()));
  }
  const GPointer<GdkPixbufLoader> loader(gdk_pixbuf_loader_new_with_type(*kind, nullptr));
  if (!loader) {
    return fail(ErrorKind::Unavailable, fmt::format("This machine cannot read {} pictures; run scripts/setup.", *kind));
  }
  SizeCheck check{limits.pixels};
  g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(check_size), &check);
  const bool complete = feed(loader.get(), *content);
  if (check.too_large) {
    return fail(ErrorKind::InvalidInput, fmt::format("{} is larger than {} megapixels; make it smaller.", path.string(),
                                                     limits.pixels / 1'000'000));
  }
  GdkPixbuf* read = complete ? gdk_pixbuf_loader_get_pixbuf(loader.get()) : nullptr;
  if (read == nullptr) return fail(ErrorKind::InvalidInput, fmt::format("{} is a damaged picture.", path.string()));
  const GPointer<GdkPixbuf> upright(gdk_pixbuf_apply_embedded_orientation(read));
  return grey_frame(upright.get());
}

bool is_cut_off(const std::filesystem::path& path, const ImageLimits& limits) {
  const auto content = base::read_file(path, limits.bytes);
  const auto kind = content ? kind_of(*content) : std::nullopt;
  return kind && !reaches_its_end(*content, *kind);
}

bool has_image_name(const std::filesystem::path& path) {
  if (path.filename().string().starts_with('.')) return false;
  const auto ending = base::lower_ascii(path.extension().string());
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg" || ending == ".webp";
}

}  // namespace einlass::scan

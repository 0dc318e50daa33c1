#include "printing/badge/svg_picture.h"

#include <cairo.h>
#include <fmt/format.h>
#include <librsvg/rsvg.h>

namespace einlass::badge {
namespace {

auto failure(const char* what, GError* error) {
  std::string reason = error != nullptr ? error->message : "no reason given";
  g_clear_error(&error);
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("The SVG drawing cannot be {} ({}): save it again as plain SVG.", what, reason));
}

}  // namespace

base::Result<SvgPicture> SvgPicture::load(const std::string& svg) {
  GError* error = nullptr;
  RsvgHandle* handle =
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), static_cast<gsize>(svg.size()), &error);
  if (handle == nullptr) return failure("read", error);
  SvgPicture picture;
  picture.handle_ = std::shared_ptr<void>(handle, [](void* object) { g_object_unref(object); });
  return picture;
}

base::Result<void> SvgPicture::draw(cairo_t* canvas, const Area& area) const {
  const RsvgRectangle viewport{area.x, area.y, area.width, area.height};
  GError* error = nullptr;
  if (!rsvg_handle_render_document(RSVG_HANDLE(handle_.get()), canvas, &viewport, &error)) {
    return failure("drawn", error);
  }
  return {};
}

bool SvgPicture::has_element(const std::string& id) const {
  return rsvg_handle_has_sub(RSVG_HANDLE(handle_.get()), ("#" + id).c_str()) != FALSE;
}

base::Result<void> SvgPicture::draw_element(cairo_t* canvas, const Area& area, const std::string& id) const {
  const RsvgRectangle viewport{area.x, area.y, area.width, area.height};
  GError* error = nullptr;
  if (!rsvg_handle_render_layer(RSVG_HANDLE(handle_.get()), canvas, ("#" + id).c_str(), &viewport, &error)) {
    return failure("drawn", error);
  }
  return {};
}

}  // namespace einlass::badge

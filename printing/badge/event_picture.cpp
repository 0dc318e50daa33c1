#include "printing/badge/event_picture.h"

#include "printing/badge/badge_content.h"
#include "printing/badge/embedded_image.h"
#include "printing/badge/prepared_template.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::badge {
namespace {

constexpr double usual_side_mm = 50;

auto wrong(std::string message) {
  return base::fail(base::ErrorKind::InvalidInput, std::move(message));
}

}  // namespace

base::Result<void> check_event_picture(const std::string& field, const std::string& bytes) {
  const auto& known = image_fields();
  if (std::find(known.begin(), known.end(), field) == known.end()) {
    return wrong(fmt::format("No badge has a picture \"{}\"; it is one of {}.", field, fmt::join(known, ", ")));
  }
  if (bytes.size() > largest_event_picture) {
    return wrong(fmt::format("The picture has more than {} MiB; save it smaller.", largest_event_picture >> 20U));
  }
  if (media_type_of(bytes).empty()) {
    return wrong("The picture is no PNG, JPEG, WebP or SVG; save it as one of them.");
  }
  Placement place;
  place.width_mm = place.height_mm = usual_side_mm;
  return read_picture(bytes, place).map([](const Picture& /*readable*/) {});
}

}  // namespace einlass::badge

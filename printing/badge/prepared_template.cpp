#include "printing/badge/prepared_template.h"

#include "printing/badge/embedded_image.h"
#include "printing/badge/placement.h"

#include <algorithm>
#include <utility>

namespace einlass::badge {

base::Result<Picture> read_picture(const std::string& bytes, const Placement& place) {
  if (media_type_of(bytes) == "image/svg+xml") {
    auto svg = SvgPicture::load(bytes);
    if (!svg) return tl::make_unexpected(svg.error());
    return Picture(std::move(*svg));
  }
  if (!is_whole_picture(bytes)) {
    return base::fail(base::ErrorKind::InvalidInput, "A picture on the badge is damaged: save it again.");
  }
  const double longer_mm = std::max(place.width_mm, place.height_mm);
  auto raster = RasterImage::decode(bytes, std::max(64, static_cast<int>(longer_mm / 25.4 * 600)));
  if (!raster) return tl::make_unexpected(raster.error());
  return Picture(std::move(*raster));
}

namespace {

std::vector<std::size_t> boxes_below(const BadgeTemplate& drawing, const Box& above) {
  std::vector<std::size_t> below;
  for (std::size_t i = 0; &drawing.boxes()[i] != &above; ++i) {
    if (collide(drawing.boxes()[i], above)) below.push_back(i);
  }
  return below;
}

}  // namespace

base::Result<PreparedTemplate> PreparedTemplate::prepare(const BadgeTemplate& drawing) {
  PreparedTemplate prepared{
      .document = drawing.document(), .background = Background(drawing.background_svg()), .defaults = {}, .below = {}};
  for (std::size_t i = 0; i < drawing.boxes().size(); ++i) {
    const auto* rules = std::get_if<ImageRules>(&drawing.boxes()[i].rules);
    if (rules == nullptr || rules->default_image.empty()) continue;
    auto picture = read_picture(rules->default_image, drawing.boxes()[i].placement);
    if (!picture) return tl::make_unexpected(picture.error());
    prepared.defaults.emplace(i, std::move(*picture));
  }
  for (const auto& box : drawing.boxes()) prepared.below.push_back(boxes_below(drawing, box));
  return prepared;
}

}  // namespace einlass::badge

#include "printing/badge/prepared_template.h"

#include "printing/badge/embedded_image.h"

#include <algorithm>
#include <utility>

namespace einlass::badge {

base::Result<Picture> read_picture(const std::string& bytes, const Placement& place) {
  if (media_type_of(bytes) == "image/svg+xml") {
    auto svg = SvgPicture::load(bytes);
    if (!svg) return tl::make_unexpected(svg.error());
    return Picture(std::move(*svg));
  }
  const double longer_mm = std::max(place.width_mm, place.height_mm);
  auto raster = RasterImage::decode(bytes, std::max(64, static_cast<int>(longer_mm / 25.4 * 600)));
  if (!raster) return tl::make_unexpected(raster.error());
  return Picture(std::move(*raster));
}

base::Result<PreparedTemplate> PreparedTemplate::prepare(const BadgeTemplate& drawing) {
  auto background = SvgPicture::load(drawing.background_svg());
  if (!background) return tl::make_unexpected(background.error());
  PreparedTemplate prepared{.document = drawing.document(), .background = std::move(*background), .defaults = {}};
  for (std::size_t i = 0; i < drawing.boxes().size(); ++i) {
    const auto* rules = std::get_if<ImageRules>(&drawing.boxes()[i].rules);
    if (rules == nullptr || rules->default_image.empty()) continue;
    auto picture = read_picture(rules->default_image, drawing.boxes()[i].placement);
    if (!picture) return tl::make_unexpected(picture.error());
    prepared.defaults.emplace(i, std::move(*picture));
  }
  return prepared;
}

}  // namespace einlass::badge

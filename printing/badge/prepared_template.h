// What a renderer keeps of a template between two badges: the parsed background and decoded pictures. Not thread-safe.
#pragma once

#include "core/base/error.h"
#include "printing/badge/background.h"
#include "printing/badge/badge_template.h"
#include "printing/badge/raster_image.h"
#include "printing/badge/svg_picture.h"

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace einlass::badge {

using Picture = std::variant<RasterImage, SvgPicture>;

// PNG, JPEG, WebP or SVG; for a place of the given size, with pixels for 600 dpi at most.
base::Result<Picture> read_picture(const std::string& bytes, const Placement& place);

struct PreparedTemplate {
  std::string document;  // which template it is
  Background background;
  std::map<std::size_t, Picture> defaults;      // by the box's index
  std::vector<std::vector<std::size_t>> below;  // by the box's index, boxes before it that it overlaps

  static base::Result<PreparedTemplate> prepare(const BadgeTemplate& drawing);
};

}  // namespace einlass::badge

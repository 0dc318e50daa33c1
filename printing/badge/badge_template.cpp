#include "printing/badge/badge_template.h"

#include "core/base/file.h"

#include <utility>

#include <fmt/format.h>

namespace einlass::badge {

namespace fs = std::filesystem;

ImageSource images_beside(const fs::path& folder) {
  return [folder](const std::string& href) -> base::Result<std::string> {
    const fs::path inside = fs::path(href).lexically_normal();
    if (href.empty() || inside.is_absolute() || href.find(':') != std::string::npos || *inside.begin() == "..") {
      return base::fail(base::ErrorKind::InvalidInput,
                        "Pictures of a badge template must lie in its folder and be named without a path above it.");
    }
    return base::read_file(folder / inside, 32U << 20U);
  };
}

base::Result<BadgeTemplate> BadgeTemplate::load(const fs::path& file) {
  auto svg = base::read_file(file, 32U << 20U);
  if (!svg) return tl::make_unexpected(svg.error());
  return parse(*svg, file.filename().string(), images_beside(file.parent_path()));
}

}  // namespace einlass::badge

// The server's fonts in a folder of their own, for a kiosk whose packaged ones are others. Used on the link's thread.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace einlass::link {

using PackagedFonts = std::map<base::Hash, std::filesystem::path>;

struct WantedFont {
  std::string name;  // file name
  base::Hash hash{};
  std::uint64_t size = 0;
};

using FontContent = std::function<base::Result<std::string>(const WantedFont&)>;

// Lays `wanted` out in `folder`: links to the packaged ones where these are the same, files with what `content` gives
// where not. A folder that is right already is left as it is, since badges are drawn from it meanwhile.
base::Result<void> lay_out_fonts(const std::filesystem::path& folder, const std::vector<WantedFont>& wanted,
                                 const PackagedFonts& packaged, const FontContent& content);

}  // namespace einlass::link

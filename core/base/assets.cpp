#include "core/base/assets.h"

#include <cstdlib>
#include <stdexcept>

namespace einlass::base {

namespace fs = std::filesystem;

fs::path assets_directory() {
  const char* chosen = std::getenv("EINLASS_ASSETS");
  const fs::path folder = chosen != nullptr
                              ? fs::path(chosen)
                              : fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "share" / "einlass";
  if (!fs::is_directory(folder)) {
    throw std::runtime_error("Einlass's files are missing at " + folder.string() +
                             "; install it again or set EINLASS_ASSETS.");
  }
  return folder;
}

}  // namespace einlass::base

// Where presets, templates, fonts, themes and translations are found.
#pragma once

#include <filesystem>

namespace einlass::base {

// $EINLASS_ASSETS if set, else share/einlass beside the folder of the running program: the same in a build tree
// (build/dev/bin) and when installed (/usr/bin). Throws std::runtime_error if there is no such folder.
std::filesystem::path assets_directory();

}  // namespace einlass::base

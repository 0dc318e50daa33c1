// Pictures of every screen for a person to look at: in each look, language and size, and the low layout.
#pragma once

#include <filesystem>

namespace einlass::screens {

// PNG files SCREEN-SIZE-LOOK-LANGUAGE.png; the exit status. Needs a display that is as large as the largest window.
int make_pictures(const std::filesystem::path& folder);

}  // namespace einlass::screens

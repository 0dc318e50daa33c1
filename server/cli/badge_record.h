// `badge print -o` and `badge sheet --record`: badges for real, as a file. One thread.
#pragma once

#include "printing/badge/sheet.h"
#include "server/cli/badge_press.h"
#include "server/cli/badge_selection.h"

#include <filesystem>

namespace einlass::cli {

// Of those selected who are named and have no badge: locks, settles, lists anew, writes, and says what came of it.
// Unavailable: badges of an earlier run are in doubt; they were listed.
base::Result<void> record_badges(Session& session, const PressOptions& event, const BadgeSelection& selection,
                                 const badge::SheetLayout& layout, const std::filesystem::path& file);

}  // namespace einlass::cli

// Which badges of an event a command is about, as its options say. Pure.
#pragma once

#include "core/base/error.h"
#include "server/commands/badge_listing.h"

#include <string>
#include <vector>

#include <CLI/App.hpp>

namespace einlass::cli {

struct BadgeSelection {
  std::vector<std::string> categories;  // empty: all
  std::string from, to;                 // of family names, as in a policy's pick_up
  bool not_in = false;                  // of guests who have not come yet
};

void add_selection(CLI::App& command, BadgeSelection& selection);

// Those of this prospect or a better one, in their order. NotFound: there is none.
base::Result<std::vector<const commands::ListedBadge*>> selected(
    const std::vector<commands::ListedBadge>& badges, const BadgeSelection& selection,
    rules::BadgeProspect least = rules::BadgeProspect::Due);

}  // namespace einlass::cli

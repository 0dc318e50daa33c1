// Which guests show what a drawing is good for: those with the longest names, with what a drawing may not know how to
// write, with least on them, one of each category. Pure.
#pragma once

#include "server/commands/badge_listing.h"

#include <cstddef>
#include <string>
#include <vector>

namespace einlass::commands {

struct BadgeSample {
  const ListedBadge* badge = nullptr;
  std::string why;  // chosen, longest_name, longest_company, other_script, least, no_photo, category
};

struct SampleWish {
  std::string category;  // empty: all
  std::string ticket;    // is the first, where she has a badge
  std::size_t most = 6;
};

// Each badge once. Named guests only.
std::vector<BadgeSample> telling_badges(const std::vector<ListedBadge>& badges, const SampleWish& wish);

}  // namespace einlass::commands

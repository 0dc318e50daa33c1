// What guests press on the way in.
#pragma once

#include "core/rules/ids.h"
#include "core/rules/journal_entry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace einlass::flow {

struct SearchPressed {};
struct WalkInPressed {};
struct ConsentChosen {
  bool yes = false;
};
struct PersonsTurned {
  int by = 1;
};
struct PersonsChosen {};
struct BadgeIsRight {};
struct BadgeNameWrong {};
// Of PrintBadge: what stands on the badge, from top to bottom.
struct BadgeWorded {
  rules::PrintJobId job;
  std::vector<std::string> lines;
};
struct BadgeReadOut {};  // for whoever cannot read what she holds in her hand
// To DrawBadge. No lines: it cannot be drawn.
struct BadgeDrawn {
  rules::ScanStep scan;
  std::vector<std::string> lines;
  std::uint64_t picture = 0;
};

}  // namespace einlass::flow

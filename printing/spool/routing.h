// Which printer a badge goes to: pure, and the only place that decides it. Called by the pool whenever a badge waits.
#pragma once

#include "core/base/instant.h"
#include "printing/spool/station.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace einlass::spool {

struct Wish {
  MediaSize media;
  std::set<std::string> avoid;   // names of printers that gave this badge up
  base::Milliseconds waited{0};  // since it was asked for
};

struct Route {
  enum class Kind {
    Take,   // the printer is free: it goes there
    Wait,   // for one that is busy, or that has not answered yet
    Stuck,  // for one whose badge waits for a hand
    None,   // no printer can take it
  };
  Kind kind = Kind::None;
  std::size_t station = 0;  // with Take
  std::string reason;       // with Stuck and None, an IPP keyword or one of reasons.h
};

// A printer that prints comes before one that only takes badges. Among those: the smallest `priority`, then the
// smallest `distance_m`, then the order of the settings. Where a nearer one is only busy, a badge waits for it as long
// as the walk to the further one takes, but no longer than longest_wait_for_nearer.
inline constexpr base::Milliseconds longest_wait_for_nearer{4000};
Route route(const std::vector<Station>& stations, const Wish& wish, base::Milliseconds now);

// Would it find a printer that prints, now or after the badges before it, other than `except`?
bool has_other_that_prints(const std::vector<Station>& stations, const Wish& wish, const std::string& except,
                           base::Milliseconds now);

}  // namespace einlass::spool

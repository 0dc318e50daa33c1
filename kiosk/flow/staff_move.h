// A kiosk that somebody of the team points at another event or door. Plain values; of Staff's.
#pragma once

#include "core/rules/kiosk_move.h"

#include <string>

namespace einlass::flow {

struct PlannedMove {
  rules::Destination to;
  std::string door;  // empty: none, as it is
};

// The server has done it: until the kiosk has all that it needs there.
struct MovingPage {};

}  // namespace einlass::flow

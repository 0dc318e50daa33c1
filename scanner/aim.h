// What would help a ticket that the camera sees but cannot read: told from the corners of its code, as far as they are
// in the picture. Nothing is said about pictures without such corners, so that nobody is told how to hold what is not
// there.
//
// Owned by a Scanner; its thread. Time is that of the frames.
#pragma once

#include "scanner/finder_patterns.h"
#include "scanner/frame.h"

#include <optional>
#include <vector>

namespace einlass::scan {

// Directions are those of the picture, where the ticket is to move to: Left is towards x = 0.
enum class AimHint { None, Closer, FurtherAway, Left, Right, Up, Down, Brighter, Darker, WholeCode, HoldStill };

struct AimReport {
  AimHint hint = AimHint::None;
  double nearness = 0;  // 0: nothing to be seen; 1: as good as read
};

// Of one picture in which no code was read.
AimReport judge(const std::vector<FinderPattern>& found, const Frame& frame);

class Aim {
 public:
  // A report four times a second at most. Its hint changes once the same is true for a while, and no sooner than 1.5 s
  // after the last: people need time to hear it and to act. `read`: a code was read in this frame, so that all is well.
  std::optional<AimReport> look(const Frame& frame, bool read);

 private:
  AimHint settled(AimHint now, base::Milliseconds at);

  std::optional<base::Milliseconds> looked_;
  AimHint hint_ = AimHint::None;  // as reported
  AimHint next_ = AimHint::None;
  int times_ = 0;  // that `next_` was true in a row
  base::Milliseconds changed_{-10'000};
};

}  // namespace einlass::scan

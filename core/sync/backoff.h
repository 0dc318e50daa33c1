// How long to wait before the next attempt to connect: doubling, with jitter, so that fifty kiosks do not come back in
// one instant. A plain value; no clock, no source of randomness of its own.
#pragma once

#include "core/base/instant.h"

#include <cstdint>

namespace einlass::sync {

class Backoff {
 public:
  // In a house's own network an attempt is cheap, and a kiosk should be in step within a second of the link's return.
  explicit Backoff(base::Milliseconds first = base::Milliseconds(100),
                   base::Milliseconds longest = base::Milliseconds(800))
      : first_(first), longest_(longest) {}

  // `random` in [0, 1). Between half of the current step and all of it.
  base::Milliseconds next(double random);
  void reset() { failures_ = 0; }

 private:
  base::Milliseconds first_;
  base::Milliseconds longest_;
  int failures_ = 0;
};

}  // namespace einlass::sync

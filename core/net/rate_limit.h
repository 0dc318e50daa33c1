// A token bucket: how long to wait before taking the next message of one connection. Pure; inner to core/net.
#pragma once

#include "core/base/instant.h"

namespace einlass::net {

class RateLimit {
 public:
  // Starts full: a burst of one second's worth passes at once. `per_second` is above 0.
  RateLimit(int per_second, base::Milliseconds now) : per_second_(per_second), tokens_(per_second), filled_(now) {}

  // Takes a token and returns zero; or returns how long to wait before asking again.
  base::Milliseconds take(base::Milliseconds now);

 private:
  double per_second_;
  double tokens_;
  base::Milliseconds filled_;
};

}  // namespace einlass::net

#include "core/net/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace einlass::net {

base::Milliseconds RateLimit::take(base::Milliseconds now) {
  const auto passed = static_cast<double>((now - filled_).count()) / 1000.0;
  tokens_ = std::min(per_second_, tokens_ + passed * per_second_);
  filled_ = now;
  if (tokens_ >= 1.0) {
    tokens_ -= 1.0;
    return base::Milliseconds(0);
  }
  return base::Milliseconds(static_cast<std::int64_t>(std::ceil((1.0 - tokens_) / per_second_ * 1000.0)));
}

}  // namespace einlass::net

#include "core/sync/backoff.h"

#include <algorithm>

namespace einlass::sync {

base::Milliseconds Backoff::next(double random) {
  constexpr int doublings = 20;  // beyond them the longest wait is reached anyhow
  const auto doubled = first_.count() << std::min(failures_, doublings);
  failures_ = std::min(failures_ + 1, doublings);
  const auto step = std::min<std::int64_t>(doubled, longest_.count());
  return base::Milliseconds(step / 2 + static_cast<std::int64_t>(static_cast<double>(step - step / 2) * random));
}

}  // namespace einlass::sync

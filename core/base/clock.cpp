#include "core/base/clock.h"

#include <ctime>

namespace einlass::base {

Instant SystemClock::wall() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant::from_unix_ms(std::chrono::duration_cast<Milliseconds>(since_epoch).count());
}

Milliseconds SystemClock::monotonic() const {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);  // unlike CLOCK_MONOTONIC it counts the time a closed laptop slept
  return Milliseconds(static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000);
}

}  // namespace einlass::base

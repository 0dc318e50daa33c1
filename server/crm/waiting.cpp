#include "server/crm/waiting.h"

#include "core/base/clock.h"

#include <algorithm>

namespace einlass::crm {

base::Instant RealWaiting::now() const {
  return base::SystemClock().wall();
}

bool RealWaiting::wait_until(base::Instant until) {
  const auto pause = until - now();  // how long is settled here: somebody may set the wall clock meanwhile
  if (longest_ && pause > *longest_) return false;
  std::unique_lock lock(mutex_);
  stopping_.wait_for(lock, pause, [this] { return stopped_; });
  return !stopped_;
}

bool RealWaiting::is_stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

void RealWaiting::note_pause(base::Instant until) {
  pause_ = pause_ ? std::max(*pause_, until) : until;
}

std::optional<base::Milliseconds> HurriedWaiting::left() const {
  const auto left = std::chrono::ceil<base::Milliseconds>(ends_ - std::chrono::steady_clock::now());
  return std::max(left, base::Milliseconds(0));
}

void RealWaiting::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  stopping_.notify_all();
}

}  // namespace einlass::crm

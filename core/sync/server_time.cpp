#include "core/sync/server_time.h"

#include <algorithm>

namespace einlass::sync {
namespace {

using base::Instant;
using base::Milliseconds;

// 10 ms per second: 5 s are made up for in less than ten minutes, and no two readings change places.
constexpr std::int64_t slew_divisor = 100;

}  // namespace

ServerTime::ServerTime(Instant never_before, const DeviceTime& now)
    : base_{std::max(now.wall, never_before), now.monotonic}, never_before_(never_before) {}

Instant ServerTime::at(const DeviceTime& now) {
  const auto passed = now.monotonic - base_.monotonic;
  const auto estimated = estimate(now.monotonic);
  const auto off = now.wall - estimated;
  if (std::max(off, -off) > follow_limit) {
    const bool may_follow = !has_written_ && off > Milliseconds(0);
    if (may_follow) base_ = now;
    return may_follow ? now.wall : estimated;
  }
  const auto most = passed / slew_divisor;
  if (most == Milliseconds(0)) return estimated;  // too early to make up for anything
  base_ = {estimated + std::clamp(off, -most, most), now.monotonic};
  return base_.wall;
}

void ServerTime::raise_to(Instant newest, const DeviceTime& now) {
  base_ = {std::max(at(now), newest), now.monotonic};
}

Milliseconds ServerTime::clock_is_off_by(const DeviceTime& now) {
  const auto off = now.wall - at(now);
  return std::max(off, -off) > follow_limit ? off : Milliseconds(0);
}

void ServerTime::accept(const DeviceTime& now) {
  base_ = {std::max(now.wall, never_before_), now.monotonic};
}

}  // namespace einlass::sync

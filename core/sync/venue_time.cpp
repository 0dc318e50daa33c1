#include "core/sync/venue_time.h"

#include <algorithm>

namespace einlass::sync {
namespace {

// Quartz clocks of small computers stray by up to 100 ppm: 1 ms in 10 s.
constexpr std::int64_t drift_divisor = 10'000;

}  // namespace

VenueTime::VenueTime(const VenueTimeStart& start)
    : boot_(start.boot), machine_boot_(start.machine_boot), started_(start.now) {
  if (start.remembered) {
    const auto& before = *start.remembered;
    offset_ms_ = before.offset_ms;
    const bool same_boot = !before.machine_boot.empty() && before.machine_boot == machine_boot_ &&
                           before.anchor_monotonic <= start.now.monotonic;
    if (same_boot) {
      anchor_ = Anchor{before.anchor_monotonic, before.anchor_venue, base::Milliseconds(before.uncertainty_ms)};
    }
  }
  unsure_start_ = std::max(start.now.wall + base::Milliseconds(offset_ms_), start.never_before);
  // What the server said within this boot is surer than anything written while it was not known.
  if (!anchor_) newest_ = start.never_before;
}

void VenueTime::take(base::Milliseconds sent, base::Milliseconds received, base::Instant venue, const DeviceTime& now) {
  const auto round_trip = received - sent;
  // The answer was written somewhere between the two readings: the middle, give or take half of it (RFC 5905 §8).
  const Anchor fresh{received, venue + round_trip / 2, (round_trip + base::Milliseconds(1)) / 2};
  const bool better = !anchor_ || fresh.uncertainty <= uncertainty_at(received);
  const auto gap = anchor_ ? fresh.venue - estimate(received) : base::Milliseconds(0);
  const bool disagrees = anchor_ && std::max(gap, -gap) > fresh.uncertainty + uncertainty_at(received);
  if (!better && !disagrees) return;
  if (newest_ > fresh.venue + step_back_limit) newest_ = fresh.venue;  // the server's word counts, not our old guess
  anchor_ = fresh;
  offset_ms_ = (estimate(now.monotonic) - now.wall).count();
}

void VenueTime::correct(base::Instant venue, const DeviceTime& now) {
  if (anchor_) return;
  unsure_start_ = venue;
  started_ = now;
  newest_ = venue;
}

base::Instant VenueTime::estimate(base::Milliseconds monotonic) const {
  if (anchor_) return anchor_->venue + (monotonic - anchor_->monotonic);
  return unsure_start_ + (monotonic - started_.monotonic);
}

base::Milliseconds VenueTime::uncertainty_at(base::Milliseconds monotonic) const {
  if (!anchor_) return base::Milliseconds(0);
  return anchor_->uncertainty + (monotonic - anchor_->monotonic) / drift_divisor;
}

rules::EntryTime VenueTime::at(const DeviceTime& now) {
  newest_ = std::max(newest_, estimate(now.monotonic));
  return rules::EntryTime{.venue = newest_,
                          .sure = sure(),
                          .device_wall = now.wall,
                          .boot = boot_,
                          .offset_ms = (newest_ - now.wall).count(),
                          .uncertainty_ms = uncertainty_at(now.monotonic).count()};
}

std::optional<RememberedTime> VenueTime::to_remember() const {
  if (!anchor_) return std::nullopt;
  return RememberedTime{.machine_boot = machine_boot_,
                        .anchor_monotonic = anchor_->monotonic,
                        .anchor_venue = anchor_->venue,
                        .uncertainty_ms = anchor_->uncertainty.count(),
                        .offset_ms = offset_ms_};
}

}  // namespace einlass::sync

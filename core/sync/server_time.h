// Venue time as the server makes it (docs/journal.md, Time): its wall clock when it starts, and the monotonic time
// since. A small difference of the wall clock is followed slowly; a jump is not, until an organiser says that the clock
// is right. No clock of its own: readings are handed in. One thread.
#pragma once

#include "core/base/instant.h"
#include "core/sync/venue_time.h"

namespace einlass::sync {

class ServerTime {
 public:
  // Never starts before `never_before`: the day on which the program was built.
  ServerTime(base::Instant never_before, const DeviceTime& now);

  // Never below what it said before, unless an organiser set it.
  base::Instant at(const DeviceTime& now);

  // Something was written at `newest` before this start: what comes now is later.
  void raise_to(base::Instant newest, const DeviceTime& now);
  // From the first entry of this start on, a jump of the wall clock is not followed: whoever has the entry would see
  // the venue's time jump. Before that it is: a machine without a clock of its own hears the time after it has started.
  void wrote() { has_written_ = true; }

  // Wall clock minus venue time; 0 where the difference is small enough to be followed.
  base::Milliseconds clock_is_off_by(const DeviceTime& now);
  // An organiser says that the wall clock is right, whatever was written.
  void accept(const DeviceTime& now);

  // NTP (RFC 5905) steps rather than slews from 128 ms on; this is seconds, for people who set clocks by hand.
  static constexpr base::Milliseconds follow_limit{5'000};

 private:
  base::Instant estimate(base::Milliseconds monotonic) const { return base_.wall + (monotonic - base_.monotonic); }

  DeviceTime base_;  // venue time at a monotonic reading
  base::Instant never_before_;
  bool has_written_ = false;
};

}  // namespace einlass::sync

// The clock as a port: programs use SystemClock, tests a clock that they set by hand.
#pragma once

#include "core/base/instant.h"

namespace einlass::base {

class Clock {
 public:
  virtual ~Clock() = default;

  // The wall clock of this machine; may be wrong and may jump.
  virtual Instant wall() const = 0;

  // Time since some fixed point of this boot; never jumps and never runs backwards. Keeps counting in standby.
  virtual Milliseconds monotonic() const = 0;
};

// Thread-safe.
class SystemClock final : public Clock {
 public:
  Instant wall() const override;
  Milliseconds monotonic() const override;
};

// A clock that stands still until it is told otherwise. For tests, simulation and rehearsal; one thread.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : wall_(start) {}

  Instant wall() const override { return wall_; }
  Milliseconds monotonic() const override { return monotonic_; }

  void advance(Milliseconds by) {
    wall_ = wall_ + by;
    monotonic_ += by;
  }
  // Somebody sets the wall clock; the monotonic one knows nothing of it.
  void set_wall(Instant now) { wall_ = now; }

 private:
  Instant wall_;
  Milliseconds monotonic_{0};
};

}  // namespace einlass::base

// Waiting as a port: a pause between two requests takes real time in a program, and none in a test, which sets the
// clock on instead.
#pragma once

#include "core/base/instant.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace einlass::crm {

class Waiting {
 public:
  virtual ~Waiting() = default;

  virtual base::Instant now() const = 0;
  // False: whoever waits is to stop, now or while it waited.
  virtual bool wait_until(base::Instant until) = 0;
};

// By the machine's clocks. stop() from any thread; afterwards nothing waits any more.
class RealWaiting final : public Waiting {
 public:
  RealWaiting() = default;
  // Nor does anything wait that would take longer than this: for somebody who stands waiting.
  explicit RealWaiting(base::Milliseconds longest) : longest_(longest) {}

  base::Instant now() const override;
  bool wait_until(base::Instant until) override;
  void stop();

 private:
  std::mutex mutex_;
  std::condition_variable stopping_;
  bool stopped_ = false;
  std::optional<base::Milliseconds> longest_;
};

// A clock that jumps to whatever is waited for. One thread.
class SettableWaiting final : public Waiting {
 public:
  explicit SettableWaiting(base::Instant start) : now_(start) {}

  base::Instant now() const override { return now_; }
  bool wait_until(base::Instant until) override {
    if (until > now_) now_ = until;
    return !stopped_;
  }
  void set(base::Instant now) { now_ = now; }
  void stop() { stopped_ = true; }

 private:
  base::Instant now_;
  bool stopped_ = false;
};

}  // namespace einlass::crm

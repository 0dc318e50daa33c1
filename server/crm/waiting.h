// Waiting as a port: a pause between two requests takes real time in a program, and none in a test, which sets the
// clock on instead.
#pragma once

#include "core/base/instant.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace einlass::crm {

class Waiting {
 public:
  virtual ~Waiting() = default;

  virtual base::Instant now() const = 0;
  // False: whoever waits is to stop, now or while it waited.
  virtual bool wait_until(base::Instant until) = 0;
  // How long a request may take from now; nothing: as long as its connector's settings say.
  virtual std::optional<base::Milliseconds> left() const { return std::nullopt; }
  // Whoever waits is to stop: a request under way is given up, too. Any thread.
  virtual bool is_stopped() const { return false; }
  // The other side has asked for a pause until then (Retry-After).
  virtual void note_pause(base::Instant /*until*/) {}
};

// By the machine's clocks. stop() from any thread; afterwards nothing waits any more.
class RealWaiting final : public Waiting {
 public:
  RealWaiting() = default;
  // Nor does anything wait that would take longer than this: for somebody who stands waiting.
  explicit RealWaiting(base::Milliseconds longest) : longest_(longest) {}

  base::Instant now() const override;
  bool wait_until(base::Instant until) override;
  bool is_stopped() const override;
  void note_pause(base::Instant until) override;
  void stop();
  // The latest pause that was asked for since it was taken last; by the thread that waits.
  std::optional<base::Instant> take_pause() { return std::exchange(pause_, std::nullopt); }

 private:
  mutable std::mutex mutex_;
  std::condition_variable stopping_;
  bool stopped_ = false;
  std::optional<base::Milliseconds> longest_;
  std::optional<base::Instant> pause_;
};

// For one question to which an answer is worth something for so long only, counted from here on: afterwards nothing
// waits, and a request under way is given up. One thread.
class HurriedWaiting final : public Waiting {
 public:
  explicit HurriedWaiting(base::Milliseconds all) : ends_(std::chrono::steady_clock::now() + all) {}

  base::Instant now() const override { return real_.now(); }
  bool wait_until(base::Instant until) override { return until - now() < *left() && real_.wait_until(until); }
  std::optional<base::Milliseconds> left() const override;  // at least 0
  void note_pause(base::Instant until) override { real_.note_pause(until); }
  std::optional<base::Instant> take_pause() { return real_.take_pause(); }

 private:
  RealWaiting real_;
  std::chrono::steady_clock::time_point ends_;
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

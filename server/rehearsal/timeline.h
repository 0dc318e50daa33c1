// What is to happen when, in a time that passes only from one happening to the next. Owned by a run; one thread.
#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace einlass::rehearsal {

inline constexpr std::int64_t minute_ms = 60'000;

class Timeline {
 public:
  using Happening = std::function<void()>;

  // The clock is moved along, and outlives this object.
  explicit Timeline(base::ManualClock& clock) : clock_(clock), began_(clock.monotonic()) {}

  std::int64_t now() const { return (clock_.monotonic() - began_).count(); }  // ms since the beginning
  base::ManualClock& clock() { return clock_; }

  // What is due at the same time happens in the order in which it was asked for.
  void at(std::int64_t due, Happening happening) {
    waiting_.push_back({std::max(due, now()), ++asked_, std::move(happening)});
    std::push_heap(waiting_.begin(), waiting_.end(), &is_later);
  }
  void after(std::int64_t delay, Happening happening) { at(now() + delay, std::move(happening)); }

  // False: nothing is left.
  bool step() {
    if (waiting_.empty()) return false;
    std::pop_heap(waiting_.begin(), waiting_.end(), &is_later);
    auto next = std::move(waiting_.back());
    waiting_.pop_back();
    clock_.advance(base::Milliseconds(next.due - now()));
    next.happening();
    return true;
  }

 private:
  struct Waiting {
    std::int64_t due = 0;
    std::uint64_t asked = 0;
    Happening happening;
  };
  static bool is_later(const Waiting& one, const Waiting& other) {
    return std::pair(one.due, one.asked) > std::pair(other.due, other.asked);
  }

  base::ManualClock& clock_;
  base::Milliseconds began_;
  std::uint64_t asked_ = 0;
  std::vector<Waiting> waiting_;  // a heap
};

}  // namespace einlass::rehearsal

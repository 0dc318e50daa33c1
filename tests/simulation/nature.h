// What is common to all of a world: its time, what is to happen when, and chance. One thread; the world owns it.
#pragma once

#include "core/base/instant.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <utility>

namespace einlass::simulation {

using base::Milliseconds;

class Nature {
 public:
  explicit Nature(std::uint64_t seed) : chance_(seed) {}

  const Milliseconds& now() const { return now_; }
  void after(Milliseconds delay, std::function<void()> event) { agenda_.emplace(now_ + delay, std::move(event)); }

  std::optional<Milliseconds> next_event() const {
    return agenda_.empty() ? std::nullopt : std::optional(agenda_.begin()->first);
  }
  // To this moment, and the next event of it, if there is one.
  void go_on(Milliseconds to) {
    now_ = to;
    if (agenda_.empty() || agenda_.begin()->first > now_) return;
    const auto event = std::move(agenda_.begin()->second);
    agenda_.erase(agenda_.begin());
    event();
  }

  // Time in which nobody does anything: what was to happen happens later.
  void leap(Milliseconds by) {
    now_ += by;
    std::multimap<Milliseconds, std::function<void()>> later;
    for (auto& [when, event] : agenda_) later.emplace_hint(later.end(), when + by, std::move(event));
    agenda_ = std::move(later);
  }

  std::uint64_t number() { return chance_(); }
  int below(int end) { return static_cast<int>(chance_() % static_cast<std::uint64_t>(end)); }
  bool percent(int likely) { return below(100) < likely; }
  Milliseconds up_to(Milliseconds longest) { return Milliseconds(below(static_cast<int>(longest.count()) + 1)); }
  double fraction() { return below(1'000'000) / 1e6; }

 private:
  Milliseconds now_{0};
  std::multimap<Milliseconds, std::function<void()>> agenda_;
  std::mt19937_64 chance_;
};

}  // namespace einlass::simulation

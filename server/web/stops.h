// How to end early what waits for other systems, for the moment at which the server stops. Any thread.
#pragma once

#include "core/base/guarded.h"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace einlass::web {

class Stops {
 public:
  // Until remove() with what this gives. Called at once where all were stopped before.
  std::uint64_t add(const std::function<void()>& stop) {
    return kept_.with([&](Kept& kept) {
      if (kept.is_stopped) stop();
      kept.stops[++kept.last] = stop;
      return kept.last;
    });
  }
  void remove(std::uint64_t number) {
    kept_.with([&](Kept& kept) { kept.stops.erase(number); });
  }
  void stop_all() {
    kept_.with([](Kept& kept) {
      kept.is_stopped = true;
      for (const auto& [number, stop] : kept.stops) stop();
    });
  }

 private:
  struct Kept {
    std::map<std::uint64_t, std::function<void()>> stops;
    std::uint64_t last = 0;
    bool is_stopped = false;
  };
  base::Guarded<Kept> kept_;
};

}  // namespace einlass::web

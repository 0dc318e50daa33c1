// Numbers that look random and are the same for the same seed, on every machine (SplitMix64, Steele et al. 2014; the
// standard library's distributions differ from one library to another). One thread.
#pragma once

#include "server/rehearsal/scenario.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace einlass::rehearsal {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  // Numbers of their own: what is drawn there shifts nothing here.
  Chance branch(std::uint64_t number) const { return Chance(state_ ^ (0xa5a5'5a5a'c3c3'3c3cU * (number + 1))); }

  std::uint64_t next();
  double unit();  // 0 to below 1
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }
  std::int64_t ms(const Spread& spread);

  template <typename T>
  void shuffle(std::vector<T>& things) {
    for (std::size_t left = things.size(); left > 1; --left) std::swap(things[left - 1], things[below(left)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace einlass::rehearsal

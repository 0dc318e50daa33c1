// Counts misses under a key, such as a sign-in name or an address, and locks it for a while: 30 s, then twice as long
// each time, up to 15 minutes (docs/pages.md, Signing in). Times are of the monotonic clock, so that setting the wall
// clock opens nothing. Pure; one thread.
#pragma once

#include "core/base/instant.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace einlass::venue {

struct LockRule {
  int first = 0;                 // so many misses lock
  int further = 0;               // and so many each time after that
  base::Milliseconds window{0};  // older misses do not count
};

class Lockout {
 public:
  // What outlives a restart.
  struct State {
    int misses = 0;  // since the last lock
    int locks = 0;   // in a row
  };

  explicit Lockout(const LockRule& rule) : rule_(rule) {}

  // How long it is before anybody is tried; 0: now. Guesses under way count as if they missed, so that many at once
  // are not more than one after another.
  base::Milliseconds wait(const std::string& key, base::Milliseconds now) const;

  // A guess is under way, until one of the three below ends it.
  void begin(const std::string& key);
  bool missed(const std::string& key, base::Milliseconds now);  // true: locked from now on
  void undecided(const std::string& key);                       // nobody could say

  void forget(const std::string& key);  // all misses; guesses under way stay
  State state(const std::string& key) const;
  // After a restart. What was locked is locked anew for its whole time.
  void restore(const std::string& key, const State& state, base::Milliseconds now);

  static constexpr base::Milliseconds shortest{30'000};
  static constexpr base::Milliseconds longest{15 * 60'000};
  static constexpr base::Milliseconds locks_last{24 *
                                                 3'600'000};  // without a miss for so long, it starts at 30 s again
  static constexpr std::size_t most_keys = 50'000;            // then those that missed longest ago are forgotten

 private:
  struct Entry {
    std::vector<base::Milliseconds> misses;  // since the last lock, at most as many as lock
    int locks = 0;
    int under_way = 0;
    base::Milliseconds last{0};
    base::Milliseconds locked_until{0};
  };

  int needed(const Entry& entry) const { return entry.locks == 0 ? rule_.first : rule_.further; }
  void age(Entry& entry, base::Milliseconds now) const;
  void end_guess(const std::string& key);
  void make_room();

  LockRule rule_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace einlass::venue

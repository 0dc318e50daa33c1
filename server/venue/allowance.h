// How often something may be done: a few times at once, and once more each time that an interval has passed. Times are
// monotonic. A plain value.
#pragma once

#include "core/base/instant.h"

#include <algorithm>

namespace einlass::venue {

struct AllowanceRule {
  int at_once = 1;
  base::Milliseconds one_more_each{0};
};

class Allowance {
 public:
  explicit Allowance(const AllowanceRule& rule) : rule_(rule) {}

  bool has(base::Milliseconds now) const { return taken_at(now) + rule_.one_more_each <= all(); }
  // Precondition: has().
  void take(base::Milliseconds now) { set(taken_at(now) + rule_.one_more_each, now); }
  void give_back(base::Milliseconds now) { set(taken_at(now) - rule_.one_more_each, now); }
  bool is_whole(base::Milliseconds now) const { return taken_at(now) == base::Milliseconds(0); }

 private:
  base::Milliseconds all() const { return rule_.at_once * rule_.one_more_each; }
  // What was taken is owed as time, which passes.
  base::Milliseconds taken_at(base::Milliseconds now) const {
    return std::max(base::Milliseconds(0), owed_until_ - now);
  }
  void set(base::Milliseconds owed, base::Milliseconds now) { owed_until_ = now + owed; }

  AllowanceRule rule_;
  base::Milliseconds owed_until_{0};
};

}  // namespace einlass::venue

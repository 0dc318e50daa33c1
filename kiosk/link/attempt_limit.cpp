#include "kiosk/link/attempt_limit.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

namespace einlass::link {

using base::Milliseconds;

AttemptLimit AttemptLimit::from(const std::optional<std::string>& kept, std::optional<base::Instant> sure,
                                Milliseconds now) {
  AttemptLimit limit;
  std::int64_t last = 0;
  std::istringstream in(kept.value_or(std::string()));
  if (!(in >> limit.misses_ >> last)) return {};
  limit.last_ = base::Instant::from_unix_ms(last);
  const auto whole = limit.wait_after_misses();
  const auto passed = sure ? std::clamp(*sure - limit.last_, Milliseconds(0), whole) : Milliseconds(0);
  limit.free_at_ = now + whole - passed;
  return limit;
}

Milliseconds AttemptLimit::wait_after_misses() const {
  if (misses_ < free_misses) return Milliseconds(0);
  auto wait = first_wait;
  for (int more = misses_ - free_misses; more > 0 && wait < longest_wait; --more) wait *= 2;
  return std::min(wait, longest_wait);
}

Milliseconds AttemptLimit::wait(Milliseconds now) const {
  return std::max(Milliseconds(0), free_at_ - now);
}

void AttemptLimit::missed(base::Instant venue, Milliseconds now) {
  ++misses_;
  last_ = venue;
  free_at_ = now + wait_after_misses();
}

std::string AttemptLimit::text() const {
  return fmt::format("{} {}", misses_, last_.unix_ms());
}

}  // namespace einlass::link

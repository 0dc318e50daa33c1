#include "server/crm/pace.h"

#include "server/crm/http_client.h"
#include "server/crm/reconciler.h"

#include <algorithm>

namespace einlass::crm {

using base::Instant;
using base::Milliseconds;

Instant Pace::free_at(const Kept& kept, Instant now, Milliseconds spacing) {
  // Somebody may have set the wall clock back since the last request.
  const auto spaced = kept.last && *kept.last <= now ? *kept.last + spacing : now;
  return std::max({now, spaced, kept.paused_until});
}

Instant Pace::free_at(Instant now, Milliseconds spacing) const {
  return kept_.with([&](const Kept& kept) { return free_at(kept, now, spacing); });
}

Instant Pace::wanted_until() const {
  return kept_.with([](const Kept& kept) { return kept.wanted_until; });
}

bool Pace::take(Instant now, Milliseconds spacing) {
  return kept_.with([&](Kept& kept) {
    if (free_at(kept, now, spacing) > now) return false;
    kept.last = now;
    return true;
  });
}

std::optional<Instant> Pace::note(int status, std::optional<Milliseconds> retry_after, Instant now) {
  constexpr int too_many_requests = 429;
  return kept_.with([&](Kept& kept) -> std::optional<Instant> {
    const bool says_no_more = status == too_many_requests && !retry_after;
    if (!says_no_more) kept.refusals = 0;
    if (trouble_of(status, retry_after.has_value()) != Trouble::Moment || (!retry_after && !says_no_more)) return {};
    const auto pause = retry_after.value_or(pause_after(kept.refusals++));
    kept.paused_until = std::max(kept.paused_until, now + std::min(pause, longest_pause));
    kept.wanted_until = std::max(kept.wanted_until, now + pause);
    return kept.wanted_until;
  });
}

}  // namespace einlass::crm

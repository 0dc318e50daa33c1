#include "server/venue/arrivals.h"

#include <algorithm>

namespace einlass::venue {
namespace {

constexpr std::int64_t minute_ms = 60'000;

std::int64_t bucket_of(base::Instant at) {
  const auto length = Arrivals::bucket_length.count();
  return at.unix_ms() / length * length;
}

std::vector<ArrivalsBucket> empty_buckets(std::int64_t from, std::int64_t until) {
  std::vector<ArrivalsBucket> buckets;
  for (auto at = from; at <= until; at += Arrivals::bucket_length.count()) {
    buckets.push_back({.at = base::Instant::from_unix_ms(at), .persons = 0, .by_category = {}});
  }
  return buckets;
}

}  // namespace

Arrivals arrivals_of(const std::map<rules::TicketId, GuestLine>& lines, base::Instant now) {
  Arrivals arrivals{.buckets = {}, .per_minute = std::vector<int>(Arrivals::minutes, 0)};
  const auto last = bucket_of(now);
  const auto this_minute = now.unix_ms() / minute_ms;
  auto first = last + 1;
  for (const auto& [ticket, line] : lines) {
    if (line.arrived_at) first = std::min(first, bucket_of(*line.arrived_at));
  }
  arrivals.buckets = empty_buckets(first, last);
  for (const auto& [ticket, line] : lines) {
    if (!line.arrived_at || *line.arrived_at > now) continue;  // a kiosk whose clock was wrong
    auto& bucket =
        arrivals
            .buckets[static_cast<std::size_t>((bucket_of(*line.arrived_at) - first) / Arrivals::bucket_length.count())];
    bucket.persons += line.admitted;
    bucket.by_category[line.category] += line.admitted;
    const auto ago = this_minute - line.arrived_at->unix_ms() / minute_ms;
    if (ago >= 1 && ago <= static_cast<std::int64_t>(Arrivals::minutes)) {
      arrivals.per_minute[Arrivals::minutes - static_cast<std::size_t>(ago)] += line.admitted;
    }
  }
  return arrivals;
}

}  // namespace einlass::venue

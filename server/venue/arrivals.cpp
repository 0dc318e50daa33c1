#include "server/venue/arrivals.h"

namespace einlass::venue {
namespace {

constexpr std::int64_t minute_ms = 60'000;

std::int64_t bucket_of(base::Instant at) {
  const auto length = Arrivals::bucket_length.count();
  return at.unix_ms() / length * length;
}

base::Instant instant_of(std::int64_t minute) {
  return base::Instant::from_unix_ms(minute * minute_ms);
}

std::vector<ArrivalsBucket> empty_buckets(std::int64_t from, std::int64_t until) {
  std::vector<ArrivalsBucket> buckets;
  for (auto at = from; at <= until; at += Arrivals::bucket_length.count()) {
    buckets.push_back({.at = base::Instant::from_unix_ms(at), .persons = 0, .by_category = {}});
  }
  return buckets;
}

}  // namespace

Arrivals arrivals_of(const ArrivedByMinute& arrived, base::Instant now) {
  Arrivals arrivals{.buckets = {}, .per_minute = std::vector<int>(Arrivals::minutes, 0)};
  const auto this_minute = now.unix_ms() / minute_ms;
  const auto first = arrived.empty() ? bucket_of(now) + 1 : bucket_of(instant_of(arrived.begin()->first));
  arrivals.buckets = empty_buckets(first, bucket_of(now));
  for (const auto& [minute, by_category] : arrived) {
    if (minute > this_minute) continue;
    const auto nth = (bucket_of(instant_of(minute)) - first) / Arrivals::bucket_length.count();
    auto& bucket = arrivals.buckets[static_cast<std::size_t>(nth)];
    const auto ago = static_cast<std::size_t>(this_minute - minute);
    for (const auto& [category, persons] : by_category) {
      bucket.persons += persons;
      bucket.by_category[category] += persons;
      if (ago >= 1 && ago <= Arrivals::minutes) arrivals.per_minute[Arrivals::minutes - ago] += persons;
    }
  }
  return arrivals;
}

}  // namespace einlass::venue

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

std::vector<ArrivalsBucket> empty_buckets(std::int64_t from, std::int64_t until, std::int64_t length) {
  std::vector<ArrivalsBucket> buckets;
  for (auto at = from; at <= until; at += length) {
    buckets.push_back({.at = base::Instant::from_unix_ms(at), .persons = 0, .by_category = {}});
  }
  return buckets;
}

void add(ArrivalsBucket& bucket, const std::map<std::string, int>& by_category) {
  for (const auto& [category, persons] : by_category) {
    bucket.persons += persons;
    bucket.by_category[category] += persons;
  }
}

}  // namespace

Arrivals arrivals_of(const ArrivedByMinute& arrived, base::Instant now) {
  constexpr auto length = Arrivals::bucket_length.count();
  const auto this_minute = now.unix_ms() / minute_ms;
  const auto first = arrived.empty() ? bucket_of(now) + 1 : bucket_of(instant_of(arrived.begin()->first));
  const auto first_minute = this_minute - Arrivals::minutes_shown;
  Arrivals arrivals{.buckets = empty_buckets(first, bucket_of(now), length),
                    .minutes = empty_buckets(first_minute * minute_ms, (this_minute - 1) * minute_ms, minute_ms)};
  for (const auto& [minute, by_category] : arrived) {
    if (minute > this_minute) continue;
    add(arrivals.buckets[static_cast<std::size_t>((bucket_of(instant_of(minute)) - first) / length)], by_category);
    if (minute < first_minute || minute == this_minute) continue;
    add(arrivals.minutes[static_cast<std::size_t>(minute - first_minute)], by_category);
  }
  return arrivals;
}

}  // namespace einlass::venue

// How an evening's guests have come so far: persons by time and category, for the organiser's chart and forecast. Pure.
#pragma once

#include "core/base/instant.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace einlass::venue {

struct ArrivalsBucket {
  base::Instant at;  // its beginning: a multiple of its length
  int persons = 0;
  std::map<std::string, int> by_category;
};

struct Arrivals {
  std::vector<ArrivalsBucket> buckets;  // without gaps from the first arrival to `now`; none: nobody has come
  std::vector<ArrivalsBucket> minutes;  // the last whole minutes, without gaps, the newest last

  static constexpr base::Milliseconds bucket_length{5 * 60'000};
  static constexpr std::int64_t minutes_shown = 30;
};

// By the minute (Unix time) in which each ticket came in first on this admission day, all of its persons who are in, by
// category.
using ArrivedByMinute = std::map<std::int64_t, std::map<std::string, int>>;

// Without what lies beyond this minute: a kiosk whose clock was wrong.
Arrivals arrivals_of(const ArrivedByMinute& arrived, base::Instant now);

}  // namespace einlass::venue

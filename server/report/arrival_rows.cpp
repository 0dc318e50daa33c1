#include "server/report/arrival_rows.h"

namespace einlass::report {

std::vector<ArrivalRow> arrival_rows(const PersonsByMinute& arrivals, int minutes) {
  constexpr std::int64_t minute_ms = 60'000, longest_gap_ms = 120 * minute_ms;
  const auto step = minutes * minute_ms;
  std::vector<ArrivalRow> rows;
  for (const auto& [minute, by_category] : arrivals) {
    const auto at = minute * minute_ms / step * step;
    if (!rows.empty() && at - rows.back().at.unix_ms() <= longest_gap_ms) {
      for (auto next = rows.back().at.unix_ms() + step; next < at; next += step) {
        rows.push_back({.at = base::Instant::from_unix_ms(next), .persons = 0, .by_category = {}});
      }
    }
    if (rows.empty() || rows.back().at.unix_ms() != at) {
      rows.push_back({.at = base::Instant::from_unix_ms(at), .persons = 0, .by_category = {}});
    }
    for (const auto& [category, persons] : by_category) {
      rows.back().persons += persons;
      rows.back().by_category[category] += persons;
    }
  }
  return rows;
}

std::set<std::string> categories_of(const PersonsByMinute& arrivals) {
  std::set<std::string> categories;
  for (const auto& [minute, by_category] : arrivals) {
    for (const auto& [category, persons] : by_category) categories.insert(category);
  }
  return categories;
}

}  // namespace einlass::report

#include "printing/spool/routing.h"

#include "printing/spool/reasons.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace einlass::spool {

using base::Milliseconds;

namespace {

bool is_loaded_with(const PrinterConfig& printer, MediaSize media) {
  return MediaRange::exactly(printer.media).holds(media);
}

// Those of the size, the preferred ones first.
std::vector<std::size_t> candidates_for(const std::vector<Station>& stations, const Wish& wish) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const auto& config = stations[i].config;
    if (is_loaded_with(config, wish.media) && !wish.avoid.contains(config.name)) found.push_back(i);
  }
  std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
    const auto &left = stations[a].config, &right = stations[b].config;
    return std::tie(left.priority, left.distance_m) < std::tie(right.priority, right.distance_m);
  });
  return found;
}

Milliseconds walk(const PrinterConfig& printer) {
  const Milliseconds at_ease(std::lround(printer.distance_m * 1000));  // a metre a second
  return std::min(at_ease, longest_wait_for_nearer);
}

// The first of that standing which is free; nothing: none is, or a nearer one is worth the wait.
struct Search {
  const std::vector<Station>& stations;
  const std::vector<std::size_t>& candidates;
  const Wish& wish;
  Milliseconds now;

  bool any(Standing standing) const {
    return std::any_of(candidates.begin(), candidates.end(),
                       [&](std::size_t i) { return stations[i].standing(now) == standing; });
  }

  std::optional<std::size_t> free(Standing standing) const {
    bool nearer_is_busy = false;
    for (const std::size_t i : candidates) {
      const Station& station = stations[i];
      if (station.standing(now) != standing) continue;
      const bool worth_the_walk = !nearer_is_busy || wish.waited >= walk(station.config);
      if (station.is_free(now) && worth_the_walk) return i;
      nearer_is_busy = true;
    }
    return std::nullopt;
  }
};

// Of the preferred printer: what somebody should do first.
std::string first_trouble(const std::vector<Station>& stations, const std::vector<std::size_t>& candidates) {
  if (candidates.empty()) return std::string(reason_no_printer);
  const Station& station = stations[candidates.front()];
  const std::string trouble = station.trouble();
  return trouble.empty() || trouble == "not-accepting-jobs" ? std::string(reason_refused) : trouble;
}

}  // namespace

Route route(const std::vector<Station>& stations, const Wish& wish, Milliseconds now) {
  if (stations.empty()) return {.reason = std::string(reason_unequipped)};
  const auto candidates = candidates_for(stations, wish);
  const Search search{stations, candidates, wish, now};
  if (const auto fine = search.free(Standing::Fine)) return {.kind = Route::Kind::Take, .station = *fine};
  if (search.any(Standing::Fine) || search.any(Standing::Unasked)) return {.kind = Route::Kind::Wait};
  if (const auto last_resort = search.free(Standing::Doubtful)) {
    return {.kind = Route::Kind::Take, .station = *last_resort};
  }
  const bool stuck = search.any(Standing::Doubtful);
  return {.kind = stuck ? Route::Kind::Stuck : Route::Kind::None, .reason = first_trouble(stations, candidates)};
}

bool has_other_that_prints(const std::vector<Station>& stations, const Wish& wish, const std::string& except,
                           Milliseconds now) {
  const auto candidates = candidates_for(stations, wish);
  return std::any_of(candidates.begin(), candidates.end(), [&](std::size_t i) {
    return stations[i].config.name != except && stations[i].standing(now) == Standing::Fine;
  });
}

}  // namespace einlass::spool

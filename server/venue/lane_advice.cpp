#include "server/venue/lane_advice.h"

#include <algorithm>
#include <cstddef>

namespace einlass::venue {
namespace {

using base::Milliseconds;

constexpr Milliseconds window{55'000};
constexpr Milliseconds in_use_for{5 * 60'000};
constexpr double usual_seconds = 10;  // rehearsals reckon with as much
constexpr double least_seconds = 4;
constexpr double most_seconds = 30;  // a longer pause is one
constexpr std::size_t telling_pauses = 6;
constexpr double fully_used = 0.85;
constexpr double easy = 0.6;
constexpr int telling_scans = 3;

double seconds(Milliseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

int scans_since(const LaneScans& lane, base::Instant from) {
  return static_cast<int>(std::count_if(lane.at.begin(), lane.at.end(), [&](auto at) { return at > from; }));
}

// The lower quartile: where guests come by chance the longer pauses are waiting for them.
double seconds_each(const LaneScans& lane) {
  std::vector<double> pauses;
  for (std::size_t i = 1; i < lane.at.size(); ++i) pauses.push_back(seconds(lane.at[i] - lane.at[i - 1]));
  std::erase_if(pauses, [](double pause) { return pause > most_seconds; });
  if (pauses.size() < telling_pauses) return usual_seconds;
  const auto quartile = pauses.begin() + static_cast<std::ptrdiff_t>(pauses.size() / 4);
  std::nth_element(pauses.begin(), quartile, pauses.end());
  return std::clamp(*quartile, least_seconds, most_seconds);
}

Lane lane_of(const LaneScans& scans, base::Instant now) {
  Lane lane{.kiosk = scans.kiosk, .door = scans.door, .seconds_each = seconds_each(scans)};
  const int lately = scans_since(scans, now - window);
  lane.per_minute = lately * 60 / seconds(window);
  lane.load = std::min(1.0, lately * lane.seconds_each / seconds(window));
  return lane;
}

// In lanes that would have been at work all the time.
double work_of_memory(const LaneScans& scans, const Lane& lane) {
  return static_cast<double>(scans.at.size()) * lane.seconds_each / seconds(lane_memory);
}

bool has_run_long(const std::vector<LaneScans>& lanes, base::Instant now) {
  return std::any_of(lanes.begin(), lanes.end(), [&](const LaneScans& lane) {
    return !lane.at.empty() && now - lane.at.front() >= lane_memory - Milliseconds(60'000);
  });
}

}  // namespace

LaneReport lane_report(const std::vector<LaneScans>& lanes, base::Instant now) {
  LaneReport report;
  double load = 0;
  double work = 0;
  int lately = 0;
  for (const auto& scans : lanes) {
    if (scans_since(scans, now - in_use_for) == 0) {
      report.unused.push_back(scans.kiosk);
      continue;
    }
    const auto lane = lane_of(scans, now);
    load += lane.load;
    work += work_of_memory(scans, lane);
    lately += scans_since(scans, now - window);
    report.per_minute += lane.per_minute;
    report.could_do += 60 / lane.seconds_each;
    report.in_use.push_back(lane);
  }
  const auto in_use = static_cast<double>(report.in_use.size());
  const double with_one_fewer = easy * (in_use - 1);
  if (in_use >= 1 && lately >= telling_scans && load >= fully_used * in_use) {
    report.advice = LaneAdvice::OpenOne;
  } else if (in_use >= 2 && has_run_long(lanes, now) && std::max(load, work) <= with_one_fewer) {
    report.advice = LaneAdvice::CloseOne;
  }
  return report;
}

}  // namespace einlass::venue

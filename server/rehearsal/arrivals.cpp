#include "server/rehearsal/arrivals.h"

#include <algorithm>
#include <cmath>

namespace einlass::rehearsal {

namespace {

double weight_at(const std::vector<CurvePoint>& curve, double minute) {
  if (minute <= curve.front().minute) return curve.front().weight;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    if (minute > curve[i].minute) continue;
    const double span = curve[i].minute - curve[i - 1].minute;
    const double share = (minute - curve[i - 1].minute) / span;
    return curve[i - 1].weight + share * (curve[i].weight - curve[i - 1].weight);
  }
  return curve.back().weight;
}

// Per second of the scenario, how much of all has arrived by its end: 0 to 1.
std::vector<double> arrived_by(const Scenario& scenario) {
  std::vector<double> sums;
  double sum = 0;
  for (int second = 0; second < scenario.minutes * 60; ++second) {
    sum += weight_at(scenario.curve, (second + 0.5) / 60);
    sums.push_back(sum);
  }
  for (auto& each : sums) each /= sum;
  return sums;
}

std::vector<std::int64_t> times(const Scenario& scenario, Chance& chance) {
  const auto sums = arrived_by(scenario);
  std::vector<std::int64_t> found;
  for (int i = 0; i < scenario.arrivals; ++i) {
    const auto second = std::lower_bound(sums.begin(), sums.end(), chance.unit()) - sums.begin();
    const auto whole = std::min<std::int64_t>(second, scenario.minutes * 60 - 1);
    found.push_back(whole * 1000 + static_cast<std::int64_t>(chance.below(1000)));
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Exactly as many of each kind as the scenario says, in random order.
std::vector<std::optional<ProblemKind>> problems(const Scenario& scenario, Chance& chance) {
  std::vector<std::optional<ProblemKind>> found;
  for (const auto& each : scenario.problems) {
    const auto persons = std::llround(scenario.arrivals * each.per_mille / 1000.0);
    for (std::int64_t i = 0; i < persons; ++i) found.emplace_back(each.kind);
  }
  found.resize(static_cast<std::size_t>(scenario.arrivals));
  chance.shuffle(found);
  return found;
}

// Somebody who came shortly before, with a ticket of her own.
const rules::GuestRow* shared_with(const std::vector<Arrival>& before, Chance& chance) {
  constexpr std::size_t back = 20;
  std::vector<const rules::GuestRow*> candidates;
  for (std::size_t i = before.size() > back ? before.size() - back : 0; i < before.size(); ++i) {
    if (!before[i].problem) candidates.push_back(before[i].guest);
  }
  return candidates.empty() ? nullptr : candidates[chance.below(candidates.size())];
}

}  // namespace

std::vector<Arrival> plan_arrivals(const Scenario& scenario, const std::vector<rules::GuestRow>& guests,
                                   Chance chance) {
  std::vector<const rules::GuestRow*> left;
  for (const auto& row : guests) left.push_back(&row);
  chance.shuffle(left);
  const auto kinds = problems(scenario, chance);
  const auto when = times(scenario, chance);
  std::vector<Arrival> arrivals;
  for (std::size_t i = 0; i < when.size(); ++i) {
    Arrival arrival{.at = when[i], .problem = kinds[i]};
    if (arrival.problem == ProblemKind::SharedTicket) {
      arrival.guest = shared_with(arrivals, chance);
      if (arrival.guest == nullptr) arrival.problem.reset();
    }
    const bool needs_ticket = arrival.guest == nullptr && arrival.problem != ProblemKind::WalkIn;
    if (needs_ticket && left.empty()) continue;
    if (needs_ticket) {
      arrival.guest = left.back();
      left.pop_back();
    }
    arrivals.push_back(arrival);
  }
  return arrivals;
}

}  // namespace einlass::rehearsal

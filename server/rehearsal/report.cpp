#include "server/rehearsal/report.h"

#include "core/rules/words.h"
#include "server/rehearsal/timeline.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace einlass::rehearsal {

namespace {

// The most who waited at once, between two times.
int most_waiting(const std::vector<Wait>& waits, std::int64_t from, std::int64_t until) {
  std::vector<std::pair<std::int64_t, int>> changes;
  for (const auto& wait : waits) {
    const bool waits_then = wait.from < until && (wait.until < 0 || wait.until > from) && wait.until != wait.from;
    if (!waits_then) continue;
    changes.emplace_back(std::max(wait.from, from), 1);
    if (wait.until >= 0 && wait.until < until) changes.emplace_back(wait.until, -1);
  }
  std::sort(changes.begin(), changes.end());
  int now = 0;
  int most = 0;
  for (const auto& [at, change] : changes) most = std::max(most, now += change);
  return most;
}

std::vector<Wait> waits_where(const std::vector<Visit>& visits, const std::function<bool(const Wait&)>& is_meant) {
  std::vector<Wait> found;
  for (const auto& visit : visits)
    std::copy_if(visit.waits.begin(), visit.waits.end(), std::back_inserter(found), is_meant);
  return found;
}

Figures figures_of_waits(const std::vector<Wait>& waits) {
  std::vector<std::int64_t> values;
  for (const auto& wait : waits) {
    if (wait.until >= 0) values.push_back(wait.until - wait.from);
  }
  return figures_of(std::move(values));
}

void count_people(const RunResult& run, Report& report) {
  std::vector<std::int64_t> all, door, desk, badges;
  for (const auto& visit : run.visits) {
    report.admitted += visit.ending == Ending::Admitted ? 1 : 0;
    report.turned_away += visit.ending == Ending::TurnedAway ? 1 : 0;
    report.unserved += visit.ending == Ending::Unserved ? 1 : 0;
    if (visit.refused) ++report.refused[std::string(rules::word(*visit.refused))];
    if (visit.problem) ++report.problems[std::string(word(*visit.problem))];
    all.push_back(visit.waited());
    const auto went = [&](bool at_desk) {
      return std::any_of(visit.waits.begin(), visit.waits.end(),
                         [&](const auto& each) { return each.at_desk == at_desk; });
    };
    if (went(false)) door.push_back(visit.waited(false));
    if (went(true)) desk.push_back(visit.waited(true));
    for (const auto& badge : visit.badges) {
      if (badge.printed < 0) ++report.badges_owed;
      if (badge.printed >= 0) badges.push_back(badge.printed - badge.due);
    }
  }
  report.arrived = static_cast<int>(run.visits.size());
  report.waits = figures_of(std::move(all));
  report.door_waits = figures_of(std::move(door));
  report.desk_waits = figures_of(std::move(desk));
  report.badges = figures_of(std::move(badges));
}

void add_minutes(const RunResult& run, Report& report) {
  const auto lines = waits_where(run.visits, [](const Wait& wait) { return !wait.at_desk; });
  const auto desks = waits_where(run.visits, [](const Wait& wait) { return wait.at_desk; });
  const auto last = static_cast<int>((run.ended + minute_ms - 1) / minute_ms);
  for (int minute = 0; minute < std::max(last, run.scenario.minutes); ++minute) {
    const auto from = minute * minute_ms;
    MinuteReport row{.minute = minute,
                     .in_lines = most_waiting(lines, from, from + minute_ms),
                     .at_desks = most_waiting(desks, from, from + minute_ms)};
    std::vector<std::int64_t> waits;
    for (const auto& visit : run.visits) {
      if (visit.arrived >= from && visit.arrived < from + minute_ms) waits.push_back(visit.waited());
    }
    row.arrivals = static_cast<int>(waits.size());
    row.waits = figures_of(std::move(waits));
    report.minutes.push_back(row);
  }
}

void add_places(const RunResult& run, Report& report) {
  const auto& scenario = run.scenario;
  const auto add_line = [&](int number, const std::function<bool(const Wait&)>& is_meant) {
    const auto waits = waits_where(run.visits, is_meant);
    report.lines.push_back({number, most_waiting(waits, 0, run.ended + 1), figures_of_waits(waits)});
  };
  for (int line = 0; line < scenario.lines; ++line) {
    add_line(line + 1, [&](const Wait& wait) { return !wait.at_desk && static_cast<int>(wait.line) == line; });
  }
  add_line(0, [](const Wait& wait) { return wait.at_desk; });
  for (int place = 0; place < scenario.kiosks + scenario.desks; ++place) {
    const bool is_desk = place >= scenario.kiosks;
    PlaceReport row{.is_desk = is_desk,
                    .number = 1 + (is_desk ? place - scenario.kiosks : place),
                    .line = is_desk ? 0 : 1 + place % scenario.lines};
    for (const auto& visit : run.visits) {
      row.served += static_cast<int>(std::count(visit.places.begin(), visit.places.end(), place));
    }
    const auto busy = run.busy[static_cast<std::size_t>(place)];
    row.busy_percent = static_cast<int>(100 * busy / std::max<std::int64_t>(run.ended, 1));
    report.places.push_back(row);
  }
}

double share(std::int64_t value, std::int64_t limit) {
  return static_cast<double>(value) / static_cast<double>(std::max<std::int64_t>(limit, 1));
}

void judge(Report& report) {
  const auto& scenario = report.scenario;
  const auto& ledger = report.ledger;
  const auto add = [&](bool is_so, Shortfall shortfall) {
    if (is_so) report.shortfalls.push_back(shortfall);
  };
  add(report.waits.p95 >= scenario.queue_limit_ms, Shortfall::Queue);
  add(report.badges.p95 >= scenario.badge_limit_ms, Shortfall::Badges);
  add(report.badges_owed > 0, Shortfall::OwedBadges);
  add(report.unserved > 0, Shortfall::Unserved);
  const bool is_whole = ledger.lost == 0 && ledger.doubled == 0 && ledger.parked == 0 &&
                        ledger.welcomed == ledger.counted + ledger.disputed;
  add(!is_whole, Shortfall::Journal);
  const double kiosks = share(report.door_waits.p95, scenario.queue_limit_ms);
  const double desks = share(report.desk_waits.p95, scenario.queue_limit_ms);
  const double printers = share(report.badges.p95, scenario.badge_limit_ms) + report.badges_owed;
  if (printers > std::max(kiosks, desks)) report.bottleneck = Bottleneck::Printers;
  if (desks > std::max(kiosks, printers)) report.bottleneck = Bottleneck::Desks;
}

}  // namespace

Figures figures_of(std::vector<std::int64_t> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto rank = [&](std::size_t per_cent) {
    return values[std::max<std::size_t>((values.size() * per_cent + 99) / 100, 1) - 1];
  };
  return {values.size(), rank(50), rank(95), values.back()};
}

Report report_of(const RunResult& run, std::uint64_t seed) {
  Report report{
      .scenario = run.scenario, .seed = seed, .printers = run.printers, .ledger = run.ledger, .ended = run.ended};
  count_people(run, report);
  add_minutes(run, report);
  add_places(run, report);
  judge(report);
  return report;
}

double distance_from_go(const Report& report) {
  if (report.go()) return 0;
  return std::max(share(report.waits.p95, report.scenario.queue_limit_ms) - 1, 0.0) +
         std::max(share(report.badges.p95, report.scenario.badge_limit_ms) - 1, 0.0) +
         0.02 * (report.badges_owed + report.unserved) + 0.0001;
}

}  // namespace einlass::rehearsal

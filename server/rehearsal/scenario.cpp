#include "server/rehearsal/scenario.h"

#include "core/wire/canonical_json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::rehearsal {

namespace {

using base::ErrorKind;

template <typename Kind, std::size_t Size>
using Words = std::array<std::pair<std::string_view, Kind>, Size>;

constexpr Words<ProblemKind, 5> problem_words{{{"unknown_code", ProblemKind::UnknownCode},
                                               {"no_code", ProblemKind::NoCode},
                                               {"shared_ticket", ProblemKind::SharedTicket},
                                               {"walk_in", ProblemKind::WalkIn},
                                               {"slow", ProblemKind::Slow}}};
constexpr Words<FaultKind, 4> fault_words{{{"printer_jam", FaultKind::PrinterJam},
                                           {"printer_off", FaultKind::PrinterOff},
                                           {"network_cut", FaultKind::NetworkCut},
                                           {"kiosk_failure", FaultKind::KioskFailure}}};

template <typename Kind, std::size_t Size>
std::string_view word_in(const Words<Kind, Size>& words, Kind kind) {
  return std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.second == kind; })->first;
}

template <typename Kind, std::size_t Size>
bool kind_in(const Words<Kind, Size>& words, const boost::json::value& in, Kind& out) {
  if (!in.is_string()) return false;
  const auto found = std::find_if(words.begin(), words.end(),
                                  [&](const auto& each) { return each.first == std::string_view(in.get_string()); });
  if (found == words.end()) return false;
  out = found->second;
  return true;
}

}  // namespace

// Found by the field reader through their types.
bool from_json(const boost::json::value& in, ProblemKind& out) {
  return kind_in(problem_words, in, out);
}
bool from_json(const boost::json::value& in, FaultKind& out) {
  return kind_in(fault_words, in, out);
}

}  // namespace einlass::rehearsal

#include "core/wire/json_fields.h"

namespace einlass::rehearsal {

template <typename F>
void fields_of(F& f, Spread& spread) {
  f("median_ms", spread.median_ms);
  f("p95_ms", spread.p95_ms);
}

template <typename F>
void fields_of(F& f, CurvePoint& point) {
  f("minute", point.minute);
  f("weight", point.weight);
}

template <typename F>
void fields_of(F& f, Problem& problem) {
  f("kind", problem.kind);
  f("per_mille", problem.per_mille);
}

template <typename F>
void fields_of(F& f, Fault& fault) {
  f("kind", fault.kind);
  f("which", fault.which);
  f("at_minute", fault.at_minute);
  f("minutes", fault.minutes);
}

template <typename F>
void fields_of(F& f, Times& times) {
  f("step_up", times.step_up);
  f("hold_up", times.hold_up);
  f("search", times.search);
  f("slow", times.slow);
  f("choose", times.choose);
  f("answer", times.answer);
  f("read_welcome", times.read_welcome);
  f("read_refusal", times.read_refusal);
  f("desk_search", times.desk_search);
  f("desk_solve", times.desk_solve);
  f("desk_walk_in", times.desk_walk_in);
  f("desk_badge", times.desk_badge);
  f("decide_ms", times.decide_ms);
  f("alone_ms", times.alone_ms);
}

template <typename F>
void fields_of(F& f, Scenario& scenario) {
  f("name", scenario.name);
  f("arrivals", scenario.arrivals);
  f("minutes", scenario.minutes);
  f("curve", scenario.curve);
  f("kiosks", scenario.kiosks);
  f("lines", scenario.lines);
  f("door", scenario.door);
  f("desks", scenario.desks);
  f("printers", scenario.printers);
  f("labels", scenario.labels);
  f("badge", scenario.badge);
  f("new_roll", scenario.new_roll);
  f("times", scenario.times);
  f("problems", scenario.problems);
  f("faults", scenario.faults);
  f("queue_limit_ms", scenario.queue_limit_ms);
  f("badge_limit_ms", scenario.badge_limit_ms);
}

namespace {

struct Bound {
  const char* name;
  int value, least, most;
};

base::Result<void> check_bounds(const Scenario& scenario) {
  for (const auto& [name, value, least, most] :
       {Bound{"arrivals", scenario.arrivals, 1, 20'000}, Bound{"minutes", scenario.minutes, 1, 24 * 60},
        Bound{"kiosks", scenario.kiosks, 1, 64}, Bound{"lines", scenario.lines, 1, scenario.kiosks},
        Bound{"desks", scenario.desks, 1, 64}, Bound{"printers", scenario.printers, 1, 64},
        Bound{"labels", scenario.labels, 1, 100'000}}) {
    if (value >= least && value <= most) continue;
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("A rehearsal's {} must be {} to {}; {} is not.", name, least, most, value));
  }
  return {};
}

bool fits(const Spread& spread) {
  constexpr std::int64_t longest_ms = 60 * 60 * 1000;
  return spread.median_ms >= 0 && spread.p95_ms >= spread.median_ms && spread.p95_ms <= longest_ms;
}

bool fit(const Scenario& scenario) {
  const auto& t = scenario.times;
  const std::array spreads{scenario.badge, scenario.new_roll, t.step_up,      t.hold_up,      t.search,
                           t.slow,         t.choose,          t.answer,       t.read_welcome, t.read_refusal,
                           t.desk_search,  t.desk_solve,      t.desk_walk_in, t.desk_badge};
  return std::all_of(spreads.begin(), spreads.end(), fits) && scenario.badge.median_ms > 0 && t.decide_ms >= 0 &&
         t.alone_ms >= 0;
}

}  // namespace

std::string_view word(ProblemKind kind) {
  return word_in(problem_words, kind);
}

std::string_view word(FaultKind kind) {
  return word_in(fault_words, kind);
}

base::Result<void> check(const Scenario& scenario) {
  if (auto bounds = check_bounds(scenario); !bounds) return bounds;
  if (!fit(scenario)) {
    return base::fail(ErrorKind::InvalidInput,
                      "A rehearsal's times must be given in milliseconds, at most an hour, none above its p95.");
  }
  int problems = 0;
  for (const auto& each : scenario.problems) problems += each.per_mille < 0 ? 2000 : each.per_mille;
  if (problems > 1000) {
    return base::fail(ErrorKind::InvalidInput, "A rehearsal's problems must be 0 to 1000 per mille together.");
  }
  int weights = 0;
  int minute = -1;
  for (const auto& point : scenario.curve) {
    const bool in_order = point.minute > minute && point.weight >= 0 && point.weight <= 10'000;
    if (!in_order) weights = -1'000'000'000;
    weights += point.weight;
    minute = point.minute;
  }
  if (weights > 0 && scenario.curve.size() >= 2) return {};
  return base::fail(ErrorKind::InvalidInput,
                    "A rehearsal's curve needs two or more minutes in order, each with a weight of 0 to 10000.");
}

base::Result<Scenario> read_scenario(std::string_view document) {
  const auto read = wire::parse_json(document);
  if (!read) return failed(read);
  Scenario scenario;
  if (auto fields = wire::read_fields(*read, scenario); !fields) return failed(fields);
  if (auto fits = check(scenario); !fits) return failed(fits);
  return scenario;
}

}  // namespace einlass::rehearsal

// The report for pages and scripts.
#include "server/rehearsal/report.h"

#include <boost/json.hpp>

namespace einlass::rehearsal {

namespace {

namespace json = boost::json;

json::object of(const Figures& figures) {
  return {
      {"count", figures.count}, {"median_ms", figures.median}, {"p95_ms", figures.p95}, {"worst_ms", figures.worst}};
}

std::string_view word(Bottleneck bottleneck) {
  switch (bottleneck) {
    case Bottleneck::Kiosks:
      return "kiosks";
    case Bottleneck::Printers:
      return "printers";
    case Bottleneck::Desks:
      return "desks";
  }
  return "";
}

std::string_view word(Shortfall shortfall) {
  switch (shortfall) {
    case Shortfall::Queue:
      return "queue";
    case Shortfall::Badges:
      return "badges";
    case Shortfall::OwedBadges:
      return "owed_badges";
    case Shortfall::Unserved:
      return "unserved";
    case Shortfall::Journal:
      return "journal";
  }
  return "";
}

json::object of(const Scenario& scenario) {
  return {{"name", scenario.name},
          {"arrivals", scenario.arrivals},
          {"minutes", scenario.minutes},
          {"kiosks", scenario.kiosks},
          {"lines", scenario.lines},
          {"desks", scenario.desks},
          {"printers", scenario.printers},
          {"labels", scenario.labels},
          {"queue_limit_ms", scenario.queue_limit_ms},
          {"badge_limit_ms", scenario.badge_limit_ms}};
}

json::object of(const Ledger& ledger) {
  return {{"entries", ledger.entries}, {"lost", ledger.lost},           {"doubled", ledger.doubled},
          {"parked", ledger.parked},   {"conflicts", ledger.conflicts}, {"welcomed", ledger.welcomed},
          {"counted", ledger.counted}, {"disputed", ledger.disputed}};
}

json::array minutes_of(const Report& report) {
  json::array rows;
  for (const auto& row : report.minutes) {
    rows.push_back(json::object{{"minute", row.minute},
                                {"arrivals", row.arrivals},
                                {"in_lines", row.in_lines},
                                {"at_desks", row.at_desks},
                                {"waits", of(row.waits)}});
  }
  return rows;
}

json::array lines_of(const Report& report) {
  json::array rows;
  for (const auto& row : report.lines) {
    rows.push_back(json::object{{"line", row.line}, {"longest", row.longest}, {"waits", of(row.waits)}});
  }
  return rows;
}

json::array places_of(const Report& report) {
  json::array rows;
  for (const auto& row : report.places) {
    rows.push_back(json::object{{"kind", row.is_desk ? "desk" : "kiosk"},
                                {"number", row.number},
                                {"line", row.line},
                                {"served", row.served},
                                {"busy_percent", row.busy_percent}});
  }
  return rows;
}

json::array printers_of(const Report& report) {
  json::array rows;
  for (const auto& row : report.printers) {
    rows.push_back(json::object{{"labels_used", row.labels_used}, {"rolls_changed", row.rolls_changed}});
  }
  return rows;
}

json::value missing_of(const Report& report) {
  if (!report.missing) return nullptr;
  const auto& missing = *report.missing;
  return json::object{
      {"found", missing.found}, {"kiosks", missing.kiosks},          {"printers", missing.printers},
      {"desks", missing.desks}, {"queue_p95_ms", missing.queue_p95}, {"badge_p95_ms", missing.badge_p95}};
}

}  // namespace

std::string report_json(const Report& report) {
  json::array shortfalls;
  for (const auto each : report.shortfalls) shortfalls.push_back(json::string(word(each)));
  return json::serialize(json::object{
      {"rehearsal", true},
      {"go", report.go()},
      {"verdict", {{"de", json::value_from(verdict(report, "de"))}, {"en", json::value_from(verdict(report, "en"))}}},
      {"scenario", of(report.scenario)},
      {"seed", report.seed},
      {"arrived", report.arrived},
      {"admitted", report.admitted},
      {"turned_away", report.turned_away},
      {"unserved", report.unserved},
      {"ended_ms", report.ended},
      {"waits", of(report.waits)},
      {"door_waits", of(report.door_waits)},
      {"desk_waits", of(report.desk_waits)},
      {"badges", of(report.badges)},
      {"badges_owed", report.badges_owed},
      {"refused", json::value_from(report.refused)},
      {"problems", json::value_from(report.problems)},
      {"minutes", minutes_of(report)},
      {"lines", lines_of(report)},
      {"places", places_of(report)},
      {"printers", printers_of(report)},
      {"ledger", of(report.ledger)},
      {"bottleneck", json::string(word(report.bottleneck))},
      {"shortfalls", std::move(shortfalls)},
      {"missing", missing_of(report)}});
}

}  // namespace einlass::rehearsal

#include "server/commands/systems_json.h"

#include "server/commands/command_json.h"
#include "server/commands/json_words.h"

#include <algorithm>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

bool is_refused(const rules::OutboxRow& row) {
  return row.hold != rules::OutboxHold::Objects;  // what is not to be written is parked as well
}

struct Sources {
  json::array failing;
  json::array warnings;  // where one is about to fail
};

// A closed event is pulled for no more.
Sources sources_of(venue::Desk& desk, const venue::EventSummary& of_event) {
  Sources sources;
  if (of_event.closed || desk.options().connectors.empty()) return sources;
  const auto pulls = desk.crm().status();
  if (!pulls) return sources;
  for (const auto& each : *pulls) {
    const auto& pull = each.pull;
    const auto& connector = pull.key.connector;
    if (!each.event.empty() && each.event != of_event.key) continue;
    if (!pull.trouble.empty()) {
      sources.failing.push_back(json::object{{"connector", connector}, {"since", time_or_null(pull.finished)}});
    } else if (!pull.warning.empty()) {
      sources.warnings.push_back(json::object{{"connector", connector}, {"words", pull.warning}});
    }
  }
  return sources;
}

}  // namespace

json::object systems_of(venue::Desk& desk, const venue::EventSummary& event) {
  constexpr std::chrono::minutes worth_saying{10};  // what is over before that is nobody's business
  json::array stopped, unreached;
  std::int64_t refused = 0;
  const auto outlets = desk.deliveries().status(event.key);
  for (const auto& outlet : outlets.value_or(std::vector<venue::DeliveryStatus>())) {
    if (!outlet.target.stopped.empty()) stopped.push_back(json::value(outlet.target.name));
    if (outlet.trouble && desk.now() - outlet.trouble->since >= worth_saying) {
      unreached.push_back(json::object{{"target", outlet.target.name}, {"since", outlet.trouble->since.unix_ms()}});
    }
    refused += std::ranges::count_if(outlet.parked, &is_refused);
  }
  auto sources = sources_of(desk, event);
  return {{"stopped", std::move(stopped)},
          {"unreached", std::move(unreached)},
          {"refused", refused},
          {"failing", std::move(sources.failing)},
          {"warnings", std::move(sources.warnings)}};
}

}  // namespace einlass::commands

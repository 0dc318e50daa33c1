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

// A closed event is pulled for no more.
json::array failing(venue::Desk& desk, const venue::EventSummary& of_event) {
  json::array failing;
  if (of_event.closed || desk.options().connectors.empty()) return failing;
  const auto pulls = desk.crm().status();
  if (!pulls) return failing;
  for (const auto& each : *pulls) {
    const auto& pull = each.pull;
    const bool is_of_it = each.event.empty() || each.event == of_event.key;
    if (pull.trouble.empty() || !is_of_it) continue;
    failing.push_back(json::object{{"connector", pull.key.connector}, {"since", time_or_null(pull.finished)}});
  }
  return failing;
}

}  // namespace

json::object systems_of(venue::Desk& desk, const venue::EventSummary& event) {
  json::array stopped;
  std::int64_t refused = 0;
  const auto outlets = desk.deliveries().status(event.key);
  for (const auto& outlet : outlets.value_or(std::vector<venue::DeliveryStatus>())) {
    if (!outlet.target.stopped.empty()) stopped.push_back(json::value(outlet.target.name));
    refused += std::ranges::count_if(outlet.parked, &is_refused);
  }
  return {{"stopped", std::move(stopped)}, {"refused", refused}, {"failing", failing(desk, event)}};
}

}  // namespace einlass::commands

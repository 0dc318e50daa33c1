#include "server/pages/api.h"

#include <utility>

#include <boost/json.hpp>

namespace einlass::pages {
namespace {

namespace json = boost::json;

net::HttpResponse no_such_route(bool other_methods_exist) {
  if (other_methods_exist) return error_answer(405, "invalid_input", "This is not done in that way here.");
  return error_answer(404, "not_found", "There is no such thing in this version of the API.");
}

// What the path says stands over the body: a body that says otherwise is a mistake of whoever made it.
bool take_body(const json::object& body, json::object& arguments) {
  for (const auto& [name, value] : body) {
    if (!arguments.emplace(name, value).second) return false;
  }
  return true;
}

net::HttpResponse answer_of(const Answered& answered) {
  if (const auto* source = std::get_if<net::BodySource>(&answered)) return {.source = *source};
  return outcome_answer(std::get<commands::CommandOutcome>(answered));
}

}  // namespace

void Api::answer(const std::shared_ptr<Visit>& visit) {
  auto found = find_route(visit->method == "HEAD" ? "GET" : visit->method, visit->target);
  if (found.route == nullptr) return visit->reply(no_such_route(found.other_methods_exist));
  if (!take_body(visit->body, found.arguments)) {
    return visit->reply(
        error_answer(400, "invalid_input", "The body says again, or otherwise, what the address says."));
  }
  port_.on_desk([this, visit, route = found.route, arguments = std::move(found.arguments)]() mutable {
    run(visit, *route, std::move(arguments));
  });
}

void Api::run(const std::shared_ptr<Visit>& visit, const Route& route, json::object arguments) {
  const auto caller = caller_of(port_.desk.people(), *visit);
  if (!caller) return;
  if (auto refused = objection(*caller, route, arguments)) return visit->reply(*std::move(refused));
  if (route.command == live_feed) return watch(visit, arguments);
  const commands::Command command{.name = std::string(route.command), .arguments = json::serialize(arguments)};
  port_.begin(command, caller, [visit](const Answered& answered) { visit->reply(answer_of(answered)); });
}

void Api::watch(const std::shared_ptr<Visit>& visit, const json::object& arguments) {
  const auto event = port_.desk.events().find(std::string(arguments.at("event").get_string()));
  if (!event) return visit->reply(error_answer(event.error()));
  feed_.watch(*visit, event->id);
}

std::optional<net::HttpResponse> Api::objection(const venue::Caller& caller, const Route& route,
                                                const json::object& arguments) {
  const bool has_role = static_cast<int>(caller.role) >= static_cast<int>(route.least);
  if (!has_role || (route.scope == Scope::Venue && !caller.events.empty())) {
    return error_answer(403, "refused", "This is not yours to do; ask an organiser of the venue.");
  }
  const auto* event = arguments.if_contains("event");
  if (event == nullptr || !event->is_string()) return std::nullopt;
  const auto known = port_.desk.events().find(std::string(event->get_string()));
  if (!known) return error_answer(known.error());
  if (!caller.may_see(known->id)) return error_answer(404, "not_found", "There is no such event.");
  return std::nullopt;
}

}  // namespace einlass::pages

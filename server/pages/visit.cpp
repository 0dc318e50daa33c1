#include "server/pages/visit.h"

#include "server/pages/headers.h"
#include "server/pages/session_cookie.h"

#include <utility>

#include <boost/json.hpp>

namespace einlass::pages {
namespace {

namespace json = boost::json;

// Deep nesting costs a parser its stack, and no command takes any.
std::optional<json::object> body_of(const net::HttpRequest& request) {
  if (request.body.empty()) return json::object{};
  if (!has_content_type(request, "application/json")) return std::nullopt;
  json::error_code failed;
  json::parse_options options;
  options.max_depth = 8;
  auto value = json::parse(request.body, failed, {}, options);
  if (failed || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

// "Firefox, Android": enough to know one's own browsers apart; what it runs on is left out where that is not known.
std::string browser_label(std::string_view agent) {
  const auto has = [&](std::string_view word) { return agent.find(word) != std::string_view::npos; };
  const std::string browser = has("Firefox/")  ? "Firefox"
                              : has("Edg/")    ? "Edge"
                              : has("Chrome/") ? "Chrome"
                              : has("Safari/") ? "Safari"
                                               : "Browser";
  const std::string system = has("Android")     ? "Android"
                             : has("iPhone")    ? "iPhone"
                             : has("iPad")      ? "iPad"
                             : has("Windows")   ? "Windows"
                             : has("Macintosh") ? "Mac"
                             : has("Linux")     ? "Linux"
                                                : "";
  return system.empty() ? browser : browser + ", " + system;
}

}  // namespace

std::optional<Visit> admit_visit(const net::HttpRequest& request, Reply reply) {
  auto target = parse_target(request.target);
  if (!target) {
    reply(error_answer(400, "invalid_input", "This address is not understood here."));
    return std::nullopt;
  }
  Visit visit{.method = request.method,
              .target = *std::move(target),
              .body = {},
              .token = session_token_in(request).value_or(""),
              .request_token = std::string(header(request, "Einlass-Request-Token")),
              .last_event = std::string(header(request, "Last-Event-ID")),
              .from = {.address = request.peer, .label = browser_label(header(request, "User-Agent"))},
              .reply = std::move(reply)};
  if (visit.changes_something() && is_from_another_site(request)) {
    visit.reply(error_answer(403, "refused", "This request comes from another site's page."));
    return std::nullopt;
  }
  auto body = body_of(request);
  if (!body) {
    visit.reply(error_answer(400, "invalid_input", "The body of a request must be one JSON object."));
    return std::nullopt;
  }
  visit.body = *std::move(body);
  return visit;
}

std::optional<venue::Caller> caller_of(venue::PeopleDesk& people, const Visit& visit) {
  const auto caller = visit.token.empty() ? base::Result<std::optional<venue::Caller>>(std::nullopt)
                                          : people.caller_of(visit.token, visit.from.address);
  if (!caller) {
    visit.reply(error_answer(caller.error()));
    return std::nullopt;
  }
  if (!*caller) {
    visit.reply(error_answer(401, "refused", "Nobody is signed in here; sign in first."));
    return std::nullopt;
  }
  if (visit.changes_something() && !people.is_request_token(visit.token, visit.request_token)) {
    visit.reply(error_answer(403, "refused", "The page is out of date; load it again."));
    return std::nullopt;
  }
  return *caller;
}

}  // namespace einlass::pages

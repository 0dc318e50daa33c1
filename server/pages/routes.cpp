#include "server/pages/routes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

namespace einlass::pages {
namespace {

namespace json = boost::json;
using rules::Role;

// Whoever stands at a door.
constexpr Route door(std::string_view method, std::string_view path, std::string_view command,
                     Role least = Role::Staff) {
  return {.method = method, .path = path, .command = command, .least = least};
}
// The event's organiser.
constexpr Route office(std::string_view method, std::string_view path, std::string_view command) {
  return {.method = method, .path = path, .command = command};
}
constexpr Route upload(std::string_view method, std::string_view path, std::string_view command) {
  return {.method = method, .path = path, .command = command, .takes_upload = true};
}
// An organiser of the whole venue.
constexpr Route venue(std::string_view method, std::string_view path, std::string_view command) {
  return {.method = method, .path = path, .command = command, .scope = Scope::Venue};
}

constexpr std::array table{
    door("GET", "/events", "event.list", Role::Helper),
    door("GET", "/events/{event}/live", live_feed, Role::Helper),
    Route{.method = "GET",
          .path = "/events/{event}/guests",
          .command = "guests.list",
          .least = Role::Helper,
          .numbers = "limit"},
    door("GET", "/events/{event}/guests/changes", "guests.changed", Role::Helper),
    door("POST", "/events/{event}/guests", "guest.add"),
    door("GET", "/events/{event}/guests/{ticket}", "guest.sheet"),
    door("PATCH", "/events/{event}/guests/{ticket}", "guest.amend"),
    door("POST", "/events/{event}/guests/{ticket}/admissions", "guest.admit"),
    door("DELETE", "/events/{event}/guests/{ticket}/admissions/{scan}", "guest.undo"),
    door("POST", "/events/{event}/guests/{ticket}/departures", "guest.depart"),
    door("PUT", "/events/{event}/guests/{ticket}/excuse", "guest.excuse"),
    door("POST", "/events/{event}/guests/{ticket}/notes", "guest.note"),
    door("POST", "/events/{event}/guests/{ticket}/withdrawal", "guest.withdraw", Role::Host),
    door("POST", "/events/{event}/guests/{ticket}/move-up", "guest.move_up", Role::Host),
    door("POST", "/events/{event}/guests/{ticket}/decision", "guest.decide", Role::Host),
    door("POST", "/events/{event}/guests/{ticket}/verdict", "guest.judge"),
    door("POST", "/events/{event}/scans", "guest.scan", Role::Helper),
    door("POST", "/events/{event}/scans/{scan}/override", "guest.override"),
    door("GET", "/events/{event}/door", "door.news", Role::Helper),
    door("POST", "/events/{event}/calls/{scan}/answer", "call.answer", Role::Helper),
    door("POST", "/events/{event}/own-journal", "journal.open"),
    door("POST", "/events/{event}/own-journal/lease", "journal.lease"),
    door("POST", "/events/{event}/own-journal/entries", "journal.merge"),
    door("GET", "/events/{event}/unclaimed-seats", "seats.release", Role::Host),
    door("POST", "/events/{event}/unclaimed-seats", "seats.release", Role::Host),
    door("GET", "/events/{event}/guest-list", "guests.export", Role::Host),
    upload("POST", "/events/{event}/guest-list", "guests.import"),
    upload("PATCH", "/events/{event}", "event.set"),
    office("GET", "/events/{event}/attendance", "attendance.export"),
    office("GET", "/events/{event}/journal", "journal.export"),
    Route{.method = "POST", .path = "/events", .command = "event.create", .scope = Scope::Venue, .takes_upload = true},
    venue("GET", "/status", "status"),
    venue("GET", "/kiosks", "kiosk.list"),
    venue("POST", "/kiosks", "kiosk.pair"),
    venue("PUT", "/kiosks/{kiosk}/event", "kiosk.assign"),
    venue("DELETE", "/kiosks/{kiosk}", "kiosk.revoke"),
};

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  const auto rest = path.substr(1);
  boost::algorithm::split(segments, rest, boost::algorithm::is_any_of("/"));
  return segments;
}

bool is_argument(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// What the path says of the arguments; nothing where it is another one.
std::optional<json::object> match(const Route& route, std::span<const std::string> path) {
  const auto wanted = segments_of(route.path);
  if (wanted.size() != path.size()) return std::nullopt;
  json::object arguments;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_argument(wanted[i])) {
      arguments[wanted[i].substr(1, wanted[i].size() - 2)] = path[i];
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return arguments;
}

json::value number_or_text(const std::string& text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, wrong] = std::from_chars(text.data(), end, number);
  if (wrong == std::errc() && stop == end) return number;
  return json::string(text);
}

void take_query(const Route& route, const Target& target, json::object& arguments) {
  std::vector<std::string> numbers;
  boost::algorithm::split(numbers, route.numbers, boost::algorithm::is_any_of(" "));
  for (const auto& [name, value] : target.query) {
    if (arguments.contains(name)) continue;  // the path's word stands
    const bool is_number = std::find(numbers.begin(), numbers.end(), name) != numbers.end();
    arguments[name] = is_number ? number_or_text(value) : json::string(value);
  }
}

}  // namespace

std::span<const Route> routes() {
  return table;
}

FoundRoute find_route(std::string_view method, const Target& target) {
  constexpr std::size_t root_segments = 2;  // api, v1
  FoundRoute found;
  if (target.path.size() <= root_segments) return found;
  const std::span below(target.path.begin() + root_segments, target.path.end());
  for (const auto& route : table) {
    auto arguments = match(route, below);
    if (!arguments) continue;
    found.other_methods_exist = true;
    if (route.method != method) continue;
    take_query(route, target, *arguments);
    found.route = &route;
    found.arguments = *std::move(arguments);
    return found;
  }
  return found;
}

}  // namespace einlass::pages

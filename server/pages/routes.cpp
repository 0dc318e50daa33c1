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

constexpr std::array table{
    Route{"GET", "/events", "event.list", Role::Helper},
    Route{.method = "POST", .path = "/events", .command = "event.create", .scope = Scope::Venue, .takes_upload = true},
    Route{.method = "PATCH", .path = "/events/{event}", .command = "event.set", .takes_upload = true},
    Route{.method = "POST",
          .path = "/events/{event}/guest-list",
          .command = "guests.import",
          .takes_upload = true},
    Route{"GET", "/events/{event}/attendance", "attendance.export"},
    Route{"GET", "/events/{event}/journal", "journal.export"},
    Route{"GET", "/status", "status", Role::Organiser, Scope::Venue},
    Route{"GET", "/kiosks", "kiosk.list", Role::Organiser, Scope::Venue},
    Route{"POST", "/kiosks", "kiosk.pair", Role::Organiser, Scope::Venue},
    Route{"PUT", "/kiosks/{kiosk}/event", "kiosk.assign", Role::Organiser, Scope::Venue},
    Route{"DELETE", "/kiosks/{kiosk}", "kiosk.revoke", Role::Organiser, Scope::Venue},
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

// The routes of the API: a method and a path, and the command they stand for. The table is what docs/openapi.yaml
// describes; a test compares the two.
#pragma once

#include "core/rules/staff.h"
#include "server/pages/target.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace einlass::pages {

inline constexpr std::string_view api_root = "/api/v1";

// What a guest list, a drawing or a picture may take as base64url in JSON.
inline constexpr std::size_t largest_upload = 32U << 20U;

// Whose venue it must be to ask: somebody's who was given certain events, or of the whole venue.
enum class Scope { Event, Venue };

// In place of a command's name: the answer is the live feed.
inline constexpr std::string_view live_feed = "(live)";

struct Route {
  std::string_view method;
  std::string_view path;  // below api_root: "/events/{event}/guests"; what stands in braces becomes an argument
  std::string_view command;
  rules::Role least = rules::Role::Organiser;
  Scope scope = Scope::Event;
  bool takes_upload = false;
  std::string_view numbers{};  // of path and query, parted by blanks: "from limit"
};

std::span<const Route> routes();

struct FoundRoute {
  const Route* route = nullptr;      // nothing: no command behind this method and path
  bool other_methods_exist = false;  // for this path
  boost::json::object arguments;     // of path and query
};

// `path`: the segments below api_root. InvalidInput stays with the command, which reads the arguments.
FoundRoute find_route(std::string_view method, const Target& target);

}  // namespace einlass::pages

// The target of an HTTP request (RFC 9112 §3.2.1, origin-form), taken apart. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::pages {

struct Target {
  std::vector<std::string> path;             // decoded segments: "/events/a%2Fb" → {"events", "a/b"}; "/" → {}
  std::map<std::string, std::string> query;  // decoded; of a name that comes twice the last value
};

// Nothing: it is no origin-form, holds a segment that leads elsewhere ("..", ".", an empty one) or a control character.
std::optional<Target> parse_target(std::string_view text);

}  // namespace einlass::pages

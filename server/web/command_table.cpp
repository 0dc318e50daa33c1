#include "server/web/command_table.h"

#include "server/venue/desk.h"

#include <array>

#include <boost/json.hpp>

namespace einlass::web {
namespace {

namespace json = boost::json;

// Which installation answers: tells a copy of a state directory from its original.
base::Result<std::string> about(CommandContext& context, const json::object&) {
  return json::serialize(json::object{{"software", EINLASS_VERSION},
                                      {"journal", context.desk.journal().text()},
                                      {"time", context.desk.now().unix_ms()}});
}

constexpr std::array commands{
    NamedHandler{"about", &about, true},
};

}  // namespace

std::span<const NamedHandler> command_table() {
  return commands;
}

}  // namespace einlass::web

#include "server/web/command.h"

#include "server/web/command_table.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::web {

using base::ErrorKind;

const NamedHandler* find_command(std::string_view name) {
  const auto table = command_table();
  const auto found = std::find_if(table.begin(), table.end(), [&](const NamedHandler& h) { return h.name == name; });
  return found == table.end() ? nullptr : &*found;
}

base::Result<std::string> run(CommandContext& context, const Command& command) {
  const auto* found = find_command(command.name);
  if (found == nullptr) {
    return base::fail(
        ErrorKind::NotFound,
        fmt::format("The server knows no command \"{}\"; is the running server of another version?", command.name));
  }
  boost::system::error_code failed;
  const auto arguments = boost::json::parse(command.arguments, failed);
  if (failed || !arguments.is_object()) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("The arguments of \"{}\" are not a JSON object.", command.name));
  }
  return found->handler(context, arguments.get_object());
}

}  // namespace einlass::web

#include "server/commands/command.h"

#include "server/commands/audit_notes.h"
#include "server/commands/command_table.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

using base::ErrorKind;

const NamedHandler* find_command(std::string_view name) {
  const auto table = command_table();
  const auto found = std::find_if(table.begin(), table.end(), [&](const NamedHandler& h) { return h.name == name; });
  return found == table.end() ? nullptr : &*found;
}

namespace {

base::Result<void> follow_to_the_end(const CommandRest& rest, CommandContext& context) {
  while (rest.follow) {
    const auto left = rest.follow(context);
    if (!left) return base::failed(left);
    if (!*left) break;
  }
  return {};
}

}  // namespace

CommandOutcome run(CommandContext& context, const Command& command) {
  return finish(context, begin(context, command));
}

CommandOutcome finish(CommandContext& context, std::variant<CommandOutcome, CommandRest> begun) {
  if (auto* rest = std::get_if<CommandRest>(&begun)) {
    auto outcome = rest->work();
    if (rest->close) outcome = rest->close(context, std::move(outcome));
    if (auto followed = follow_to_the_end(*rest, context); outcome && !followed) return base::failed(followed);
    return outcome;
  }
  return std::get<CommandOutcome>(std::move(begun));
}

std::variant<CommandOutcome, CommandRest> begin(CommandContext& context, const Command& command) {
  const auto* found = find_command(command.name);
  if (found == nullptr) {
    return CommandOutcome(base::fail(
        ErrorKind::NotFound,
        fmt::format("The server knows no command \"{}\"; is the running server of another version?", command.name)));
  }
  boost::system::error_code failed;
  const auto arguments = boost::json::parse(command.arguments, failed);
  if (failed || !arguments.is_object()) {
    return CommandOutcome(base::fail(ErrorKind::InvalidInput,
                                     fmt::format("The arguments of \"{}\" are not a JSON object.", command.name)));
  }
  return noted(context, *found, arguments.get_object());
}

}  // namespace einlass::commands

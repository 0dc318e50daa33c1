// What an organiser asks of the venue, by name with arguments as JSON: the same commands whether they come through the
// admin socket of a running server or are run by the command line in process. Handlers are functions of the desk
// (handlers.h), listed in command_table.cpp; they run on the thread that owns the desk.
#pragma once

#include "core/base/error.h"
#include "server/web/reach.h"

#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

namespace einlass::venue {
class Desk;
}

namespace einlass::web {

struct Command {
  std::string name;              // "kiosk.assign"
  std::string arguments = "{}";  // a JSON object
};

struct CommandContext {
  venue::Desk& desk;
  const Reach& reach;  // goes into pairing codes
};

// Returns a JSON value as text: what the command line prints or formats.
using CommandHandler = base::Result<std::string> (*)(CommandContext& context, const boost::json::object& arguments);

struct NamedHandler {
  std::string_view name;
  CommandHandler handler;
  bool only_reads = false;  // true: nothing that kiosks are told can have changed
};

// NotFound: there is no such command, so one of the two programs is older. InvalidInput: the arguments are no object.
base::Result<std::string> run(CommandContext& context, const Command& command);

}  // namespace einlass::web

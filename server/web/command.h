// What an organiser asks of the venue, by name with arguments as JSON: the same commands whether they come through the
// admin socket of a running server or are run by the command line in process. Handlers are functions of the desk
// (handlers_*.h), listed in command_table.cpp; they run on the thread that owns the desk.
#pragma once

#include "core/base/error.h"
#include "core/net/certificate_authority.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

namespace einlass::venue {
class Desk;
}

namespace einlass::web {

struct Command {
  std::string name;              // "kiosk.assign"
  std::string arguments = "{}";  // a JSON object
};

// How kiosks reach this venue's server: goes into pairing codes.
struct Reach {
  std::vector<std::string> hosts;  // IP addresses and names, best first; 1 … 8
  std::uint16_t port = 8443;
  net::CaFingerprint ca_key{};
};

struct CommandContext {
  venue::Desk& desk;
  const Reach& reach;
};

// Returns a JSON value as text: what the command line prints or formats.
using CommandHandler = base::Result<std::string> (*)(CommandContext& context, const boost::json::object& arguments);

struct NamedHandler {
  std::string_view name;
  CommandHandler handler;
};

// NotFound: there is no such command, so one of the two programs is older. InvalidInput: the arguments are no object.
base::Result<std::string> run(CommandContext& context, const Command& command);

}  // namespace einlass::web

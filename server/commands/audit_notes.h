// Runs a handler, and notes in the audit trail what a person at the pages changed by it, and who looked at persons of
// the CRM: the one place for that. Inner to server/commands, on the desk's thread.
#pragma once

#include "server/commands/command.h"

#include <boost/json/object.hpp>

namespace einlass::commands {

// A command that was refused or failed is not noted. Of its arguments only the event and the number of a person are, of
// what it showed only how many.
std::variant<CommandOutcome, CommandRest> noted(CommandContext& context, const NamedHandler& handler,
                                                const boost::json::object& arguments);

}  // namespace einlass::commands

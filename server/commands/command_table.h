// The commands by name. Inner to server/web, but for founding, which the command line asks about.
#pragma once

#include "server/commands/command.h"

#include <span>

namespace einlass::commands {

std::span<const NamedHandler> command_table();

// Null: there is no such command.
const NamedHandler* find_command(std::string_view name);

}  // namespace einlass::commands

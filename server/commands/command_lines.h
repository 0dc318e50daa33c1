// Commands and their outcomes as lines of the admin socket. Both ends are of one version or nearly so.
#pragma once

#include "core/base/error.h"
#include "server/commands/command.h"

#include <string>

namespace einlass::commands {

std::string command_line(const Command& command);
base::Result<Command> read_command_line(const std::string& line);

std::string outcome_line(const base::Result<std::string>& outcome);
base::Result<std::string> read_outcome_line(std::string line);

}  // namespace einlass::commands

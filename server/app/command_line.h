// The arguments of einlass-server, over those of its settings file.
#pragma once

#include "core/base/error.h"
#include "core/settings/server_settings.h"

#include <optional>
#include <string>

namespace einlass::server {

struct CommandLine {
  std::optional<int> exit_code;  // --help, --version or wrong usage: everything has been said
  std::string config;            // empty: the usual place, if there is a file
  std::string state_directory;   // these: empty, where the file decides
  std::string log_level;
  std::string listen_address;
  int port = -1;  // -1: where the file decides
};

CommandLine read_command_line(int argc, char** argv);

// The file's, then the arguments over them. Errors are the file's.
base::Result<settings::ServerSettings> settings_of(const CommandLine& line);

}  // namespace einlass::server

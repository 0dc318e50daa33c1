#include "server/cli/commands.h"

#include <CLI/CLI.hpp>

namespace einlass::cli {

void on_run(CLI::App& command, const Program& program, std::function<base::Result<void>()> run) {
  command.callback([run = std::move(run), &exit_code = program.exit_code] { exit_code = finish(run()); });
}

}  // namespace einlass::cli

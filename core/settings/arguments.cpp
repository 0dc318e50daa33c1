#include "core/settings/arguments.h"

#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

namespace einlass::settings {
namespace {

constexpr int kWrongUsage = 2;

// The command that the words led to, for "see … --help".
std::string command_line_of(const CLI::App& app) {
  std::string line = app.get_name();
  for (const auto* command : app.get_subcommands()) line += " " + command_line_of(*command);
  return line;
}

const CLI::App& chosen_command(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : chosen_command(*chosen.front());
}

// CLI11 only says that a command is missing, also where one is mistyped.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& wrong) {
  const bool has_commands = !chosen_command(app).get_subcommands([](const CLI::App*) { return true; }).empty();
  const auto words = app.remaining(true);
  if (has_commands && !words.empty() && !words.front().starts_with('-')) {
    return "There is no command \"" + words.front() + "\"";
  }
  return wrong.what();
}

}  // namespace

std::optional<int> read_arguments(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& wrong) {
    std::cerr << app.get_name() << ": " << what_is_wrong(app, wrong) << "; see " << command_line_of(app)
              << " --help.\n";
    return kWrongUsage;
  }
}

}  // namespace einlass::settings

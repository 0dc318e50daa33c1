// The words behind a program's name, read in one way by all programs.
#pragma once

#include <optional>

#include <CLI/App.hpp>

namespace einlass::settings {

// Runs the callbacks of the chosen commands. Nothing: go on. Else the program's exit code, and everything has been
// said: 0 after --help or --version, 2 after wrong usage with one sentence on standard error.
std::optional<int> read_arguments(CLI::App& app, int argc, char** argv);

}  // namespace einlass::settings

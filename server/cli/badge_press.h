// How the command line gets at the badges of an event: listed by the server, which goes on with its doors, and set in
// the server's fonts. One thread.
#pragma once

#include "server/cli/session.h"
#include "server/commands/badge_press.h"

#include <filesystem>
#include <string>

#include <CLI/App.hpp>

namespace einlass::cli {

using commands::BadgePress;
using commands::proof_code;

struct PressOptions {
  std::string event;
  std::string language = "de";  // of guests whose own is not known
  std::filesystem::path fonts;  // empty: the server's
};

void add_press_options(CLI::App& command, PressOptions& options);

// The errors of the server, of a template, of the fonts.
base::Result<BadgePress> open_press(Session& session, const PressOptions& options);

}  // namespace einlass::cli

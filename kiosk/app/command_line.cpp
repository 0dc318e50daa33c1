#include "kiosk/app/command_line.h"

#include "core/settings/arguments.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace einlass::kiosk {
namespace {

constexpr auto usual_config = "/etc/einlass/kiosk.toml";

base::Result<settings::KioskSettings> from_file(const std::string& config) {
  if (!config.empty()) return settings::read_kiosk_settings(config);
  if (std::filesystem::exists(usual_config)) return settings::read_kiosk_settings(usual_config);
  return settings::KioskSettings();
}

}  // namespace

CommandLine read_command_line(int argc, char** argv) {
  CommandLine line;
  CLI::App app("The touch kiosk of Einlass: scans tickets, welcomes guests, prints badges.", "einlass-kiosk");
  app.add_option("--config", line.config, fmt::format("settings file (else {}, if it exists)", usual_config));
  app.add_option("--state", line.state_directory, "state directory");
  app.add_option("--pair", line.pair, "pair with the server that made this code (einlass kiosk pair), then end");
  app.add_flag("--hand-over", line.hand_over,
               "with --pair: let the new server have the event of the one that is lost; alone: let the server have it "
               "that this kiosk is paired with now");
  app.add_option("--name", line.name, "with --pair: how this kiosk is to be called");
  app.add_flag("--windowed", line.windowed, "a window instead of the whole screen");
  app.add_flag("--diagnose", line.diagnose, "begin with a screen that shows what camera and hand scanner do");
  app.add_option("--trace", line.trace, "append milestones of each scan to this file, for measurements");
  app.add_option("--log-level", line.log_level, "debug, info, warning or error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
  app.set_version_flag("--version", "einlass-kiosk " EINLASS_VERSION);
  line.exit_code = settings::read_arguments(app, argc, argv);
  return line;
}

base::Result<settings::KioskSettings> settings_of(const CommandLine& line) {
  auto settings = from_file(line.config);
  if (!settings) return settings;
  if (!line.state_directory.empty()) settings->state_directory = line.state_directory;
  if (!line.log_level.empty()) settings->log_level = line.log_level;
  if (line.windowed) settings->screen.full_screen = false;
  return settings;
}

}  // namespace einlass::kiosk

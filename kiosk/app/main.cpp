#include "core/base/assets.h"
#include "core/base/log.h"
#include "core/wire/pairing_code.h"
#include "kiosk/app/command_line.h"
#include "kiosk/app/kiosk_app.h"
#include "kiosk/link/pairing.h"

#include <csignal>
#include <cstdio>
#include <exception>

#include <gdk/gdk.h>
#include <sys/stat.h>

namespace einlass::kiosk {
namespace {

int pair_and_say(const CommandLine& line, const settings::KioskSettings& settings) {
  const auto paired = wire::read_pairing_text(line.pair).and_then([&](const wire::PairingCode& code) {
    return base::DirectoryLock::take(settings.state_directory).and_then([&](const base::DirectoryLock&) {
      return link::pair(
          code,
          {.state_dir = settings.state_directory, .name = line.name, .software = "einlass-kiosk " EINLASS_VERSION});
    });
  });
  if (!paired) {
    base::log_error("{}", paired.error().message);
    return 1;
  }
  fmt::print("This kiosk is paired as \"{}\"{}.\n", paired->name,
             paired->door.empty() ? "" : fmt::format(", door \"{}\"", paired->door));
  return 0;
}

int run_window(const CommandLine& line, const settings::KioskSettings& settings, char** argv) {
  const auto assets = settings.assets.empty() ? base::assets_directory() : settings.assets;
  // wxWidgets would end in a trap with messages of GTK, and complains where GTK itself is started before it.
  if (gdk_init_check(nullptr, nullptr) == 0) {
    base::log_error("There is no display to open a window on; start einlass-kiosk in a graphical session.");
    return 1;
  }
  std::signal(SIGTERM, [](int) { tell_to_stop(); });
  std::signal(SIGINT, [](int) { tell_to_stop(); });
  wxApp::SetInstance(new KioskApp({.settings = settings, .assets = assets, .trace = line.trace}));
  int count = 1;  // the arguments were read above; wx has none of its own here
  return wxEntry(count, argv) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace einlass::kiosk

// Exit status: 0 stopped in order, 1 failure, 2 wrong usage.
int main(int argc, char** argv) try {
  using namespace einlass;
  const auto line = kiosk::read_command_line(argc, argv);
  if (line.exit_code) return *line.exit_code;
  const auto settings = kiosk::settings_of(line);
  base::start_log("einlass-kiosk", settings ? settings->log_level : "info");
  if (!settings) {
    base::log_error("{}", settings.error().message);
    return 1;
  }
  ::umask(0077);  // what the kiosk keeps concerns nobody else on the machine
  return line.pair.empty() ? kiosk::run_window(line, *settings, argv) : kiosk::pair_and_say(line, *settings);
} catch (const std::exception& failure) {
  std::fprintf(stderr, "einlass-kiosk: %s\n", failure.what());
  return 1;
}

#include "core/base/assets.h"
#include "core/base/log.h"
#include "core/wire/pairing_code.h"
#include "kiosk/app/command_line.h"
#include "kiosk/app/kiosk_app.h"
#include "kiosk/link/hand_over.h"
#include "kiosk/link/pairing.h"

#include <csignal>
#include <cstdio>
#include <exception>

#include <gdk/gdk.h>
#include <sys/stat.h>

namespace einlass::kiosk {
namespace {

// To the server that this kiosk is paired with.
int hand_over_and_say(const settings::KioskSettings& settings) {
  const link::StateDirectory directory(settings.state_directory);
  const auto handed = base::DirectoryLock::take(settings.state_directory).and_then([&](const base::DirectoryLock&) {
    return directory.identity().and_then(
        [&](const wire::KioskIdentity& identity) { return link::hand_over_to(directory, identity.ca_key); });
  });
  if (!handed) {
    base::log_error("{}", handed.error().message);
    return 1;
  }
  fmt::print("All that this kiosk recorded goes to the server that it is paired with now.\n");
  return 0;
}

int pair_and_say(const CommandLine& line, const settings::KioskSettings& settings) {
  const auto paired = wire::read_pairing_text(line.pair).and_then([&](const wire::PairingCode& code) {
    return base::DirectoryLock::take(settings.state_directory).and_then([&](const base::DirectoryLock&) {
      return link::pair(code, {.state_dir = settings.state_directory,
                               .name = line.name,
                               .software = "einlass-kiosk " EINLASS_VERSION,
                               .hand_over = line.hand_over});
    });
  });
  if (!paired) {
    base::log_error("{}", paired.error().message);
    return 1;
  }
  fmt::print("This kiosk is paired as \"{}\"{}.\n", paired->name,
             paired->door.empty() ? "" : fmt::format(", door \"{}\"", paired->door));
  if (line.hand_over) fmt::print("When it is started, it gives its event, guests and entries to this server.\n");
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
  std::signal(SIGHUP, [](int) { tell_to_stop(); });  // the X session ends
  wxApp::SetInstance(
      new KioskApp({.settings = settings, .assets = assets, .trace = line.trace, .diagnose = line.diagnose}));
  int count = 1;  // the arguments were read above; wx has none of its own here
  const int status = wxEntry(count, argv);
  return status == 0 || status == kLeftByOrganiser ? status : 1;
}

}  // namespace
}  // namespace einlass::kiosk

// Exit status: 0 stopped in order, 1 failure, 2 wrong usage, 3 left by an organiser.
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
  if (!line.pair.empty()) return kiosk::pair_and_say(line, *settings);
  return line.hand_over ? kiosk::hand_over_and_say(*settings) : kiosk::run_window(line, *settings, argv);
} catch (const std::exception& failure) {
  std::fprintf(stderr, "einlass-kiosk: %s\n", failure.what());
  return 1;
}

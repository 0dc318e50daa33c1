// One [[printer]] of kiosk.toml or server.toml. A plain value.
#pragma once

#include <filesystem>
#include <string>

namespace einlass::settings {

enum class PrinterKind { Ipp, Cups, File };

// Which of uri, queue and folder is needed depends on the kind; reading refuses the others.
struct PrinterSettings {
  std::string name;
  PrinterKind kind = PrinterKind::Ipp;
  std::string uri;
  std::string queue;
  std::string server;  // of Cups: host, host:port or the path of a socket; empty: this machine's
  std::filesystem::path folder;
  double media_width_mm = 86;  // what is loaded
  double media_height_mm = 54;
  std::string location;  // where a badge is collected, as guests read it
  int priority = 1;      // smaller numbers print first
  int distance_m = 0;    // from the kiosk's screen
};

}  // namespace einlass::settings

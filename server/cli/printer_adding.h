// `einlass printer add`: a printer is made ready, checked, and only then written into a kiosk's settings.
#pragma once

#include "core/base/error.h"
#include "core/settings/kiosk_settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::cli {

inline constexpr const char* usual_kiosk_config = "/etc/einlass/kiosk.toml";

struct PrinterPlan {
  settings::PrinterSettings printer;  // its kind follows from uri, queue or folder
  std::string media;                  // "86x54"
  std::string driver;                 // its name, or words that only it has; empty: no queue is made
  std::string device_uri;
  int resolution_dpi = 0;
  std::vector<std::string> options;  // of the driver, NAME=VALUE
  std::filesystem::path config = usual_kiosk_config;
  bool only_print = false;  // the table goes to standard output instead
};

// What was added, for the person who did. On any error the settings are untouched and a queue that was made is gone.
base::Result<std::string> add_printer(PrinterPlan plan);

// Those that hold the words, one a line: model, then name.
base::Result<std::string> list_drivers(const std::string& server, const std::string& words);

}  // namespace einlass::cli

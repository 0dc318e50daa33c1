// The arguments of einlass-kiosk, over those of its settings file.
#pragma once

#include "core/base/error.h"
#include "core/settings/kiosk_settings.h"

#include <filesystem>
#include <optional>
#include <string>

namespace einlass::kiosk {

struct CommandLine {
  std::optional<int> exit_code;  // --help, --version or wrong usage: everything has been said
  std::string config;            // empty: the usual place, if there is a file
  std::string state_directory;   // these: empty, where the file decides
  std::string log_level;
  std::string pair;        // a pairing code: pair, then end
  std::string name;        // with pair: how this kiosk wishes to be called
  bool hand_over = false;  // what is here goes to another server: see kiosk/link/hand_over.h
  bool windowed = false;
  bool diagnose = false;        // begins with what the scanners do
  std::filesystem::path trace;  // milestones of each scan, for measurements
};

CommandLine read_command_line(int argc, char** argv);

// The file's, then the arguments over them. Errors are the file's.
base::Result<settings::KioskSettings> settings_of(const CommandLine& line);

}  // namespace einlass::kiosk

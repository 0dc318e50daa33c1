// kiosk.toml: how one kiosk runs. Read once at its start; a plain value afterwards.
#pragma once

#include "core/base/error.h"
#include "core/settings/printer_settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::settings {

enum class CameraKind { Device, Folder, None };

struct CameraSettings {
  CameraKind kind = CameraKind::Device;
  std::string device = "any";    // or a path, or part of a name as in /dev/v4l/by-id
  std::string pipeline;          // of GStreamer, instead of the device
  std::filesystem::path folder;  // where kind is Folder
  int width = 1280;
  int height = 720;
  bool mirror = true;  // shown like a looking glass
  int rotate = 0;      // clockwise, degrees
};

// Which keyboard a hand scanner's keys are read on: kiosk/stage/hand_scanner.h.
enum class WedgeLayout { Auto, Us, AsTyped };

// As flow::Look.
enum class ScreenLook { Calm, Large, Contrast };

struct ScreenSettings {
  bool full_screen = true;
  int width = 1280;  // of the window, where it is not full screen
  int height = 800;
  std::string language = "de";         // until a guest's own is known
  std::vector<std::string> languages;  // that guests choose from; empty: all that there are
  std::filesystem::path theme;         // of ScreenLook::Calm; empty: the packaged one
  ScreenLook look = ScreenLook::Calm;
  bool low = false;               // what is touched lies in the lower half
  int display_width_mm = 0;       // of its picture, as a ruler tells; 0: as the display says
  int viewing_distance_mm = 500;  // from a person's eyes, for large type
};

// Limits of a person, never waits for a machine (EN 301 549, 11.2.2.1, after WCAG 2.2.1: 20 s at least).
struct TimeSettings {
  int idle_seconds = 20;
  int warning_seconds = 20;
  int staff_idle_seconds = 60;  // of whoever is signed in
  int slower = 1;
  int double_strike_ms = 500;  // a second press within is an accident (EN 301 549, 5.8)
  int same_key_ms = 120;       // likewise of one key of the keyboard on the screen
};

enum class HeadphonesKind { Jack, Never, Always };

// Speech for guests who cannot see the screen. It goes where the machine's sound goes.
struct SpeechSettings {
  HeadphonesKind headphones = HeadphonesKind::Jack;
  std::filesystem::path jack;  // input device that knows whether headphones are in; empty: the first that does
  bool aloud = false;          // to everybody, without being asked
  int volume = 6;              // of 10, at the start of each visit
};

// Each outcome has one of its own; never over speech.
struct SoundSettings {
  bool on = true;
  int volume = 6;     // of 10
  bool keys = false;  // a click with each press
};

// Names of keys, such as "Tab" or "Shift+F3"; any of a list will do. What they mean: flow::Key.
struct KeySettings {
  std::vector<std::string> next{"Tab", "Down"};
  std::vector<std::string> previous{"Shift+Tab", "Up"};
  std::vector<std::string> press{"Enter", "Num Enter"};
  std::vector<std::string> back{"Esc"};
  std::vector<std::string> repeat{"F5"};
  std::vector<std::string> stop{"F6"};
  std::vector<std::string> quieter{"F7"};
  std::vector<std::string> louder{"F8"};
  std::vector<std::string> help{"F1"};
};

struct KioskSettings {
  std::filesystem::path state_directory = "/var/lib/einlass/kiosk";
  std::filesystem::path assets;  // empty: beside the program
  std::string log_level = "info";
  bool wedge = true;
  WedgeLayout wedge_layout = WedgeLayout::Auto;
  std::string wedge_prefix;
  std::string wedge_suffix;
  CameraSettings camera;
  ScreenSettings screen;
  TimeSettings times;
  SpeechSettings speech;
  SoundSettings sounds;
  KeySettings keys;
  std::vector<PrinterSettings> printers;
};

// NotFound or Storage: the file cannot be read. InvalidInput: names the line, the key and what it may be.
base::Result<KioskSettings> read_kiosk_settings(const std::filesystem::path& file);
base::Result<KioskSettings> parse_kiosk_settings(const std::string& toml, const std::string& file_name);

// A commented file with every key and its default: assets/config/kiosk.toml.
std::string kiosk_settings_sample();

}  // namespace einlass::settings

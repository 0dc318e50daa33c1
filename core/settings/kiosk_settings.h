// kiosk.toml: how one kiosk runs. Read once at its start; a plain value afterwards.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::settings {

enum class CameraKind { Device, Folder, None };

struct CameraSettings {
  CameraKind kind = CameraKind::Device;
  std::string device = "/dev/video0";
  std::string pipeline;          // GStreamer, instead of the device
  std::filesystem::path folder;  // pictures dropped here are scanned
  int width = 1280;
  int height = 720;
  bool mirror = true;  // shown like a looking glass
};

enum class PrinterKind { Ipp, Cups, File };

// Which of uri, queue and folder is needed depends on the kind; the others must be left out.
struct PrinterSettings {
  std::string name;  // "left", "printer B": what screens call it
  PrinterKind kind = PrinterKind::Ipp;
  std::string uri;               // Ipp: ipp://host:631/ipp/print
  std::string queue;             // Cups: the queue's name
  std::string cups_server;       // Cups: host or socket path; empty: the machine's own
  std::filesystem::path folder;  // File: a PDF per badge is written here
  std::string media = "86x54";   // mm, width x height of what lies in the printer
};

enum class Language { German, English };

struct ScreenSettings {
  bool full_screen = true;
  int width = 1280;  // of the window, where it is not full screen
  int height = 800;
  Language language = Language::German;  // until a guest's own is known
  std::filesystem::path theme;           // empty: the packaged one
};

struct TimeSettings {
  int server_answer_ms = 300;  // without an answer the kiosk decides alone (docs/journal.md, Deciding)
  int checking_ms = 3000;      // where it may not decide alone
  int welcome_seconds = 12;
  int refusal_seconds = 20;
  int idle_seconds = 45;
  int same_code_seconds = 5;  // the same code again within this time is one scan
};

struct KioskSettings {
  std::filesystem::path state_directory = "/var/lib/einlass/kiosk";
  std::string log_level = "info";
  bool wedge = true;  // hand scanners that act as keyboards
  CameraSettings camera;
  ScreenSettings screen;
  TimeSettings times;
  std::vector<PrinterSettings> printers;
};

// Errors as with read_server_settings.
base::Result<KioskSettings> read_kiosk_settings(const std::filesystem::path& file);
base::Result<KioskSettings> parse_kiosk_settings(const std::string& toml, const std::string& file_name);

// A commented file with every key and its default: assets/config/kiosk.toml.
std::string kiosk_settings_sample();

}  // namespace einlass::settings

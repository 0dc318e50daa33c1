#include "core/settings/kiosk_settings.h"

#include "core/base/file.h"
#include "core/settings/key_table.h"
#include "core/settings/printer_tables.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace einlass::settings {
namespace {

constexpr std::size_t largest_kiosk_toml = 1U << 20U;

// The program itself, hand scanners and the camera.
Keys own_keys(KioskSettings& s) {
  return {
      {"state_directory", "Where the kiosk keeps its journal and keys. One kiosk per directory.",
       Path{&s.state_directory}},
      {"assets", "Fonts, sounds, translations and theme; empty: those installed with the program.", Path{&s.assets}},
      {"log_level", "How much it says on standard error.",
       choice_of(s.log_level, {"debug", "info", "warning", "error"})},
      {"wedge", "Take codes from hand scanners that act as keyboards.", Flag{&s.wedge}},
      {"wedge_layout",
       "Which keyboard these scanners are set to: us, the one of this machine (as_typed), or auto, which goes by the "
       "first code that shows it, and by us until then.",
       choice_of(s.wedge_layout, {"auto", "us", "as_typed"})},
      {"wedge_prefix", "What they put before each code, taken away again.", Text{&s.wedge_prefix}},
      {"wedge_suffix", "What they put behind it, beside Enter or Tab.", Text{&s.wedge_suffix}},
      {"camera.kind", "Where pictures come from.", choice_of(s.camera.kind, {"device", "folder", "none"})},
      {"camera.device",
       "The camera: a device such as /dev/video2, part of a name in /dev/v4l/by-id such as a serial number, or any, "
       "for the first that works.",
       Text{&s.camera.device}},
      {"camera.pipeline",
       "GStreamer pipeline without its sink, instead of the device, such as for a network camera: raw pictures "
       "or JPEG.",
       Text{&s.camera.pipeline}},
      {"camera.folder", "With kind = \"folder\": pictures put here are scanned as if held before a camera.",
       Path{&s.camera.folder}},
      {"camera.width", "Width of the picture that the camera is asked for.", Number{&s.camera.width, 320, 7680}},
      {"camera.height", "Its height.", Number{&s.camera.height, 240, 4320}},
      {"camera.rotate",
       "Turns the picture clockwise by 0, 90, 180 or 270 degrees, for a camera that is built in on its side.",
       Number{&s.camera.rotate, 0, 270}},
      {"camera.mirror", "Show the picture like a looking glass.", Flag{&s.camera.mirror}},
  };
}

Keys screen_keys(KioskSettings& s) {
  return {
      {"screen.full_screen", "Fill the whole screen.", Flag{&s.screen.full_screen}},
      {"screen.width", "Width of the window where it does not.", Number{&s.screen.width, 480, 7680}},
      {"screen.height", "Its height.", Number{&s.screen.height, 480, 4320}},
      {"screen.language", "Language until a guest's own is known.", Text{&s.screen.language}},
      {"screen.languages", "Languages that guests choose from, in this order; empty: all that there are.",
       TextList{&s.screen.languages}},
      {"screen.theme", "Colours and type of the calm look; empty: the theme installed with the program.",
       Path{&s.screen.theme}},
      {"screen.look", "How the screen looks until a guest chooses otherwise.",
       choice_of(s.screen.look, {"calm", "large", "contrast"})},
      {"screen.low", "Keep what is touched in the lower half of the screen, for whoever sits.", Flag{&s.screen.low}},
      {"screen.display_width_mm",
       "Width of the display's picture in millimetres, as a ruler tells; 0: what the display says of itself.",
       Number{&s.screen.display_width_mm, 0, 3000}},
      {"screen.viewing_distance_mm", "From the eyes of whoever stands before it to the display, for large type.",
       Number{&s.screen.viewing_distance_mm, 200, 3000}},
      {"times.idle_seconds", "Seconds without a touch before the screen asks whether somebody is there.",
       Number{&s.times.idle_seconds, 20, 600}},
      {"times.warning_seconds", "Seconds that this question stands.", Number{&s.times.warning_seconds, 20, 600}},
      {"times.staff_idle_seconds", "The same for somebody of the team, who is signed out then.",
       Number{&s.times.staff_idle_seconds, 20, 3600}},
      {"times.slower", "Stretches these limits so many times, for guests who need more time.",
       Number{&s.times.slower, 1, 10}},
      {"times.double_strike_ms", "A second press within so many milliseconds is an accident and counts as none.",
       Number{&s.times.double_strike_ms, 0, 2000}},
      {"times.same_key_ms", "The same for one key of the keyboard on the screen.",
       Number{&s.times.same_key_ms, 0, 2000}},
  };
}

// Speech, sounds, and the keypad that goes with them.
Keys voice_keys(KioskSettings& s) {
  return {
      {"speech.headphones",
       "Names are spoken into headphones only: in while their jack says so, never, or always, for a handset.",
       choice_of(s.speech.headphones, {"jack", "never", "always"})},
      {"speech.jack", "Input device of the jack, such as /dev/input/event5; empty: the first that has one.",
       Path{&s.speech.jack}},
      {"speech.aloud", "Speak to everybody, not only to those who plug headphones in or press a key of the keypad.",
       Flag{&s.speech.aloud}},
      {"speech.volume", "Volume from 1 to 10 at the start of each visit.", Number{&s.speech.volume, 1, 10}},
      {"sounds.on", "A short sound with each outcome, never over speech.", Flag{&s.sounds.on}},
      {"sounds.volume", "Their volume from 1 to 10.", Number{&s.sounds.volume, 1, 10}},
      {"sounds.keys", "A click with each press, too.", Flag{&s.sounds.keys}},
      {"keys.next", "Keys of a keypad or keyboard: to the next button.", TextList{&s.keys.next}},
      {"keys.previous", "To the button before.", TextList{&s.keys.previous}},
      {"keys.press", "Press the button.", TextList{&s.keys.press}},
      {"keys.back", "End the visit.", TextList{&s.keys.back}},
      {"keys.repeat", "Say the screen again.", TextList{&s.keys.repeat}},
      {"keys.stop", "Stop speaking.", TextList{&s.keys.stop}},
      {"keys.quieter", "Speak more quietly.", TextList{&s.keys.quieter}},
      {"keys.louder", "Speak louder.", TextList{&s.keys.louder}},
      {"keys.help", "Ask for help.", TextList{&s.keys.help}},
  };
}

// In the order of the sample file.
Keys keys_of(KioskSettings& s) {
  Keys keys = own_keys(s);
  for (auto&& more : {screen_keys(s), voice_keys(s)}) keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

std::optional<std::string> wrong_camera(const KioskSettings& settings) {
  if (settings.camera.rotate % 90 != 0) return "camera.rotate must be 0, 90, 180 or 270.";
  if (settings.camera.kind != CameraKind::Folder || !settings.camera.folder.empty()) return {};
  return "camera.kind is \"folder\", so that camera.folder must name one.";
}

}  // namespace

base::Result<KioskSettings> parse_kiosk_settings(const std::string& toml, const std::string& file_name) {
  KioskSettings settings;
  const auto read = read_keys(toml, file_name, keys_of(settings), {printer_tables(settings.printers)});
  if (!read) return tl::make_unexpected(read.error());
  if (const auto missing = wrong_camera(settings)) {
    return base::fail(base::ErrorKind::InvalidInput, fmt::format("{}: {}", file_name, *missing));
  }
  return settings;
}

base::Result<KioskSettings> read_kiosk_settings(const std::filesystem::path& file) {
  return base::read_file(file, largest_kiosk_toml).and_then([&](const std::string& toml) {
    return parse_kiosk_settings(toml, file.string());
  });
}

std::string kiosk_settings_sample() {
  KioskSettings defaults;
  return "# Settings of einlass-kiosk. Every line that is commented out shows the default.\n\n" +
         sample_of(keys_of(defaults)) +
         "\n# Printers, one block each; without any, badges stay owed and are printed by another kiosk.\n" +
         printer_sample();
}

}  // namespace einlass::settings

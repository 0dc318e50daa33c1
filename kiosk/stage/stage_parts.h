// What a stage is made of: what it shows and says with, how it runs, and its devices. Values; handed over once.
#pragma once

#include "core/base/clock.h"
#include "kiosk/flow/display.h"
#include "kiosk/flow/flow_config.h"
#include "kiosk/flow/sound.h"
#include "kiosk/flow/speaker.h"
#include "kiosk/flow/texts.h"
#include "kiosk/flow/ui_loop.h"
#include "kiosk/link/link.h"
#include "kiosk/stage/double_strike.h"
#include "kiosk/stage/hand_scanner.h"
#include "kiosk/stage/pairing_booth.h"
#include "printing/spool/spooler.h"
#include "scanner/scanner.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace einlass::stage {

struct StageParts {
  flow::Display& display;
  flow::Speaker& speaker;
  flow::UiLoop& ui;
  const flow::Texts& texts;
  const base::Clock& clock;
  std::shared_ptr<const badge::FontSet> fonts;
  flow::SoundPlayer* sounds = nullptr;  // null: a silent kiosk
};

struct StageOptions {
  std::vector<std::string> languages{"de", "en"};  // that guests choose from
  std::string default_language = "de";
  flow::Timings timings;
  base::Milliseconds same_code{5'000};                   // the same code again within this time is one scan
  flow::Look look = flow::Look::Calm;                    // until a visitor chooses another
  bool low = false;                                      // likewise: controls in the screen's lower half
  DoubleStrikeLimits double_strike;                      // accidents of the hand
  bool aloud = false;                                    // speaks to everybody
  int volume = 6;                                        // of 10, at the start of each visit
  flow::Headphones headphones = flow::Headphones::None;  // until post_headphones() is told otherwise
  bool mirrored = true;                                  // the camera faces the guest, as a looking glass
  bool key_clicks = false;                               // a press is heard
  HandScannerOptions hand_scanner;
  bool diagnose = false;        // starts with the diagnosis
  std::function<void()> quit;   // ends the program, for an organiser
  std::filesystem::path trace;  // milestones for measurements; empty: none
};

struct StageDevices {
  std::unique_ptr<link::Link> link;  // null: not paired
  std::unique_ptr<spool::Spooler> spooler;
  bool has_printer = false;
  std::vector<std::unique_ptr<scan::Scanner>> scanners;  // camera or folder; may be empty
  // Where `link` is null: pairs with a code's text (any thread, may take long), then makes the link (UI thread).
  PairingBooth::Pair pair;
  std::function<base::Result<std::unique_ptr<link::Link>>()> start_link;
};

// A code as it was read, cleaned.
struct ReadText {
  std::string text;
  flow::ScanSource source = flow::ScanSource::Camera;
  std::string symbol{};           // its kind, such as "QR code"; empty: not known
  base::Milliseconds picture{0};  // when the picture that it was in was taken; 0: in none
};

}  // namespace einlass::stage

// The kiosk as a wx program: builds window, stage and devices in order, runs until it is told to stop.
#pragma once

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/settings/kiosk_settings.h"
#include "kiosk/screens/catalogue_texts.h"
#include "kiosk/screens/kiosk_frame.h"
#include "kiosk/screens/wx_loop.h"
#include "kiosk/stage/stage.h"
#include "kiosk/voice/headphone_jack.h"
#include "kiosk/voice/sounds.h"
#include "kiosk/voice/speechd_speaker.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <wx/app.h>

namespace einlass::kiosk {

struct KioskRun {
  settings::KioskSettings settings;
  std::filesystem::path assets;
  std::filesystem::path trace;
  bool diagnose = false;
};

// Exit status after an organiser left for the machine's own screen: nothing is to start the kiosk again.
inline constexpr int kLeftByOrganiser = 3;

class KioskApp final : public wxApp {
 public:
  explicit KioskApp(KioskRun run) : run_(std::move(run)) {}

  bool OnInit() override;
  int OnExit() override;
  int OnRun() override;

 private:
  base::Result<void> build();
  base::Result<void> open_devices(const badge::FontSet& fonts);
  void open_ears();
  stage::StageOptions stage_options(const std::vector<std::string>& languages);
  base::Result<std::map<flow::Look, screens::Theme>> themes() const;
  base::Result<void> open_window();
  base::Result<std::unique_ptr<link::Link>> open_link(const badge::FontSet& fonts);
  base::Result<std::unique_ptr<link::Link>> start_link(const badge::FontSet& fonts);
  base::Result<void> pair(const std::string& text, const std::stop_token& stop) const;
  void leave();
  void stop_when_told();

  KioskRun run_;
  base::SystemClock clock_;
  std::optional<base::DirectoryLock> lock_;
  std::optional<screens::CatalogueTexts> texts_;
  std::optional<screens::WxLoop> ui_;
  screens::KioskFrame* frame_ = nullptr;  // wx deletes it
  std::optional<voice::SpeechdSpeaker> speaker_;
  std::optional<voice::Sounds> sounds_;  // none: switched off
  std::unique_ptr<stage::Stage> stage_;
  std::optional<voice::HeadphoneJack> jack_;
  bool left_ = false;
};

// From a signal handler: the program ends in order soon after.
void tell_to_stop();

}  // namespace einlass::kiosk

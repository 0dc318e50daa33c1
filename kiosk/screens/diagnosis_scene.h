// What the scanners do: the camera's picture with figures beside it, below it on an upright screen. Child of the
// KioskFrame. UI thread.
#pragma once

#include "kiosk/screens/scenes.h"

#include <cstddef>
#include <string>
#include <vector>

namespace einlass::screens {

class DiagnosisScene final : public Scene {
 public:
  DiagnosisScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, PictureSource pictures, bool mirrored);

  void set_model(const flow::ScreenModel& model) override;
  void arrange(const Measure& measure) override;
  bool turn_to(const std::string& id) override { return buttons_.grid().turn_to(id); }
  void set_live(bool live) { picture_->set_live(live); }

 private:
  struct Pair {
    TextBlock* label;
    TextBlock* text;
  };
  int place_words(const wxRect& room, const Measure& measure);
  int place_lines(wxRect room, const Measure& measure, double shrink, bool really);

  const Theme& theme_;
  CameraPicture* picture_;
  TextBlock* headline_;
  TextBlock* body_;
  std::vector<Pair> lines_;
  std::size_t shown_ = 0;
  ButtonShelf buttons_;
  Measure measure_;
};

}  // namespace einlass::screens

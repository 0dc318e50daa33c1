// What the scanners do: the camera's picture with figures beside it, below it on an upright screen. Child of the
// KioskFrame. UI thread.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/pictures.h"
#include "kiosk/screens/press_button.h"
#include "kiosk/screens/text_block.h"

#include <cstddef>
#include <vector>

namespace einlass::screens {

class DiagnosisScene : public Pane {
 public:
  struct Camera {
    PictureSource pictures;
    bool mirrored = true;
  };
  DiagnosisScene(wxWindow* parent, const Theme& theme, const OnPress& on_press, Camera camera);

  void set_model(const flow::ScreenModel& model);
  void clear();  // another scene is shown: gives its button's name away
  void set_live(bool live) { picture_->set_live(live); }
  void arrange(double scale);

 private:
  struct Pair {
    TextBlock* label;
    TextBlock* text;
  };
  int place_lines(wxRect room, double scale, double shrink, bool really);

  const Theme& theme_;
  CameraPicture* picture_;
  TextBlock* headline_;
  TextBlock* body_;
  std::vector<Pair> lines_;
  std::size_t shown_ = 0;
  PressButton* done_;
};

}  // namespace einlass::screens

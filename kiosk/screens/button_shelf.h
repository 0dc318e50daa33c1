// Buttons of a scene in a grid. Owned by the scene whose children they are. UI thread.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/cells.h"

#include <functional>
#include <memory>
#include <vector>

namespace einlass::screens {

// Buttons that a grid shows, made as they are needed.
class ButtonShelf {
 public:
  ButtonShelf(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> turned);
  void set_buttons(const std::vector<flow::Button>& buttons, ControlLook look);
  Grid& grid() { return grid_; }
  const std::vector<ButtonCell*>& shown() const { return shown_; }

 private:
  wxWindow* parent_;
  const Theme& theme_;
  OnPress on_press_;
  Grid grid_;
  std::vector<std::unique_ptr<ButtonCell>> cells_;
  std::vector<ButtonCell*> shown_;
};

}  // namespace einlass::screens

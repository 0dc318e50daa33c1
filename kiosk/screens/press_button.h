// A native button that stands for a flow::Button.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/gtk_style.h"
#include "kiosk/screens/paint.h"

#include <functional>
#include <optional>

#include <wx/button.h>

namespace einlass::screens {

using OnPress = std::function<void(const flow::Event&)>;

class PressButton : public wxButton {
 public:
  PressButton(wxWindow* parent, const Theme& theme, OnPress on_press);

  // Hides itself without a button. Named after the button's id.
  void set_button(const std::optional<flow::Button>& button, ControlLook look);

  // As if touched.
  void press();

  // Text size and the width that the label needs; to be called before it is placed.
  int fit(int type_size, int widest);

 private:
  const Theme& theme_;
  OnPress on_press_;
  std::optional<flow::Event> event_;
  std::optional<ControlLook> look_;
  int type_size_ = 0;
  std::optional<FontWeight> weight_;
};

}  // namespace einlass::screens

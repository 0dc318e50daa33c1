// The keyboard on the screen: native buttons, so that keypads and assistive technology reach each key. Keys are made
// once and get other labels, so that a letter changes what it must and nothing else. UI thread.
#pragma once

#include "kiosk/screens/measure.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/press_button.h"

#include <vector>

namespace einlass::screens {

class KeyboardView : public Pane {
 public:
  KeyboardView(wxWindow* parent, const Theme& theme, const OnPress& on_press);

  void set_keyboard(const flow::Keyboard& keyboard);

  // Eleven keys beside each other are as wide as the display allows: 11 mm on 10 inches upright.
  // Heights with keys as low as a finger allows, and as high as is comfortable.
  int least_height(const Measure& measure) const { return height(measure, measure.target); }
  int best_height(const Measure& measure) const;
  void arrange(const Measure& measure);  // within its own size

 private:
  struct Key {
    std::size_t button = 0;
    double width = 1;
  };
  int height(const Measure& measure, int key) const;
  double unit_of(const std::vector<Key>& row, const Measure& measure) const;
  double common_unit(const Measure& measure) const;
  void place_row(const std::vector<Key>& row, const wxRect& place, double unit, const Measure& measure);

  const Theme& theme_;
  OnPress on_press_;
  std::vector<PressButton*> keys_;
  std::vector<std::vector<Key>> rows_;
  bool number_pad_ = false;
};

}  // namespace einlass::screens

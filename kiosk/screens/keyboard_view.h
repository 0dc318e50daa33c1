// The keyboard on the screen: native buttons, so that keypads and assistive technology reach each key. Keys are made
// once and get other labels, so that a letter changes what it must and nothing else. It can be hidden, so that what had
// to give way to it is seen; a button in its place brings it back. UI thread.
#pragma once

#include "kiosk/screens/key_rows.h"
#include "kiosk/screens/measure.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/press_button.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace einlass::screens {

class KeyboardView : public Pane {
 public:
  // `turned`: the keys were hidden or brought back by hand, and all must be arranged anew.
  KeyboardView(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> turned);

  // Hides itself without a keyboard.
  void set_keyboard(const std::optional<flow::Keyboard>& keyboard);
  bool has_keyboard() const { return keyboard_.has_value(); }
  bool can_hide() const { return keyboard_ && !keyboard_->hide.empty(); }
  bool are_keys_hidden() const { return keys_hidden_; }
  void hide_keys(bool hidden);

  // Heights in this width with keys as low as a finger allows, and as high as is comfortable.
  int least_height(const Measure& measure, int width);
  int best_height(const Measure& measure, int width);
  void arrange(const Measure& measure);  // within its own size

  bool has_key(const std::string& id) const;
  // In which order keys are read, hidden or not.
  const std::vector<std::string>& key_order() const { return order_; }

 private:
  struct Key {
    PressButton* button;
    double width;
  };
  void lay_rows(const Measure& measure, int width);
  void show_hiding();
  PressButton* button_for(const flow::Keycap& key, std::size_t number);
  int height(const Measure& measure, int key) const;
  double unit_of(const std::vector<Key>& row) const;
  double common_unit(const Measure& measure, bool last) const;
  void place_row(const std::vector<Key>& row, const wxRect& place, double unit, const Measure& measure);

  const Theme& theme_;
  OnPress on_press_;
  std::optional<flow::Keyboard> keyboard_;
  bool keys_hidden_ = false;
  std::vector<PressButton*> keys_;
  PressButton* hide_;
  PressButton* unhide_;
  std::vector<std::vector<Key>> rows_;
  std::vector<std::string> order_;
  bool folded_ = false;
  int laid_width_ = 0;  // for which rows_ were chosen; 0: they are to be chosen anew
  int gap_ = 0;         // between two keys of a row
};

}  // namespace einlass::screens

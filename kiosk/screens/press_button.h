// A native button that stands for a flow::Button.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/gtk_style.h"
#include "kiosk/screens/text_fit.h"

#include <functional>
#include <optional>
#include <string>

#include <wx/button.h>

namespace einlass::screens {

using OnPress = std::function<void(const flow::Event&)>;

class PressButton : public wxButton {
 public:
  PressButton(wxWindow* parent, const Theme& theme, OnPress on_press);

  // Hides itself without a button. Named after the button's id; `spoken` is its name for assistive technology where the
  // label is no word.
  void set_button(const std::optional<flow::Button>& button, ControlLook look, const std::string& spoken = {});
  // What is written on it, where that is not the label: the text of a field, or nothing.
  void set_written(const std::string& text);
  void set_alignment(TextAlign align) { align_ = align; }

  // As if touched.
  void press();
  const std::string& id() const { return id_; }

  // Fits what is written to `room`, its padding included; returns the size that the button needs.
  wxSize fit(const TextRoom& room);
  // As fitted last.
  void put(const wxRect& place);

  bool fits() const { return fitted_.fits; }
  bool is_whole() const { return fitted_.whole; }
  int type_size() const { return symbol_.empty() ? fitted_.type : 0; }  // 0: nothing is written
  // After another theme or size of type.
  void restyle();

 private:
  void draw_symbol(int pixels);
  int padding(int type_size) const;

  const Theme& theme_;
  OnPress on_press_;
  std::optional<flow::Event> event_;
  std::string id_;
  std::optional<ControlLook> look_;
  TextAlign align_ = TextAlign::Centre;
  std::string spoken_;
  std::string symbol_;
  std::string drawn_;  // which symbol, at which size and in which colour
  wxString written_;
  TextRoom room_;
  FittedText fitted_;
  int shown_size_ = 0;
  std::optional<FontWeight> shown_weight_;
};

}  // namespace einlass::screens

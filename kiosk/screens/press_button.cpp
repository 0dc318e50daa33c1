#include "kiosk/screens/press_button.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

namespace {

// What is chosen is told by more than its colour: a mark, and bold letters beside light ones.
std::string mark_of(ControlLook look) {
  return look == ControlLook::Selected ? "\u2713\u2002" : "";
}

}  // namespace

PressButton::PressButton(wxWindow* parent, const Theme& theme, OnPress on_press)
    : wxButton(parent, wxID_ANY), theme_(theme), on_press_(std::move(on_press)) {
  Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { press(); });
  Hide();
}

void PressButton::press() {
  if (!event_) return;
  const flow::Event event = *event_;  // pressing may change this very button
  on_press_(event);
}

void PressButton::set_button(const std::optional<flow::Button>& button, ControlLook look) {
  Show(button.has_value());
  event_.reset();
  if (!button) return;
  event_ = button->event;
  SetName(wx_text(button->id));
  const wxString label = wxControl::EscapeMnemonics(wx_text(mark_of(look) + button->label));
  if (label != GetLabel()) SetLabel(label);
  if (look_ == look) return;
  look_ = look;
  set_look(*this, look);
}

int PressButton::fit(int type_size, int widest) {
  const auto weight = look_ == ControlLook::Other ? FontWeight::Regular : FontWeight::Bold;
  int size = type_size;
  int needed = 0;
  for (;; --size) {
    const wxFont font = theme_font(theme_, size, weight);
    int width = 0;
    int height = 0;
    GetTextExtent(GetLabelText(), &width, &height, nullptr, nullptr, &font);
    needed = width + 2 * size;
    if (needed <= widest || size <= type_size / 2) break;
  }
  if (size != type_size_ || weight != weight_) SetFont(theme_font(theme_, size, weight));
  type_size_ = size;
  weight_ = weight;
  return std::min(needed, widest);
}

}  // namespace einlass::screens

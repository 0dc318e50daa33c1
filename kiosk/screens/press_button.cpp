#include "kiosk/screens/press_button.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::screens {

namespace {

// What is chosen is told by more than its colour: a mark, and bold letters beside light ones.
std::string mark_of(ControlLook look) {
  return look == ControlLook::Selected ? "\u2713\u2002" : "";
}

FontWeight weight_of(ControlLook look) {
  const bool light = look == ControlLook::Other || look == ControlLook::Key || look == ControlLook::Field ||
                     look == ControlLook::FieldTyped || look == ControlLook::FieldTrouble;
  return light ? FontWeight::Regular : FontWeight::Bold;
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

void PressButton::set_button(const std::optional<flow::Button>& button, ControlLook look, const std::string& spoken) {
  if (IsShown() != button.has_value()) Show(button.has_value());
  event_.reset();
  if (!button) return;
  event_ = button->event;
  if (id_ != button->id) SetName(wx_text(button->id));
  id_ = button->id;
  symbol_ = button->symbol;
  set_written(symbol_.empty() ? mark_of(look) + button->label : std::string());
  const std::string& name = spoken.empty() ? button->label : spoken;
  if (spoken_ != name) set_spoken_name(*this, name);
  spoken_ = name;
  if (look_ == look) return;
  look_ = look;
  room_ = {};
  set_look(*this, look);
}

void PressButton::set_written(const std::string& text) {
  const wxString written = wx_text(text);
  if (written == written_) return;
  written_ = written;
  room_ = {};
  fitted_ = {};
}

int PressButton::padding(int type_size) const {
  const bool key = look_ == ControlLook::Key || look_ == ControlLook::KeyHeld;
  return key ? type_size / 4 : type_size * 3 / 2;
}

wxSize PressButton::fit(const TextRoom& room) {
  if (!symbol_.empty()) return {room.size * 2, room.size * 3 / 2};
  if (written_.empty()) return {0, room.size * 3 / 2};
  const int padded = padding(room.size);
  if (room != room_) {
    room_ = room;
    fitted_ = fit_text(
        *this, written_, theme_, weight_of(look_.value_or(ControlLook::Plain)),
        {.width = room.width - padded, .height = room.height - 8, .size = room.size, .smallest = room.smallest});
  }
  return {fitted_.extent.x + padded, fitted_.extent.y + 8};
}

void PressButton::put(const wxRect& place) {
  const auto weight = weight_of(look_.value_or(ControlLook::Plain));
  if (fitted_.type > 0 && (fitted_.type != shown_size_ || weight != shown_weight_)) {
    SetFont(theme_font(theme_, fitted_.type, weight));
    shown_size_ = fitted_.type;
    shown_weight_ = weight;
  }
  const wxString label = wxControl::EscapeMnemonics(fitted_.text);
  if (label != GetLabel()) {
    SetLabel(label);
    align_button_text(*this, align_);
  }
  draw_symbol(std::min(place.width, place.height) * 6 / 10);
  if (place != GetRect()) SetSize(place);
}

void PressButton::draw_symbol(int pixels) {
  const std::string wanted =
      symbol_.empty() ? "" : fmt::format("{} {} {}", symbol_, pixels, colour_text(theme_.colours.ink));
  if (wanted == drawn_) return;
  drawn_ = wanted;
  SetBitmap(wanted.empty() ? wxBitmap() : theme_icon(theme_, symbol_, pixels, theme_.colours.ink));
}

void PressButton::restyle() {
  room_ = {};
}

}  // namespace einlass::screens

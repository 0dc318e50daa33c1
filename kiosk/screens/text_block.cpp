#include "kiosk/screens/text_block.h"

namespace einlass::screens {

TextBlock::TextBlock(wxWindow* parent, const Theme& theme, FontWeight weight, TextAlign align)
    : wxStaticText(parent, wxID_ANY, wxString(), wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE),
      theme_(theme),
      weight_(weight) {
  restyle();
  set_alignment(*this, align);
}

void TextBlock::set_text(const std::string& utf8) {
  const wxString text = wx_text(utf8);
  if (text == text_) return;
  text_ = text;
  room_ = {};
  fitted_ = {};
  if (text_.empty() && !GetLabelText().empty()) SetLabelText(text_);
}

void TextBlock::set_weight(FontWeight weight) {
  if (weight == weight_) return;
  weight_ = weight;
  room_ = {};
}

void TextBlock::set_ink(Colour Colours::*ink) {
  if (ink == ink_) return;
  ink_ = ink;
  restyle();
}

void TextBlock::restyle() {
  const wxColour colour = wx_colour(theme_.colours.*ink_);
  if (colour != GetForegroundColour()) SetForegroundColour(colour);
}

wxSize TextBlock::fit(const TextRoom& room) {
  if (text_.empty()) return {0, 0};
  if (room == room_) return fitted_.extent;
  room_ = room;
  fitted_ = fit_text(*this, text_, theme_, weight_, room);
  return fitted_.extent;
}

void TextBlock::put(const wxRect& place) {
  if (shown_size_ != fitted_.type || shown_weight_ != weight_) SetFont(theme_font(theme_, fitted_.type, weight_));
  shown_size_ = fitted_.type;
  shown_weight_ = weight_;
  if (fitted_.text != GetLabelText()) SetLabelText(fitted_.text);
  SetSize(place);
}

}  // namespace einlass::screens

// An icon beside words that say the same. Has no window of its own, so that what lies below it can be pressed.
#pragma once

#include "kiosk/screens/paint.h"

#include <string>

#include <wx/statbmp.h>

namespace einlass::screens {

class SmallIcon : public wxStaticBitmap {
 public:
  explicit SmallIcon(wxWindow* parent) : wxStaticBitmap(parent, wxID_ANY, wxBitmap()) {}

  // In a square with this corner.
  void draw(const Theme& theme, const char* name, Colour colour, const wxRect& place) {
    const std::string wanted = name + colour_text(colour) + std::to_string(place.width);
    if (wanted != drawn_) SetBitmap(theme_icon(theme, name, place.width, colour));
    drawn_ = wanted;
    if (place != GetRect()) SetSize(place);
  }

 private:
  std::string drawn_;
};

}  // namespace einlass::screens

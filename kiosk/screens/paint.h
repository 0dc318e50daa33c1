// Small bridges between the theme and wx. UI thread.
#pragma once

#include "kiosk/screens/theme.h"

#include <string>

#include <wx/bitmap.h>
#include <wx/colour.h>
#include <wx/font.h>
#include <wx/gdicmn.h>

namespace einlass::screens {

inline wxColour wx_colour(Colour colour) {
  return {colour.red, colour.green, colour.blue};
}

inline wxString wx_text(const std::string& utf8) {
  return wxString::FromUTF8(utf8);
}

enum class FontWeight { Regular, Bold };
wxFont theme_font(const Theme& theme, int pixels, FontWeight weight = FontWeight::Regular);

// An icon of the theme (icons/NAME.svg) in one colour; an empty bitmap if the file is missing or broken.
wxBitmap theme_icon(const Theme& theme, const std::string& name, int pixels, Colour colour);

}  // namespace einlass::screens

// Text that fits its place: wrapped, then shrunk, and only at its smallest size broken inside a word; never cut. Only
// measures: GTK lays the whole window out anew whenever a label changes, and would never end if every layout tried
// several. UI thread.
#pragma once

#include "kiosk/screens/paint.h"

class wxWindow;

namespace einlass::screens {

struct TextRoom {
  int width = 0;
  int height = 0;    // at most
  int size = 0;      // of the type as wanted, in pixels
  int smallest = 0;  // of the type
  friend bool operator==(const TextRoom&, const TextRoom&) = default;
};

struct FittedText {
  wxString text;      // with its line breaks
  wxSize extent;      // of all lines
  int type = 0;       // size in pixels
  bool fits = true;   // else it is larger than its room even so
  bool whole = true;  // no word had to be broken
};

// `ruler`: any window of the display.
FittedText fit_text(const wxWindow& ruler, const wxString& text, const Theme& theme, FontWeight weight,
                    const TextRoom& room);

}  // namespace einlass::screens

// Text that fits its place (text_fit.h). A native label, so that assistive technology reads it.
#pragma once

#include "kiosk/screens/gtk_style.h"
#include "kiosk/screens/text_fit.h"

#include <string>

#include <wx/stattext.h>

namespace einlass::screens {

class TextBlock : public wxStaticText {
 public:
  TextBlock(wxWindow* parent, const Theme& theme, FontWeight weight, TextAlign align = TextAlign::Centre);

  void set_text(const std::string& utf8);
  void set_weight(FontWeight weight);
  bool is_empty() const { return text_.empty(); }

  // One of the theme's colours; the theme's change is seen after restyle().
  void set_ink(Colour Colours::*ink);
  void restyle();

  // Chooses size and line breaks; returns the size it takes.
  wxSize fit(const TextRoom& room);
  // Shows the text as it was fitted last.
  void put(const wxRect& place);

  int type_size() const { return fitted_.type; }
  // The text's own extent at the chosen size.
  wxSize extent() const { return fitted_.extent; }
  bool fits() const { return is_empty() || fitted_.fits; }
  bool is_whole() const { return fitted_.whole; }  // no word had to be broken

 private:
  const Theme& theme_;
  FontWeight weight_;
  Colour Colours::*ink_ = &Colours::ink;
  wxString text_;
  TextRoom room_;
  FittedText fitted_;
  int shown_size_ = 0;
  FontWeight shown_weight_ = FontWeight::Regular;
};

}  // namespace einlass::screens

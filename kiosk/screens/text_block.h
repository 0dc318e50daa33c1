// Text that fits its place: wrapped, then shrunk, and only at its smallest size broken inside a word; never cut.
// A native label, so that assistive technology reads it.
#pragma once

#include "kiosk/screens/gtk_style.h"
#include "kiosk/screens/paint.h"

#include <string>
#include <vector>

#include <wx/stattext.h>

namespace einlass::screens {

class TextBlock : public wxStaticText {
 public:
  TextBlock(wxWindow* parent, const Theme& theme, FontWeight weight, TextAlign align = TextAlign::Centre);

  void set_text(const std::string& utf8);
  bool is_empty() const { return text_.empty(); }

  struct Room {
    int width = 0;
    int height = 0;    // at most
    int size = 0;      // wanted, in pixels
    int smallest = 0;  // of the type
    friend bool operator==(const Room&, const Room&) = default;
  };
  // Chooses size and line breaks; returns the size it takes. Only measures: GTK lays the whole window out anew whenever
  // a label changes, and would never end if every layout tried several.
  wxSize fit(const Room& room);
  // Shows the text as it was fitted last.
  void put(const wxRect& place);

  int type_size() const { return type_size_; }
  // The text's own extent at the chosen size: for tests that nothing is cut.
  wxSize extent() const { return extent_; }

 private:
  bool try_size(const Room& room, int size, bool break_words);
  std::vector<wxString> balanced(int width, const wxFont& font, bool break_words) const;
  std::vector<wxString> wrapped(int width, const wxFont& font, bool break_words) const;
  wxSize extent_of(const wxString& text, const wxFont& font) const;

  const Theme& theme_;
  FontWeight weight_;
  wxString text_;
  Room fitted_;
  wxString wrapped_text_;
  int shown_size_ = 0;
  int type_size_ = 0;
  wxSize extent_;
};

}  // namespace einlass::screens

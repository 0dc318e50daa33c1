#include "kiosk/screens/text_block.h"

#include <algorithm>
#include <utility>

#include <wx/tokenzr.h>

namespace einlass::screens {

TextBlock::TextBlock(wxWindow* parent, const Theme& theme, FontWeight weight, TextAlign align)
    : wxStaticText(parent, wxID_ANY, wxString(), wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE),
      theme_(theme),
      weight_(weight) {
  SetForegroundColour(wx_colour(theme.colours.ink));
  set_alignment(*this, align);
}

void TextBlock::set_text(const std::string& utf8) {
  const wxString text = wx_text(utf8);
  if (text == text_) return;
  text_ = text;
  fitted_ = {};
  wrapped_text_.clear();
  if (text_.empty() && !GetLabelText().empty()) SetLabelText(text_);
}

wxSize TextBlock::fit(const Room& room) {
  if (text_.empty()) return {0, 0};
  if (room == fitted_) return extent_;
  fitted_ = room;
  const int smallest = std::max(1, std::min(room.size, room.smallest));
  for (int size = room.size; size >= smallest; size = std::min(size - 1, size * 95 / 100)) {
    if (try_size(room, size, false)) return extent_;
  }
  try_size(room, smallest, true);
  return extent_;
}

bool TextBlock::try_size(const Room& room, int size, bool break_words) {
  const wxFont font = theme_font(theme_, size, weight_);
  const auto lines = balanced(room.width, font, break_words);
  wxSize needed;
  wxString label;
  for (const wxString& line : lines) {
    const wxSize extent = extent_of(line, font);
    needed = {std::max(needed.x, extent.x), needed.y + extent.y};
    label += label.empty() ? line : "\n" + line;
  }
  if (!break_words && (needed.x > room.width || needed.y > room.height)) return false;
  extent_ = needed;
  type_size_ = size;
  wrapped_text_ = label;
  return true;
}

void TextBlock::put(const wxRect& place) {
  if (shown_size_ != type_size_) SetFont(theme_font(theme_, type_size_, weight_));
  shown_size_ = type_size_;
  if (wrapped_text_ != GetLabelText()) SetLabelText(wrapped_text_);
  SetSize(place);
}

// Lines of about the same length, so that no word is left alone on the last one.
std::vector<wxString> TextBlock::balanced(int width, const wxFont& font, bool break_words) const {
  auto lines = wrapped(width, font, break_words);
  if (lines.size() < 2 || break_words) return lines;
  int narrow = width / 2;
  int wide = width;
  while (wide - narrow > 8) {
    const int middle = (narrow + wide) / 2;
    auto tried = wrapped(middle, font, false);
    const bool fits = tried.size() == lines.size() &&
                      std::all_of(tried.begin(), tried.end(),
                                  [&](const wxString& line) { return extent_of(line, font).x <= middle; });
    if (fits) lines = std::move(tried);
    (fits ? wide : narrow) = middle;
  }
  return lines;
}

wxSize TextBlock::extent_of(const wxString& text, const wxFont& font) const {
  wxSize extent;
  GetTextExtent(text, &extent.x, &extent.y, nullptr, nullptr, &font);
  return extent;
}

std::vector<wxString> TextBlock::wrapped(int width, const wxFont& font, bool break_words) const {
  std::vector<wxString> lines;
  wxString line;
  const auto too_wide = [&](const wxString& text) { return extent_of(text, font).x > width; };
  wxStringTokenizer words(text_, " ");
  while (words.HasMoreTokens()) {
    wxString word = words.GetNextToken();
    const wxString longer = line.empty() ? word : line + " " + word;
    if (!too_wide(longer)) {
      line = longer;
      continue;
    }
    if (!line.empty()) lines.push_back(line);
    while (break_words && too_wide(word) && word.length() > 1) {
      std::size_t fits = word.length() - 1;
      while (fits > 1 && too_wide(word.Left(fits))) --fits;
      lines.push_back(word.Left(fits));
      word = word.Mid(fits);
    }
    line = word;
  }
  lines.push_back(line);
  return lines;
}

}  // namespace einlass::screens

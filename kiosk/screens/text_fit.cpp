#include "kiosk/screens/text_fit.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <wx/tokenzr.h>
#include <wx/window.h>

namespace einlass::screens {

namespace {

class Fitting {
 public:
  Fitting(const wxWindow& ruler, const wxString& text, const TextRoom& room)
      : ruler_(ruler), text_(text), room_(room) {}

  FittedText at(const wxFont& font, int size, bool break_words) const;

 private:
  wxSize extent_of(const wxString& text, const wxFont& font) const;
  std::vector<wxString> balanced(const wxFont& font, bool break_words) const;
  std::vector<wxString> wrapped(int width, const wxFont& font, bool break_words) const;

  const wxWindow& ruler_;
  const wxString& text_;
  const TextRoom& room_;
};

FittedText Fitting::at(const wxFont& font, int size, bool break_words) const {
  FittedText fitted{.text = {}, .extent = {}, .type = size};
  for (const wxString& line : balanced(font, break_words)) {
    const wxSize extent = extent_of(line, font);
    fitted.extent = {std::max(fitted.extent.x, extent.x), fitted.extent.y + extent.y};
    fitted.text += fitted.text.empty() ? line : "\n" + line;
  }
  fitted.fits = fitted.extent.x <= room_.width && fitted.extent.y <= room_.height;
  return fitted;
}

// Lines of about the same length, so that no word is left alone on the last one.
std::vector<wxString> Fitting::balanced(const wxFont& font, bool break_words) const {
  auto lines = wrapped(room_.width, font, break_words);
  if (lines.size() < 2 || break_words) return lines;
  int narrow = room_.width / 2;
  int wide = room_.width;
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

wxSize Fitting::extent_of(const wxString& text, const wxFont& font) const {
  wxSize extent;
  ruler_.GetTextExtent(text, &extent.x, &extent.y, nullptr, nullptr, &font);
  return extent;
}

std::vector<wxString> Fitting::wrapped(int width, const wxFont& font, bool break_words) const {
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

}  // namespace

FittedText fit_text(const wxWindow& ruler, const wxString& text, const Theme& theme, FontWeight weight,
                    const TextRoom& room) {
  const Fitting fitting(ruler, text, room);
  const int smallest = std::max(1, std::min(room.size, room.smallest));
  for (int size = room.size; size >= smallest; size = std::min(size - 1, size * 95 / 100)) {
    FittedText fitted = fitting.at(theme_font(theme, size, weight), size, false);
    if (fitted.fits) return fitted;
  }
  FittedText broken = fitting.at(theme_font(theme, smallest, weight), smallest, true);
  broken.whole = false;
  return broken;
}

}  // namespace einlass::screens

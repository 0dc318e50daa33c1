#include "kiosk/screens/text_fit.h"

#include "kiosk/screens/line_breaks.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <wx/window.h>

namespace einlass::screens {

namespace {

// Where a line may end, in the order in which it is tried.
enum class Parting { Blanks, Hyphens, Anywhere };

class Fitting {
 public:
  Fitting(const wxWindow& ruler, const wxString& text, const TextRoom& room)
      : ruler_(ruler), text_(text), room_(room) {}

  FittedText at(const wxFont& font, int size, Parting parting) const;

 private:
  wxSize extent_of(const wxString& text, const wxFont& font) const;
  std::vector<WordPiece> measured(const wxFont& font, Parting parting) const;
  std::vector<WordPiece> broken(const WordPiece& piece, const wxFont& font) const;

  const wxWindow& ruler_;
  const wxString& text_;
  const TextRoom& room_;
};

FittedText Fitting::at(const wxFont& font, int size, Parting parting) const {
  FittedText fitted{.text = {}, .extent = {}, .type = size};
  const int blank = extent_of(" ", font).x;
  for (const wxString& line : balanced_lines(measured(font, parting), room_.width, blank)) {
    const wxSize extent = extent_of(line, font);
    fitted.extent = {std::max(fitted.extent.x, extent.x), fitted.extent.y + extent.y};
    fitted.text += fitted.text.empty() ? line : "\n" + line;
  }
  fitted.fits = fitted.extent.x <= room_.width && fitted.extent.y <= room_.height;
  return fitted;
}

wxSize Fitting::extent_of(const wxString& text, const wxFont& font) const {
  wxSize extent;
  ruler_.GetTextExtent(text, &extent.x, &extent.y, nullptr, nullptr, &font);
  return extent;
}

std::vector<WordPiece> Fitting::measured(const wxFont& font, Parting parting) const {
  std::vector<WordPiece> pieces;
  for (WordPiece& piece : word_pieces(text_, parting != Parting::Blanks)) {
    piece.width = extent_of(piece.text, font).x;
    if (parting != Parting::Anywhere || piece.width <= room_.width) {
      pieces.push_back(std::move(piece));
      continue;
    }
    for (WordPiece& part : broken(piece, font)) pieces.push_back(std::move(part));
  }
  return pieces;
}

// A word that is too long for a line, in parts of about the same length.
std::vector<WordPiece> Fitting::broken(const WordPiece& piece, const wxFont& font) const {
  std::size_t longest = piece.text.length();
  while (longest > 1 && extent_of(piece.text.Left(longest), font).x > room_.width) --longest;
  const std::size_t parts = (piece.text.length() + longest - 1) / longest;
  std::vector<WordPiece> found;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= parts; ++i) {
    const std::size_t end = piece.text.length() * i / parts;
    WordPiece part{.text = piece.text.Mid(begin, end - begin), .after_space = begin == 0 && piece.after_space};
    part.width = extent_of(part.text, font).x;
    found.push_back(std::move(part));
    begin = end;
  }
  return found;
}

}  // namespace

FittedText fit_text(const wxWindow& ruler, const wxString& text, const Theme& theme, FontWeight weight,
                    const TextRoom& room) {
  const Fitting fitting(ruler, text, room);
  const int smallest = std::max(1, std::min(room.size, room.smallest));
  for (const Parting parting : {Parting::Blanks, Parting::Hyphens}) {
    if (parting == Parting::Hyphens && text.find_first_of("-_/@") == wxString::npos) continue;
    for (int size = room.size; size >= smallest; size = std::min(size - 1, size * 95 / 100)) {
      FittedText fitted = fitting.at(theme_font(theme, size, weight), size, parting);
      if (fitted.fits) return fitted;
    }
  }
  const wxFont font = theme_font(theme, smallest, weight);
  FittedText whole = fitting.at(font, smallest, Parting::Hyphens);
  if (whole.extent.x <= room.width) return whole;
  FittedText broken = fitting.at(font, smallest, Parting::Anywhere);
  broken.whole = false;
  return broken;
}

}  // namespace einlass::screens

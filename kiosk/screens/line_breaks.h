// Where lines of a text part: as few lines as it takes, of about the same length, and no line ends in a word that leans
// on the next one. Pure functions; widths come from whoever measures.
#pragma once

#include <cstddef>
#include <vector>

#include <wx/string.h>

namespace einlass::screens {

// A piece that a line never parts: a word, or what a hyphen ends inside one.
struct WordPiece {
  wxString text;
  bool after_space = true;  // else it follows the piece before it without a blank
  int width = 0;            // pixels, in the font that is tried
};

// Words of a text; with `at_hyphens`, longer words part behind their hyphens.
std::vector<WordPiece> word_pieces(const wxString& text, bool at_hyphens);

// Lines of `pieces`, none wider than `room` but for a piece that is so by itself.
std::vector<wxString> balanced_lines(const std::vector<WordPiece>& pieces, int room, int blank_width);

}  // namespace einlass::screens

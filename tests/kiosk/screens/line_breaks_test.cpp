// Lines of text: few, of like length, and parted where a reader would pause.
#include "kiosk/screens/line_breaks.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::screens {
namespace {

using Lines = std::vector<std::string>;

// As if each character were ten pixels wide.
Lines lines_of(const char* text, int characters, bool at_hyphens = false) {
  auto pieces = word_pieces(wxString::FromUTF8(text), at_hyphens);
  for (WordPiece& piece : pieces) piece.width = static_cast<int>(piece.text.length()) * 10;
  Lines lines;
  for (const wxString& line : balanced_lines(pieces, characters * 10, 10)) lines.push_back(line.utf8_string());
  return lines;
}

TEST(LineBreaks, LeaveNoWordAlone) {
  EXPECT_EQ(lines_of("Bitte nehmen Sie Ihr Namensschild heraus", 33),
            (Lines{"Bitte nehmen Sie Ihr", "Namensschild heraus"}));
  EXPECT_EQ(lines_of("Willkommen", 20), (Lines{"Willkommen"}));
  EXPECT_EQ(lines_of("", 20), Lines{});
}

TEST(LineBreaks, EndNoLineInAWordThatLeansOnTheNext) {
  EXPECT_EQ(lines_of("Halten Sie Ihr Ticket vor die Kamera", 17),
            (Lines{"Halten Sie", "Ihr Ticket", "vor die Kamera"}));
}

TEST(LineBreaks, KeepNumbersWithTheirNouns) {
  EXPECT_EQ(lines_of("Der Vortrag beginnt um 18:00 Uhr im Saal auf der 1. Etage", 32),
            (Lines{"Der Vortrag beginnt um 18:00 Uhr", "im Saal auf der 1. Etage"}));
}

TEST(LineBreaks, KeepAbbreviationsWhole) {
  for (const int width : {24, 25, 26, 27}) {
    for (const std::string& line : lines_of("Hamburger Netzwerk e. V. verarbeitet Ihre Daten", width)) {
      EXPECT_FALSE(line.ends_with("e.")) << width;
    }
  }
}

TEST(LineBreaks, ComeAfterASentenceWhereThatIsAboutTheMiddle) {
  EXPECT_EQ(lines_of("Sind Sie noch da? Diese Seite schließt sich gleich.", 34),
            (Lines{"Sind Sie noch da?", "Diese Seite schließt sich gleich."}));
}

TEST(LineBreaks, PartNamesAtHyphensOnlyIfAsked) {
  const char* name = "Hohenlohe-Waldenburg-Schmidt";
  EXPECT_EQ(lines_of(name, 22), (Lines{name}));
  EXPECT_EQ(lines_of(name, 22, true), (Lines{"Hohenlohe-", "Waldenburg-Schmidt"}));
  EXPECT_EQ(lines_of("E-Mail", 3, true), (Lines{"E-Mail"})) << "two letters alone are no line";
}

}  // namespace
}  // namespace einlass::screens

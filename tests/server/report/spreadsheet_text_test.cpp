// Any text that a name can be, in the XML of a spreadsheet.
#include "server/report/spreadsheet_text.h"

#include <gtest/gtest.h>

namespace einlass::report {
namespace {

std::string xml_of(const std::string& text) {
  std::string xml;
  put_text_element(xml, text);
  return xml;
}

TEST(SpreadsheetText, HoldsWhatXmlCannot) {
  const std::pair<std::string, std::string> texts[] = {
      {"", ""},
      {"Hafen & Söhne <Süd>", "Hafen &amp; Söhne &lt;Süd&gt;"},
      {"a\tb\nc", "a\tb\nc"},
      {"a\rb", "a_x000D_b"},
      {std::string("a\0b\x1B", 4), "a_x0000_b_x001B_"},
      {"_x0041_", "_x005F_x0041_"},
      {"__x00e4_x00E4_", "__x005F_x00e4_x005F_x00E4_"},
      {"_x0041\a", "_x005F_x0041_x0007_"},
      {"_x041_ _x00G1_ _x004", "_x041_ _x00G1_ _x004"},
      {"\xEF\xBF\xBE|\xEF\xBF\xBF|\xEF\xBF\xBD", "_xFFFE_|_xFFFF_|\xEF\xBF\xBD"},
      {"王小明 🙂", "王小明 🙂"}};
  for (const auto& [text, xml] : texts) EXPECT_EQ(xml_of(text), "<t>" + xml + "</t>");
}

TEST(SpreadsheetText, KeepsSpacesAtItsEnds) {
  for (const std::string text : {" Ada", "Ada\n", "\tAda", " "})
    EXPECT_EQ(xml_of(text), "<t xml:space=\"preserve\">" + text + "</t>");
}

TEST(SpreadsheetText, IsCutAtACharacter) {
  const std::string fits(32'000, 'a');
  EXPECT_EQ(xml_of(fits), "<t>" + fits + "</t>");
  EXPECT_EQ(xml_of(fits + "a"), "<t>" + fits + "…</t>");
  EXPECT_EQ(xml_of(fits.substr(1) + "äb"), "<t>" + fits.substr(1) + "…</t>");
}

}  // namespace
}  // namespace einlass::report

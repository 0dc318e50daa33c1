// Rows of a spreadsheet as XML, of any text that a name can be.
#include "server/report/sheet_rows.h"

#include "tests/server/report/attendance_example.h"

#include <gmock/gmock.h>

namespace einlass::report {
namespace {

constexpr CellFormats formats{.text = 2, .day = 3, .time = 4};

std::string xml_of(const std::vector<Cell>& cells) {
  auto rows = SheetRows::open(1, formats, berlin()).value();
  EXPECT_TRUE(rows.add(cells));
  EXPECT_TRUE(rows.flush());
  std::string xml;
  EXPECT_TRUE(rows.hand_over([&](std::string_view piece) { xml += piece; }));
  return xml;
}

TEST(SheetRows, FollowTheirTitlesCellByCell) {
  EXPECT_EQ(xml_of({std::string("Ada"), {}, std::string(), std::int64_t{-3}, base::VenueDay{2026, 11, 23}}),
            R"(<row r="2"><c r="A2" s="2" t="inlineStr"><is><t>Ada</t></is></c><c r="D2"><v>-3</v></c>)"
            R"(<c r="E2" s="3"><v>46349</v></c></row>)");
}

TEST(SheetRows, CountTimesInTheVenuesDays) {
  EXPECT_EQ(xml_of({at("2026-11-23T18:00:00")}), R"(<row r="2"><c r="A2" s="4"><v>46349.75</v></c></row>)");
  EXPECT_THAT(xml_of({at("2026-11-23T18:00:01")}), testing::HasSubstr("<v>46349.75001157408</v>"));
}

TEST(SheetRows, KeepSpacesAtTheEndsOfAText) {
  for (const std::string text : {" Ada", "Ada\n", "\tAda"})
    EXPECT_THAT(xml_of({text}), testing::HasSubstr("<t xml:space=\"preserve\">" + text + "</t>"));
}

TEST(SheetRows, HoldWhatXmlCannot) {
  const std::pair<std::string, const char*> texts[] = {
      {"Hafen & Söhne <Süd>", "Hafen &amp; Söhne &lt;Süd&gt;"},
      {"a\tb\nc", "a\tb\nc"},
      {"a\rb", "a_x000D_b"},
      {std::string("a\0b\x1B", 4), "a_x0000_b_x001B_"},
      {"_x0041_", "_x005F_x0041_"},
      {"__x00e4_x00E4_", "__x005F_x00e4_x005F_x00E4_"},
      {"_x041_ _x00G1_ _x0041", "_x041_ _x00G1_ _x0041"},
      {"\xEF\xBF\xBE|\xEF\xBF\xBF|\xEF\xBF\xBD|\xEF", "_xFFFE_|_xFFFF_|\xEF\xBF\xBD|\xEF"},
      {"王小明 🙂", "王小明 🙂"}};
  for (const auto& [text, xml] : texts) EXPECT_EQ(spreadsheet_text(text), xml);
}

TEST(SheetRows, KnowTheirRange) {
  auto rows = SheetRows::open(27, formats, berlin()).value();
  EXPECT_EQ(rows.range(), "A1:AA1");
  EXPECT_TRUE(rows.add(std::vector<Cell>(2)));
  EXPECT_EQ(rows.range(), "A1:AA2");
  EXPECT_TRUE(rows.add(std::vector<Cell>(28)));
  EXPECT_EQ(rows.range(), "A1:AB3");
}

TEST(SheetRows, AreNoMoreThanASheetHas) {
  auto rows = SheetRows::open(1, formats, berlin()).value();
  for (int i = 2; i <= 1'048'576; ++i) ASSERT_TRUE(rows.add({}));
  EXPECT_EQ(rows.add({}).error().kind, base::ErrorKind::InvalidInput);
  EXPECT_EQ(rows.range(), "A1:A1048576");
}

}  // namespace
}  // namespace einlass::report

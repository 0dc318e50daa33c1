// Rows of a spreadsheet as XML.
#include "server/report/sheet_rows.h"

#include "tests/server/report/attendance_example.h"

#include <gmock/gmock.h>

namespace einlass::report {
namespace {

constexpr CellFormats formats{.text = 2, .day = 3, .time = 4};

std::string xml_of(const std::vector<Cell>& cells) {
  auto rows = SheetRows::open(1, formats, berlin()).value();
  EXPECT_TRUE(rows.add(cells));
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

TEST(SheetRows, AreNoMoreThanAPartOfAFileHolds) {
  auto rows = SheetRows::open(1, formats, berlin(), 1000).value();
  int added = 0;
  auto result = rows.add(std::vector<Cell>{std::string(500, 'a')});
  for (; result; ++added) result = rows.add(std::vector<Cell>{std::string(500, 'a')});
  EXPECT_EQ(added, 2);
  EXPECT_EQ(result.error().message, "A spreadsheet has no room for so many rows: export as CSV.");
}

TEST(SheetRows, HaveNoMoreColumnsThanASheet) {
  EXPECT_TRUE(SheetRows::open(16'384, formats, berlin()));
  EXPECT_EQ(SheetRows::open(16'385, formats, berlin()).error().kind, base::ErrorKind::InvalidInput);
  auto rows = SheetRows::open(1, formats, berlin()).value();
  EXPECT_EQ(rows.add(std::vector<Cell>(16'385)).error().kind, base::ErrorKind::InvalidInput);
  EXPECT_EQ(rows.range(), "A1:A1");
}

}  // namespace
}  // namespace einlass::report

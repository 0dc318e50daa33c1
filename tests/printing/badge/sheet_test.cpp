#include "printing/badge/sheet.h"

#include "tests/printing/badge/pixels.h"
#include "tests/printing/badge/support.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

using testing::HasSubstr;

constexpr double ten_dots_per_mm = 254;

BadgeTemplate black_card() {
  return parse(drawing(
      86, 54,
      R"(<rect x="-20" y="-20" width="200" height="200"/><rect data-field="name" x="5" y="5" width="50" height="10"/>)"));
}

std::string sheets_of(const std::vector<std::pair<BadgeTemplate, BadgeContent>>& badges, const SheetLayout& layout) {
  Renderer renderer(fonts());
  Sheets sheets(renderer, layout);
  for (const auto& [drawing, content] : badges) {
    const auto added = sheets.add(drawing, content);
    EXPECT_TRUE(added) << added.error().message;
  }
  auto pdf = sheets.finish();
  EXPECT_TRUE(pdf) << pdf.error().message;
  return pdf ? *std::move(pdf) : std::string();
}

Pixels first_page(const std::string& pdf) {
  const TemporaryFolder folder;
  const auto file = write(folder.path() / "sheet.pdf", pdf);
  const auto picture = folder.path() / "page";
  run(fmt::format("pdftoppm -singlefile -png -r {} {} '{}'", ten_dots_per_mm, file, picture.string()));
  return pixels_of(run("cat '" + picture.string() + ".png'").text);
}

std::string info_of(const std::string& pdf) {
  const TemporaryFolder folder;
  return run("pdfinfo -f 1 -l 9 " + write(folder.path() / "sheet.pdf", pdf)).text;
}

TEST(Sheet, HoldsAsManyBadgesAsHaveRoomInTheMiddleOfThePaper) {
  const auto grid = sheet_grid({.paper = PaperSize{210, 297}, .margin_mm = 10, .gap_mm = 4}, {86, 54});
  ASSERT_TRUE(grid) << grid.error().message;
  EXPECT_EQ(grid->columns, 2);
  EXPECT_EQ(grid->rows, 4);
  EXPECT_DOUBLE_EQ(grid->left_mm, 17);
  EXPECT_DOUBLE_EQ(grid->x_mm(1), 107);
  EXPECT_DOUBLE_EQ(grid->top_mm, (297 - 4 * 54 - 3 * 4) / 2.0);
}

TEST(Sheet, TakesBadgesThatFitToTheDot) {
  EXPECT_EQ(sheet_grid({.paper = PaperSize{180, 120}, .margin_mm = 2, .gap_mm = 4}, {86, 54}).value().badges(), 4);
}

TEST(Sheet, SaysWhereNotOneBadgeHasRoom) {
  const auto grid = sheet_grid({.paper = PaperSize{100, 60}, .margin_mm = 10, .gap_mm = 4}, {86, 54});
  ASSERT_FALSE(grid);
  EXPECT_EQ(grid.error().kind, base::ErrorKind::InvalidInput);
}

// Black badges that would draw far beyond themselves: between them and around them the paper stays white, but for
// marks.
TEST(Sheet, ScalesNothingAndLetsNoBadgeReachIntoAnother) {
  const auto pixels = first_page(sheets_of(std::vector(3, std::pair(black_card(), BadgeContent{})),
                                           {.paper = PaperSize{210, 297}, .margin_mm = 10, .gap_mm = 4}));
  const int left = 170, top = 345, width = 860, height = 540;
  EXPECT_EQ(pixels.dark_inside(left + 1, top + 1, left + width - 1, top + height - 1), (width - 2) * (height - 2));
  EXPECT_EQ(pixels.dark_inside(left + width + 1, top, left + width + 39, top + height), 0);
  EXPECT_EQ(pixels.dark_inside(left, top + height + 1, left + width, top + height + 39), 0);
  EXPECT_EQ(pixels.dark_inside(left + width + 41, top + height + 41, 2 * width + left + 39, 2 * height + top + 39), 0);
}

TEST(Sheet, MarksWhereToCutInTheMarginsOnly) {
  const auto pixels = first_page(
      sheets_of({{parse(drawing(86, 54, R"(<rect data-field="name" x="5" y="5" width="50" height="10"/>)")), {}}},
                {.paper = PaperSize{210, 297}, .margin_mm = 10, .gap_mm = 4}));
  const int right = 1930, bottom = 2625;
  EXPECT_EQ(pixels.dark_inside(160, 335, right + 10, bottom + 10), 0);
  for (const int x : {170, 1030, 1070, 1930}) {
    EXPECT_GT(pixels.dark_inside(x - 1, 300, x + 1, 330), 25) << x;
    EXPECT_GT(pixels.dark_inside(x - 1, bottom + 12, x + 1, bottom + 48), 25) << x;
  }
  for (const int y : {345, 885, 925, bottom}) {
    EXPECT_GT(pixels.dark_inside(120, y - 1, 160, y + 1), 25) << y;
    EXPECT_GT(pixels.dark_inside(right + 12, y - 1, right + 48, y + 1), 25) << y;
  }
}

TEST(Sheet, GivesEachBadgeItsOwnPageWhereThereIsNoPaper) {
  const auto card = load_shipped("card-86x54.svg");
  const auto label = load_shipped("label-62x100.svg");
  const auto info = info_of(sheets_of({{card, guest("Ada")}, {card, guest("Max")}, {label, guest("Eva")}}, {}));
  EXPECT_THAT(info, HasSubstr("Pages:           3\n"));
  EXPECT_THAT(info, HasSubstr("Page    2 size:  243.78 x 153.071 pts"));
  EXPECT_THAT(info, HasSubstr("Page    3 size:  175.748 x 283.465 pts"));
}

TEST(Sheet, BeginsAPageForBadgesOfAnotherSize) {
  const auto card = load_shipped("card-86x54.svg");
  const auto label = load_shipped("label-62x100.svg");
  const auto info = info_of(sheets_of({{card, guest("Ada")}, {label, guest("Eva")}}, {.paper = PaperSize{210, 297}}));
  EXPECT_THAT(info, HasSubstr("Pages:           2\n"));
}

TEST(Sheet, HasACodeOnEachBadgeThatIsRead) {
  std::vector<std::pair<BadgeTemplate, BadgeContent>> badges;
  for (const char letter : std::string("ABCDEFGH")) {
    auto content = guest("Ada Lovelace");
    content.code = fmt::format("EB1:01ARZ3NDEKTSV4RRFFQ69G5FA{}", letter);
    badges.emplace_back(load_shipped("card-86x54.svg"), content);
  }
  std::istringstream codes(codes_in(sheets_of(badges, {.paper = PaperSize{210, 297}}), 300));
  std::vector<std::string> read;
  for (std::string line; std::getline(codes, line);) read.push_back(line);
  std::sort(read.begin(), read.end());
  EXPECT_EQ(read.size(), 8U);
  EXPECT_EQ(std::unique(read.begin(), read.end()), read.end());
}

}  // namespace
}  // namespace einlass::badge::test

#include "printing/badge/condition.h"

#include "printing/badge/background.h"
#include "tests/printing/badge/pixels.h"
#include "tests/printing/badge/support.h"

#include <set>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

using testing::HasSubstr;

BadgeContent of_category(const std::string& category) {
  auto content = guest("Ada Lovelace", "");
  content.fields["category"] = category;
  return content;
}

bool is_so(const std::string& when, const BadgeContent& content) {
  return holds(parse_condition(when).value(), content);
}

TEST(Condition, AsksForCategoryFieldsPicturesAndMarks) {
  auto press = of_category("press");
  EXPECT_TRUE(is_so("category=press,speaker", press));
  EXPECT_FALSE(is_so("!category=press,speaker", press));
  EXPECT_FALSE(is_so("category=speaker", press));
  EXPECT_TRUE(is_so("name !company", press)) << "all of them must hold";
  EXPECT_FALSE(is_so("name company", press));
  EXPECT_TRUE(is_so("qr !no_photo !logo", press));
  press.flags.insert("no_photo");
  press.images["logo"] = "x";
  press.fields["company"] = " \t";
  EXPECT_TRUE(is_so("no_photo logo !company", press)) << "blanks are no company";
}

TEST(Condition, OfAnUnknownCategoryIsNeitherOneNorTheOther) {
  BadgeContent nobody;
  EXPECT_FALSE(is_so("category=member", nobody));
  EXPECT_TRUE(is_so("!category=member", nobody));
}

TEST(Condition, KnowsWhichNeverHoldTogether) {
  const auto apart = [](const char* one, const char* other) {
    return exclude_each_other(parse_condition(one).value(), parse_condition(other).value());
  };
  EXPECT_TRUE(apart("company", "!company"));
  EXPECT_TRUE(apart("name category=press", "category=member,host"));
  EXPECT_TRUE(apart("category=press", "!category=press,host"));
  EXPECT_FALSE(apart("category=press", "category=press,host"));
  EXPECT_FALSE(apart("category=press", "!category=host"));
  EXPECT_FALSE(apart("!category=press", "!category=host"));
  EXPECT_FALSE(apart("company", "!table"));
}

// How many dots of the square at x are dark.
int dark_at(const BadgeTemplate& badge, const BadgeContent& content, int x_mm) {
  Renderer renderer(fonts());
  const auto png = renderer.render_png(badge, content, 254);
  EXPECT_TRUE(png) << png.error().message;
  return pixels_of(png->png).dark_inside(x_mm * 10, 400, x_mm * 10 + 50, 450);
}

TEST(Condition, LeavesOutWhatIsDrawnForOthers) {
  const auto badge = parse(drawing(86, 54, R"(<rect data-field="name" x="5" y="5" width="60" height="20"/>
    <g data-when="category=press"><rect x="5" y="40" width="5" height="5"/>
      <rect data-when="!company" x="20" y="40" width="5" height="5"/></g>
    <rect data-when="!category=press" x="40" y="40" width="5" height="5"/>)"));
  EXPECT_EQ(dark_at(badge, of_category("press"), 5), 2500);
  EXPECT_EQ(dark_at(badge, of_category("press"), 20), 2500);
  EXPECT_EQ(dark_at(badge, of_category("press"), 40), 0);
  EXPECT_EQ(dark_at(badge, of_category("guest"), 5), 0);
  EXPECT_EQ(dark_at(badge, of_category("guest"), 20), 0) << "what holds of a group holds of its parts";
  EXPECT_EQ(dark_at(badge, of_category("guest"), 40), 2500);
  auto employed = of_category("press");
  employed.fields["company"] = "Acme";
  EXPECT_EQ(dark_at(badge, employed, 20), 0);
}

TEST(Condition, LeavesOutBoxesOfOthersWithoutCallingThemEmpty) {
  const auto badge = parse(drawing(86, 54, R"(<rect data-field="name" x="5" y="5" width="60" height="20"/>
    <g data-when="category=press"><rect data-field="table" x="5" y="30" width="20" height="5"/></g>)"));
  Renderer renderer(fonts());
  auto content = of_category("guest");
  EXPECT_EQ(renderer.check(badge, content)->texts.size(), 1U);
  content.fields["table"].clear();
  EXPECT_THAT(renderer.check(badge, content)->empty_fields, testing::IsEmpty());
  content.fields["category"] = "press";
  EXPECT_THAT(renderer.check(badge, content)->empty_fields, testing::ElementsAre("table"));
}

constexpr const char* strip = R"(<rect x="5" y="40" width="60" height="5" style="fill:#000;stroke:none"
  data-fill="category"/><rect data-field="name" x="5" y="5" width="60" height="20"/>)";

TEST(CategoryColour, FillsWhatIsDrawnInItEvenWhereAStyleSaysOtherwise) {
  const auto badge = parse(drawing(86, 54, strip));
  auto content = of_category("press");
  EXPECT_EQ(dark_at(badge, content, 5), 2500) << "as drawn";
  content.category_colour = "#ffff99";
  EXPECT_EQ(dark_at(badge, content, 5), 0);
  content.category_colour = "#cc0000";
  EXPECT_EQ(dark_at(badge, content, 5), 2500);
}

TEST(CategoryColour, HasReadableTextOnIt) {
  const auto badge = parse(
      drawing(86, 54, R"(<rect data-field="name" data-background="category" x="5" y="5" width="60" height="20"/>)"));
  Renderer renderer(fonts());
  for (const char* colour : {"", "#000000", "#ffffff", "#ffeb3b", "#cc0000", "#777777", "#0055bb"}) {
    auto content = of_category("press");
    content.category_colour = colour;
    EXPECT_THAT(renderer.check(badge, content)->low_contrast, testing::IsEmpty()) << colour;
  }
}

TEST(CategoryColour, KeepsAFewLooksOfADrawingOnly) {
  std::string parts;
  for (const char* field : {"company", "table", "position", "event", "event_date", "no_photo"}) {
    parts += fmt::format(R"(<rect data-when="{}" width="5" height="5"/>)", field);
  }
  Background background(drawing(86, 54, parts));
  std::set<std::string> keys;
  for (unsigned mask = 0; mask < 64; ++mask) {
    BadgeContent content;
    int bit = 0;
    for (const char* field : {"company", "table", "position", "event", "event_date"}) {
      if ((mask >> static_cast<unsigned>(bit++)) & 1U) content.fields[field] = "x";
    }
    if (mask & 32U) content.flags.insert("no_photo");
    const auto look = background.look(content);
    ASSERT_TRUE(look);
    keys.insert((*look)->key);
  }
  EXPECT_EQ(keys.size(), 64U);
  EXPECT_LE(background.kept(), Background::most_kept);
}

struct Below {
  const char* title;
  const char* elements;  // of a page with the box "name"
  bool low;
};

void PrintTo(const Below& below, std::ostream* out) {
  *out << below.title;
}

class Contrast : public testing::TestWithParam<Below> {};

TEST_P(Contrast, IsThatWithWhatReallyLiesBelowTheText) {
  const auto badge = parse(drawing(86, 54, GetParam().elements));
  Renderer renderer(fonts());
  auto content = of_category("press");
  const auto report = renderer.check(badge, content);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(!report->low_contrast.empty(), GetParam().low);
  EXPECT_EQ(renderer.render_pdf(badge, content)->report.low_contrast, report->low_contrast);
}

#define NAME_BOX(more) R"(<rect data-field="name" x="5" y="5" width="60" height="20" )" more "/>"
INSTANTIATE_TEST_SUITE_P(
    , Contrast,
    testing::Values(
        Below{"BlackOnPaper", NAME_BOX(""), false}, Below{"WhiteOnPaper", NAME_BOX("data-color=\"#fff\""), true},
        Below{"WhiteOnADrawnBand", R"(<rect width="86" height="30"/>)" NAME_BOX("data-color=\"#fff\""), false},
        Below{"BlackOnADrawnBand", R"(<rect width="86" height="30"/>)" NAME_BOX(""), true},
        Below{"WhiteOnABandThatHasAHole",
              R"(<rect width="86" height="30"/><rect x="8" y="6" width="50" height="18" fill="#fff"/>)" NAME_BOX(
                  "data-color=\"#fff\""),
              true},
        Below{"WhiteOnABandOfOthers",
              R"(<rect width="86" height="30" data-when="category=host"/>)" NAME_BOX("data-color=\"#fff\""), true},
        Below{"SmallGreyOnPaper", NAME_BOX("data-color=\"#888\" data-max-size=\"12\""), true},
        Below{"LargeGreyOnPaper", NAME_BOX("data-color=\"#888\" data-max-size=\"20\""), false},
        Below{"WhiteOnItsOwnBackground", NAME_BOX("data-color=\"#fff\" data-background=\"#000\""), false},
        Below{
            "WhiteOnAnotherBoxsBackground",
            R"(<rect data-field="event" data-color="#fff" data-background="#000" data-max-size="8" data-valign="bottom" x="0" y="0" width="80" height="40"/>)" NAME_BOX(
                "data-color=\"#fff\""),
            false},
        Below{
            "BlackOnAnotherBoxsBackground",
            R"(<rect data-field="event" data-color="#fff" data-background="#000" data-max-size="8" data-valign="bottom" x="0" y="0" width="80" height="40"/>)" NAME_BOX(
                ""),
            true},
        Below{"UpsideDownOnABand",
              R"svg(<rect width="86" height="20" y="34"/><g transform="rotate(180 43 27)">)svg" NAME_BOX(
                  "data-color=\"#fff\" data-max-size=\"16\" data-valign=\"top\"") "</g>",
              false}),
    [](const auto& info) { return std::string(info.param.title); });

}  // namespace
}  // namespace einlass::badge::test

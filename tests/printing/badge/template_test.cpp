#include "printing/badge/badge_template.h"
#include "printing/badge/embedded_image.h"
#include "tests/printing/badge/support.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* name_box = R"(<rect data-field="name" x="5" y="5" width="60" height="20"/>)";

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

std::string with_box(const std::string& attributes) {
  return drawing(86, 54, "<rect x=\"5\" y=\"5\" width=\"60\" height=\"20\" " + attributes + "/>");
}

struct Mistake {
  const char* title;
  std::string svg;
  std::string sentence;  // a part of it that names the mistake or the way out
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.title;
}

class TemplateMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(TemplateMistakes, AreNamedInOneSentence) {
  const TemporaryFolder folder;
  const auto parsed = BadgeTemplate::parse(GetParam().svg, "card.svg", images_beside(folder.path()));
  ASSERT_FALSE(parsed.has_value());
  EXPECT_THAT(parsed.error().message, HasSubstr(GetParam().sentence));
  EXPECT_THAT(parsed.error().message, HasSubstr("The badge template card.svg "));
  EXPECT_EQ(parsed.error().message.back(), '.');
  EXPECT_THAT(parsed.error().message, Not(HasSubstr("\n")));
}

INSTANTIATE_TEST_SUITE_P(
    , TemplateMistakes,
    testing::Values(
        Mistake{"BrokenXml", "<svg width=\"86mm\"\nheight=\"54mm\">\n<rect></svg>", "(line 3) is not readable as XML"},
        Mistake{"NoSvg", "<html></html>", "is not an SVG drawing"}, Mistake{"Empty", "", "not readable as XML"},
        Mistake{"NoBoxes", drawing(86, 54, "<rect width=\"3\" height=\"3\"/>"), "has no boxes"},
        Mistake{"SizeInPixels", "<svg width=\"860\" height=\"540\">" + std::string(name_box) + "</svg>",
                "no size in millimetres"},
        Mistake{"HugeSize", drawing(2000, 54, name_box), "impossible size"},
        Mistake{"OtherShape",
                "<svg width=\"86mm\" height=\"54mm\" viewBox=\"0 0 86 86\">" + std::string(name_box) + "</svg>",
                "viewBox of another shape"},
        Mistake{"UnknownField", with_box("data-field=\"nmae\""), "unknown field \"nmae\": write one of name,"},
        Mistake{"ClassWithoutField", with_box("class=\"einlass-box\""), "a box without data-field"},
        Mistake{"UnknownAttribute", with_box("data-field=\"name\" data-max-sise=\"3\""),
                "unknown attribute data-max-sise"},
        Mistake{"TextRuleOnQr", with_box("data-field=\"qr\" data-lines=\"2\""), "unknown attribute data-lines"},
        Mistake{"NoNumber", with_box("data-field=\"name\" data-lines=\"two\""), "write a number from 1 to 8"},
        Mistake{"SizesCrossed", with_box("data-field=\"name\" data-max-size=\"9\" data-min-size=\"12\""),
                "smallest size is larger"},
        Mistake{"UnknownWord", with_box("data-field=\"name\" data-align=\"middle\""),
                "write left, center, right, start"},
        Mistake{"BadColour", with_box("data-field=\"name\" data-color=\"navyish\""), "write a colour such as"},
        Mistake{"NotARectangle", drawing(86, 54, "<circle data-field=\"name\" r=\"5\"/>"), "draw it as <rect>"},
        Mistake{"NoSizeOfBox", drawing(86, 54, "<rect data-field=\"name\" x=\"5\"/>"), "without a position and size"},
        Mistake{"InASymbol", drawing(86, 54, "<symbol>" + std::string(name_box) + "</symbol>"), "move it out"},
        Mistake{"Mirrored",
                drawing(86, 54, "<g transform=\"translate(80 0) scale(-1 1)\">" + std::string(name_box) + "</g>"),
                "mirrored, skewed or stretched"},
        Mistake{"OffThePage", drawing(60, 54, name_box), "beyond the page"},
        Mistake{"MissingPicture", drawing(86, 54, std::string(name_box) + "<image href=\"logo.png\"/>"),
                "needs the picture logo.png, which does not exist"},
        Mistake{"MissingPictureOfABox",
                drawing(86, 54, "<rect data-field=\"logo\" data-src=\"l.png\" width=\"9\" height=\"9\"/>"),
                "needs the picture l.png, which does not exist"},
        Mistake{"PictureFromTheWeb",
                drawing(86, 54, std::string(name_box) + "<image href=\"https://example.org/l.png\"/>"),
                "which cannot be read: put it beside"},
        Mistake{"PictureAboveTheFolder", drawing(86, 54, std::string(name_box) + "<image xlink:href=\"../l.png\"/>"),
                "which cannot be read: put it beside"},
        Mistake{"GroupsWithoutEnd", drawing(86, 54, times(200'000, "<g>") + name_box + times(200'000, "</g>")),
                "groups within groups"},
        Mistake{"ElementsWithoutEnd", drawing(86, 54, name_box + times(60'000, "<path/>")),
                "more than 50,000 elements"},
        Mistake{"FiltersWithoutEnd",
                drawing(86, 54, name_box + ("<filter>" + times(100, "<feTurbulence/>") + "</filter>")),
                "steps of filters"},
        Mistake{
            "PictureWithoutEnd",
            drawing(86, 54,
                    name_box + ("<image href=\"" +
                                data_address("<svg>" + times(2000, "<g>") + times(2000, "</g>") + "</svg>") + "\"/>")),
            "groups within groups"},
        Mistake{"LargerThanAnyBadge", drawing(86, 54, name_box + std::string(17U << 20U, ' ')), "larger than 16 MiB"},
        Mistake{"PictureThatIsNone",
                drawing(86, 54, std::string(name_box) + "<image href=\"data:image/png;base64,aGFsbG8=\"/>"),
                "no PNG, JPEG, WebP or SVG"},
        Mistake{
            "PictureCutShort",
            drawing(
                86,
                54,
                std::string(name_box) +
                    "<image "
                    "href=\"data:image/"
                    "png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAQElEQVR4nJXBgQAAIADAsCOEEEIIIYQQ\"/>"),
            "that is damaged: save the picture again"}),
    [](const auto& info) { return std::string(info.param.title); });

struct Place {
  const char* title;
  std::string svg;
  Placement expected;
};

void PrintTo(const Place& place, std::ostream* out) {
  *out << place.title;
}

class BoxPlaces : public testing::TestWithParam<Place> {};

TEST_P(BoxPlaces, AreMillimetresOnThePage) {
  const auto badge = parse(GetParam().svg);
  const Placement& found = badge.boxes().at(0).placement;
  const Placement& expected = GetParam().expected;
  EXPECT_NEAR(found.x_mm, expected.x_mm, 0.001);
  EXPECT_NEAR(found.y_mm, expected.y_mm, 0.001);
  EXPECT_NEAR(found.width_mm, expected.width_mm, 0.001);
  EXPECT_NEAR(found.height_mm, expected.height_mm, 0.001);
  EXPECT_NEAR(found.turn_degrees, expected.turn_degrees, 0.001);
}

INSTANTIATE_TEST_SUITE_P(
    , BoxPlaces,
    testing::Values(
        Place{"UserUnitsAreMillimetres", drawing(86, 54, name_box), {5, 5, 60, 20, 0}},
        Place{
            "WithoutViewBoxPixels",
            R"svg(<svg width="86mm" height="54mm"><rect data-field="name" x="96" y="48" width="96" height="48"/></svg>)svg",
            {25.4, 12.7, 25.4, 12.7, 0}},
        Place{
            "LengthsWithUnits",
            R"svg(<svg width="86mm" height="54mm"><rect data-field="name" x="5mm" y="1cm" width="1in" height="36pt"/></svg>)svg",
            {5, 10, 25.4, 12.7, 0}},
        Place{
            "ScaledViewBoxWithOffset",
            R"svg(<svg width="86mm" height="54mm" viewBox="10 10 860 540"><rect data-field="name" x="60" y="60" width="100" height="50"/></svg>)svg",
            {5, 5, 10, 5, 0}},
        Place{
            "LayersMoveIt",
            drawing(
                86, 54,
                R"svg(<g transform="translate(1,2)"><g transform="scale(2)"><rect data-field="name" x="3" y="4" width="10" height="5"/></g></g>)svg"),
            {7, 10, 20, 10, 0}},
        Place{"UpsideDownForFolding",
              drawing(86, 54, R"svg(<g transform="rotate(180 43 27)">)svg" + std::string(name_box) + "</g>"),
              {81, 49, 60, 20, 180}},
        Place{
            "Upright",
            drawing(86, 54,
                    R"svg(<rect data-field="name" transform="translate(30 4) rotate(90)" width="40" height="10"/>)svg"),
            {30, 4, 40, 10, 90}}),
    [](const auto& info) { return std::string(info.param.title); });

TEST(BadgeTemplates, LeaveBoxesAndSamplesOutOfTheBackground) {
  const auto badge = parse(drawing(
      86, 54, std::string(name_box) + "<text class=\"einlass-sample\">Ada</text><circle id=\"kept\" r=\"5\"/>"));
  EXPECT_THAT(badge.background_svg(), HasSubstr("kept"));
  EXPECT_THAT(badge.background_svg(), Not(HasSubstr("data-field")));
  EXPECT_THAT(badge.background_svg(), Not(HasSubstr("Ada")));
  EXPECT_THAT(badge.document(), HasSubstr("data-field"));
}

TEST(BadgeTemplates, BecomeOneDocumentThatNeedsNoFilesBesideIt) {
  const TemporaryFolder folder;
  const std::string logo =
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>)";
  write(folder.path() / "logo.svg", logo);
  const std::string svg = drawing(
      86, 54,
      R"(<image href="logo.svg" width="9" height="9"/><rect data-field="logo" data-src="logo.svg" width="9" height="9"/>)");
  const auto first = BadgeTemplate::parse(svg, "a.svg", images_beside(folder.path()));
  ASSERT_TRUE(first.has_value()) << first.error().message;
  const auto again = parse(first->document());
  EXPECT_EQ(again.document(), first->document());
  EXPECT_EQ(again.background_svg(), first->background_svg());
  EXPECT_EQ(std::get<ImageRules>(again.boxes().at(0).rules).default_image, logo);
}

TEST(BadgeTemplates, ReadAllRulesOfATextBox) {
  const auto badge = parse(with_box(
      "data-field=\"table\" rx=\"2\" data-max-size=\"20\" data-min-size=\"8\" data-wrap-below=\"14\" data-lines=\"3\" "
      "data-line-height=\"1.3\" data-tracking=\"0.1\" data-align=\"right\" data-valign=\"bottom\" data-weight=\"bold\" "
      "data-case=\"upper\" data-color=\"#fff\" data-prefix=\"Table \" data-suffix=\"!\" data-padding=\"1.5\" "
      "data-background=\"#102030\" data-background-fit=\"text\""));
  const Box& box = badge.boxes().at(0);
  const auto& rules = std::get<TextRules>(box.rules);
  EXPECT_EQ(rules.max_size_pt, 20);
  EXPECT_EQ(rules.min_size_pt, 8);
  EXPECT_EQ(rules.wrap_below_pt, 14);
  EXPECT_EQ(rules.max_lines, 3);
  EXPECT_EQ(rules.line_height, 1.3);
  EXPECT_EQ(rules.tracking, 0.1);
  EXPECT_EQ(rules.align, Align::Right);
  EXPECT_EQ(rules.vertical_align, VerticalAlign::Bottom);
  EXPECT_EQ(rules.weight, Weight::Bold);
  EXPECT_EQ(rules.letter_case, LetterCase::Upper);
  EXPECT_EQ(rules.colour, (Tint{.colour = white}));
  EXPECT_EQ(rules.prefix + rules.suffix, "Table !");
  EXPECT_EQ(box.padding_mm, 1.5);
  ASSERT_TRUE(box.backdrop.has_value());
  EXPECT_EQ(box.backdrop->colour.colour, (Colour{0x10 / 255.0, 0x20 / 255.0, 0x30 / 255.0}));
  EXPECT_EQ(box.backdrop->radius_mm, 2);
  EXPECT_TRUE(box.backdrop->hugs_text);
}

}  // namespace
}  // namespace einlass::badge::test

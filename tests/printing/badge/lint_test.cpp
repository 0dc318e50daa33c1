#include "core/base/file.h"
#include "printing/badge/template_lint.h"
#include "tests/printing/badge/support.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> findings(const std::string& svg, bool thermal = false) {
  const TemporaryFolder folder;
  std::vector<std::string> lines;
  for (const auto& finding :
       lint(svg, images_beside(folder.path()), fonts(), {.thermal = thermal, .categories = {"press", "host"}})) {
    lines.push_back(in_words("card.svg", finding));
  }
  return lines;
}

// Line 2 is the first of the elements.
std::string page(const std::string& elements) {
  return drawing(86, 54, "\n" + elements + "\n");
}

constexpr const char* name_box = R"(<rect data-field="name" x="5" y="5" width="60" height="20"/>)";

struct Flaw {
  const char* title;
  std::string elements;
  std::string finding;  // a part of the only one
  bool thermal = false;
};

void PrintTo(const Flaw& flaw, std::ostream* out) {
  *out << flaw.title;
}

class Lint : public testing::TestWithParam<Flaw> {};

TEST_P(Lint, NamesTheFlawAndItsLine) {
  const auto found = findings(page(GetParam().elements), GetParam().thermal);
  ASSERT_THAT(found, testing::SizeIs(1)) << testing::PrintToString(found);
  EXPECT_THAT(found[0], HasSubstr(GetParam().finding));
  EXPECT_EQ(found[0].back(), '.');
}

const std::string name_line = std::string(name_box) + "\n";

INSTANTIATE_TEST_SUITE_P(
    , Lint,
    testing::Values(
        Flaw{"SmallText", R"(<rect data-field="name" data-min-size="6" x="5" y="5" width="60" height="20"/>)",
             "card.svg:2: warning: The box \"name\" lets text become as small as 6 pt"},
        Flaw{"SmallDrawnText", name_line + R"(<text x="9" y="35" font-size="2">Hall 4</text>)",
             "card.svg:3: warning: A text is 5.7 pt small"},
        Flaw{"SmallTextByInheritance",
             name_line + "<g style=\"font-size:2px\">\n<text x=\"9\" y=\"35\">Hall 4</text></g>",
             "card.svg:4: warning: A text is 5.7 pt small"},
        Flaw{"SmallModules", name_line + R"(<rect data-field="qr" x="9" y="30" width="9" height="9"/>)",
             "card.svg:3: warning: The box \"qr\" gives a module 0.27 mm, and below 0.3 mm some scanners fail: make it "
             "9.9 mm wide and high."},
        Flaw{"Overlap", name_line + R"(<rect data-field="table" x="50" y="20" width="20" height="9"/>)",
             "card.svg:3: warning: The box \"table\" overlaps the box \"name\" of line 2"},
        Flaw{"OverlapOfATurnedBox",
             name_line +
                 R"svg(<rect data-field="table" transform="translate(60 20) rotate(45)" width="20" height="9"/>)svg",
             "overlaps the box \"name\""},
        Flaw{"BoxInTheMargin", R"(<rect data-field="name" x="2" y="5" width="60" height="20"/>)",
             "card.svg:2: warning: The box \"name\" reaches into the outer 3 mm"},
        Flaw{"InkInTheMargin", name_line + "<g>\n<rect y=\"40\" x=\"10\" width=\"90\" height=\"9\"/></g>",
             "card.svg:4: warning: Ink lies in the outer 3 mm"},
        Flaw{"ThinLine", name_line + R"(<path d="M9 40 H60" stroke="#000" stroke-width="0.2"/>)",
             "card.svg:3: warning: A line is 0.20 mm thin"},
        Flaw{"ThinLineByScale",
             name_line +
                 R"svg(<g transform="scale(0.1)" stroke="#000"><path d="M90 400 H600" stroke-width="2"/></g>)svg",
             "A line is 0.20 mm thin"},
        Flaw{"ThinRectangle", name_line + R"(<rect x="9" y="40" width="60" height="0.1"/>)", "A line is 0.10 mm thin"},
        Flaw{"Font", name_line + R"(<text x="9" y="40" font-size="4" font-family="'Comic Sans MS', cursive">a</text>)",
             "card.svg:3: warning: The font Comic Sans MS is not among"},
        Flaw{"WhiteOnWhite", R"(<rect data-field="name" data-color="#fff" x="5" y="5" width="60" height="20"/>)",
             "card.svg:2: warning: The text of the box \"name\" stands out too little"},
        Flaw{"WhiteForSomeGuestsOnly",
             R"(<rect data-when="!category=press" x="4" y="4" width="62" height="22"/>)"
             "\n"
             R"(<rect data-field="name" data-color="#fff" x="5" y="5" width="60" height="20"/>)",
             "card.svg:3: warning: The text of the box \"name\" stands out too little"},
        Flaw{"WhiteOnEveryCategorysColour",
             R"(<rect data-fill="category" x="4" y="4" width="62" height="22"/>)"
             "\n"
             R"(<rect data-field="name" data-color="#fff" x="5" y="5" width="60" height="20"/>)",
             "data-color=\"on-category\""},
        Flaw{"DarkRoundTheCode",
             R"(<rect x="9" y="26" width="30" height="24"/>)"
             "\n"
             R"(<rect data-field="qr" data-quiet="1" x="10" y="28" width="20" height="20"/>)",
             "card.svg:3: warning: Around the QR symbol 4 modules must stay white"},
        Flaw{"GreyForThermal", name_line + R"(<rect x="9" y="40" width="30" height="5" fill="#888"/>)",
             "card.svg:3: hint: Grey or colour is drawn here", true},
        Flaw{"ColourOfABoxForThermal",
             R"(<rect data-field="name" data-color="#003" x="5" y="5" width="60" height="20"/>)",
             "card.svg:2: hint: The box \"name\" is not pure black on white", true},
        Flaw{"UnusualCategory",
             name_line + R"(<rect data-when="category=press,pres" x="9" y="40" width="5" height="5"/>)",
             "card.svg:3: hint: The category \"pres\" is none of the usual ones (press, host)"},
        Flaw{"UnknownCondition",
             name_line + "<g\n data-when=\"vip\"><rect x=\"9\" y=\"40\" width=\"5\" height=\"5\"/></g>",
             "card.svg:4: error: The drawing has data-when=\"vip\": write category=press or one of name,"},
        Flaw{"ConditionWithoutCategory", R"(<rect data-when="category=" data-field="name" x="5" y="5" width="60"
          height="20"/>)",
             "card.svg:2: error: The drawing has data-when=\"category=\": name a category"},
        Flaw{"UnknownTint", name_line + R"(<rect data-fill="red" x="9" y="40" width="5" height="5"/>)",
             "card.svg:3: error: The drawing has data-fill=\"red\": write category or on-category"}),
    [](const auto& info) { return std::string(info.param.title); });

TEST(LintOfATemplate, NamesAllItsProblemsByTheirLines) {
  const auto found = findings(page(R"(<rect data-field="nmae" x="5" y="5" width="60" height="20"/>
<rect data-field="company" x="5" y="30" width="60" height="8"
  data-lines="two"
  data-sise="3"/>
<image href="gone.png"/>
<circle data-field="table" r="5"/>)"));
  ASSERT_THAT(found, testing::SizeIs(5));
  EXPECT_THAT(found[0], HasSubstr("card.svg:2: error: The drawing has a box with the unknown field \"nmae\""));
  EXPECT_THAT(found[1], HasSubstr("card.svg:4: error: The drawing has a box \"company\" with data-lines=\"two\""));
  EXPECT_THAT(found[2], HasSubstr("card.svg:5: error: The drawing has a box \"company\" with the unknown attribute"));
  EXPECT_THAT(found[3], HasSubstr("card.svg:6: error: The drawing needs the picture gone.png"));
  EXPECT_THAT(found[4], HasSubstr("card.svg:7: error: The drawing has a box \"table\" that is no rectangle"));
}

TEST(LintOfATemplate, NamesTheLineOfBrokenXml) {
  EXPECT_THAT(findings("<svg>\n<rect></svg>"),
              testing::ElementsAre(HasSubstr("card.svg:2: error: The drawing is not")));
}

TEST(LintOfATemplate, TakesWhatIsForDifferentGuestsInOnePlace) {
  EXPECT_THAT(findings(page(R"(<rect data-field="company" data-when="company" x="5" y="30" width="60" height="8"/>
<rect data-field="position" data-when="!company" x="5" y="30" width="60" height="8"/>)")),
              IsEmpty());
}

TEST(LintOfATemplate, HasNothingToSayOfThePackagedOnes) {
  EXPECT_THAT(findings(base::read_file(shipped("card-86x54.svg")).value()), IsEmpty());
  EXPECT_THAT(findings(base::read_file(shipped("label-62x100.svg")).value(), true), IsEmpty());
}

}  // namespace
}  // namespace einlass::badge::test

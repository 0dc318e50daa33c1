#include "core/base/file.h"
#include "tests/printing/badge/support.h"

#include <random>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

namespace fs = std::filesystem;

struct Person {
  const char* name;
  const char* company;
};

// Guests who make trouble: long, short, hyphenated, other scripts, no company.
const std::vector<Person>& people() {
  static const std::vector<Person> all{
      {"Ada Lovelace", "Nordlicht Systemhaus GmbH"},
      {"Alexandra Müller-Lüdenscheidt", "Hackers & Founders"},
      {"Prof. Dr. Maximilian-Konstantin Freiherr von Hohenzollern-Sig",
       "Bundesverband der Deutschen Luft- und Raumfahrtindustrie e. V."},
      {"Prince", ""},
      {"Li Na", "X"},
      {"محمد عبد الرحمن الخطيب", "شركة المستقبل للتقنية"},
      {"דוד בן־גוריון", ""},
      {"王小明", "北京未来科技有限公司"},
      {"Zoë 👩‍💻 Krüger 🎉", "Ωμέγα και Δέλτα"},
      {"Jürgen Ängström-Øyvåg", "BUND"},
      {"Donaudampfschifffahrtsgesellschaftskapitän", "Дмитрий и партнёры"},
  };
  return all;
}

std::string described(const std::string& file, const BadgeContent& content, Renderer& renderer) {
  const auto report = renderer.check(load_shipped(file), content);
  EXPECT_TRUE(report);
  std::string text;
  for (const auto& outcome : report->texts) {
    if (outcome.field != "name" && outcome.field != "company") continue;
    text += fmt::format("{:<17}{:<8}{:>6.2f}{}", file, outcome.field, outcome.size_pt, outcome.overflowed ? "!" : " ");
    for (const auto& line : outcome.lines) text += " | " + line;
    text += "\n";
  }
  return text;
}

// Sizes and line breaks of the shipped templates, in a file that is read like a proof sheet. After a wanted change:
// EINLASS_NEW_GOLDEN=1 badge_tests --gtest_filter=Layout.*
TEST(Layout, OfTheShippedTemplatesIsAsAgreed) {
  Renderer renderer(fonts());
  std::string found;
  for (const char* file : {"card-86x54.svg", "label-62x100.svg"}) {
    for (const auto& person : people()) found += described(file, guest(person.name, person.company), renderer);
  }
  const fs::path golden = fs::path(EINLASS_SOURCE_DIR) / "tests/printing/badge/golden/layout.txt";
  if (std::getenv("EINLASS_NEW_GOLDEN") != nullptr) write(golden, found);
  const auto expected = base::read_file(golden);
  ASSERT_TRUE(expected) << expected.error().message;
  EXPECT_EQ(found, *expected);
}

double size_of(const BadgeReport& report, const std::string& field) {
  for (const auto& outcome : report.texts) {
    if (outcome.field == field) return outcome.size_pt;
  }
  return 0;
}

TEST(Layout, OfTheShippedTemplatesKeepsLongTextReadable) {
  Renderer renderer(fonts());
  for (const char* file : {"card-86x54.svg", "label-62x100.svg"}) {
    auto content = guest("Alexandra-Charlotte Freifrau von Müller-Lüdenscheidt-Hohensee");
    content.fields["position"] = "Head of Engineering";
    content.fields["event"] =
        "Internationale Fachtagung für Erneuerbare Energien und nachhaltige Stadtentwicklung 2026";
    const auto report = renderer.check(load_shipped(file), content);
    ASSERT_TRUE(report);
    EXPECT_THAT(report->overflows, testing::IsEmpty()) << file;
    EXPECT_GE(size_of(*report, "name"), 15) << file;
    EXPECT_GE(size_of(*report, "event"), 6) << file;
    EXPECT_GE(size_of(*report, "position"), 8) << file;
  }
}

TEST(Layout, OfTheShippedTemplatesBeginsWhereTheScriptDoes) {
  for (const char* file : {"card-86x54.svg", "label-62x100.svg"}) {
    const auto badge = load_shipped(file);
    for (const auto& box : badge.boxes()) {
      if (box.field != "name" && box.field != "company" && box.field != "position") continue;
      EXPECT_EQ(std::get<TextRules>(box.rules).align, Align::Start) << file << " " << box.field;
    }
  }
}

struct Rule {
  const char* title;
  const char* attributes;
  const char* name;
  std::vector<std::string> lines;
  double least_pt, most_pt;
  bool overflows;
};

void PrintTo(const Rule& rule, std::ostream* out) {
  *out << rule.title;
}

class FitRules : public testing::TestWithParam<Rule> {};

// A box of 60 × 20 mm.
TEST_P(FitRules, DecideSizeAndLines) {
  const Rule& rule = GetParam();
  Renderer renderer(fonts());
  const auto badge = parse(drawing(
      86, 54, fmt::format(R"(<rect data-field="name" x="5" y="5" width="60" height="20" {}/>)", rule.attributes)));
  const auto report = renderer.check(badge, guest(rule.name));
  ASSERT_TRUE(report);
  const TextOutcome& outcome = report->texts.at(0);
  EXPECT_EQ(outcome.lines, rule.lines);
  EXPECT_GE(outcome.size_pt, rule.least_pt);
  EXPECT_LE(outcome.size_pt, rule.most_pt);
  EXPECT_EQ(outcome.overflowed, rule.overflows);
  EXPECT_EQ(!report->overflows.empty(), rule.overflows);
}

INSTANTIATE_TEST_SUITE_P(
    , FitRules,
    testing::Values(Rule{"ShortTextKeepsTheLargestSize", R"(data-max-size="24")", "Ada", {"Ada"}, 24, 24, false},
                    Rule{"LongerTextShrinks",
                         R"(data-max-size="24" data-lines="2")",
                         "Ada Augusta King Lovelace",
                         {"Ada Augusta King Lovelace"},
                         9,
                         15,
                         false},
                    Rule{"BelowTheSmallestSizeItWraps",
                         R"(data-max-size="24" data-min-size="16" data-lines="2")",
                         "Ada Augusta King Lovelace",
                         {"Ada Augusta", "King Lovelace"},
                         20,
                         24,
                         false},
                    Rule{"WrapsEarlierWhereAskedTo",
                         R"(data-max-size="24" data-min-size="8" data-wrap-below="16" data-lines="2")",
                         "Ada Augusta King Lovelace",
                         {"Ada Augusta", "King Lovelace"},
                         20,
                         24,
                         false},
                    Rule{"NeverInMoreLinesThanAllowed",
                         R"(data-max-size="24" data-min-size="20" data-lines="1")",
                         "Ada Augusta King Lovelace",
                         {"Ada Augusta King Lovelace"},
                         9,
                         15,
                         true},
                    Rule{"OneWordShrinksBelowTheSmallestOnOneLine",
                         R"(data-max-size="24" data-min-size="12")",
                         "Donaudampfschifffahrtsgesellschaft",
                         {"Donaudampfschifffahrtsgesellschaft"},
                         6,
                         11.9,
                         true},
                    Rule{"OneWordIsTornBeforeItIsTooSmall",
                         R"(data-max-size="24" data-min-size="12" data-lines="2")",
                         "Donaudampfschifffahrtsgesellschaft",
                         {"Donaudampfschifff", "ahrtsgesellschaft"},
                         12,
                         24,
                         false},
                    Rule{"AWordThatFitsStaysWholeBesideATornOne",
                         R"(data-max-size="24" data-min-size="13" data-lines="3")",
                         "Konstantin Donaudampfschifffahrtsgesellschaft",
                         {"Konstantin Dona", "udampfschifffah", "rtsgesellschaft"},
                         13,
                         24,
                         false},
                    Rule{"JoinedWritingIsNeverTorn",
                         R"(data-max-size="24" data-min-size="20" data-lines="2")",
                         "محمدمحمدمحمدمحمدمحمدمحمدمحمدمحمدمحمد",
                         {"محمدمحمدمحمدمحمدمحمدمحمدمحمدمحمدمحمد"},
                         5,
                         19.9,
                         true},
                    Rule{"HyphensHoldForALittleMoreSize",
                         R"(data-max-size="60" data-min-size="8" data-wrap-below="60" data-lines="2")",
                         "Johannes-Maria Wu",
                         {"Johannes-Maria", "Wu"},
                         16,
                         40,
                         false},
                    Rule{"HyphensBreakForMuchMoreSize",
                         R"(data-max-size="40" data-min-size="8" data-wrap-below="40" data-lines="2")",
                         "Leutheusser-Schnarrenberger",
                         {"Leutheusser-", "Schnarrenberger"},
                         18,
                         30,
                         false},
                    Rule{"IdeographsWrapAnywhere",
                         R"(data-max-size="40" data-min-size="20" data-lines="2")",
                         "北京未来科技有限公司",
                         {"北京未来科", "技有限公司"},
                         20,
                         30,
                         false},
                    Rule{"HeightLimitsToo", R"(data-max-size="200")", "Al", {"Al"}, 55, 62, false}),
    [](const auto& info) { return std::string(info.param.title); });

std::string random_name(std::mt19937& random) {
  static const std::vector<std::string> parts{"Ana",
                                              "Müller-Lüdenscheidt",
                                              "von",
                                              "Ö",
                                              "Konstantinopolitanski",
                                              "王小明",
                                              "محمد",
                                              "Дмитрий",
                                              "דוד",
                                              "O’Neill",
                                              "🎉",
                                              "Łukasz",
                                              "ด.ช.สมชาย",
                                              "A. B.",
                                              "Straße-1/2"};
  std::string name;
  for (std::size_t words = 1 + random() % 12; words > 0; --words) {
    name += (name.empty() ? "" : " ") + parts[random() % parts.size()];
  }
  return name;
}

TEST(Overflow, NeverLosesACharacter) {
  std::mt19937 random(4711);
  Renderer renderer(fonts());
  for (const char* file : {"card-86x54.svg", "label-62x100.svg"}) {
    const auto badge = load_shipped(file);
    for (int round = 0; round < 150; ++round) {
      const std::string name = random_name(random);
      const auto report = renderer.check(badge, guest(name));
      ASSERT_TRUE(report);
      std::string lines;
      for (const auto& outcome : report->texts) {
        for (const auto& line : outcome.lines) lines += outcome.field == "name" ? line : "";
      }
      EXPECT_EQ(without_blanks(lines), without_blanks(name));
    }
  }
}

TEST(Overflow, RefusesWhatNobodyCouldRead) {
  Renderer renderer(fonts());
  const auto report = renderer.check(load_shipped("card-86x54.svg"), guest(std::string(100000, 'W')));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, base::ErrorKind::InvalidInput);
  EXPECT_TRUE(renderer.check(load_shipped("card-86x54.svg"), guest(std::string(2000, 'W'))));
}

TEST(Layout, TakesAnyBytesForText) {
  Renderer renderer(fonts());
  const auto badge = load_shipped("card-86x54.svg");
  for (const std::string& name : {std::string("\xff\xfe"), std::string("a\0b", 3), std::string("\xed\xa0\x80 x"),
                                  std::string("\u202e\u200d\ufeff"), std::string(" \n\t "), std::string("\u0301")}) {
    EXPECT_TRUE(renderer.check(badge, guest(name, name)));
    EXPECT_TRUE(renderer.render_pdf(badge, guest(name, name)));
  }
}

TEST(Overflow, PrintsAllOfTheLongestNames) {
  Renderer renderer(fonts());
  const auto badge = load_shipped("card-86x54.svg");
  for (const std::size_t repeats : {1U, 4U, 20U}) {
    std::string name;
    for (std::size_t i = 0; i < repeats; ++i) name += "Übermäßig" + std::to_string(i) + " langer Name ";
    const auto pdf = renderer.render_pdf(badge, guest(name, ""));
    ASSERT_TRUE(pdf);
    EXPECT_THAT(without_blanks(text_in(pdf->pdf)), testing::HasSubstr(without_blanks(name)));
  }
}

}  // namespace
}  // namespace einlass::badge::test

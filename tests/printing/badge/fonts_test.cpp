#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/file.h"
#include "printing/badge/font_set.h"
#include "tests/printing/badge/support.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

namespace fs = std::filesystem;
using testing::Each;
using testing::HasSubstr;
using testing::StartsWith;

void copy_fonts(const fs::path& folder, const std::vector<std::string>& names) {
  for (const auto& name : names) fs::copy_file(fs::canonical(fonts_folder() / name), folder / name);
}

TEST(Fonts, HaveTheSameHashWhereverTheyLie) {
  const TemporaryFolder one, other;
  copy_fonts(one.path(), {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"});
  copy_fonts(other.path(), {"NotoSans-Bold.ttf", "NotoSans-Regular.ttf"});
  const auto first = FontSet::open(one.path()), second = FontSet::open(other.path());
  ASSERT_TRUE(first && second);
  EXPECT_EQ((*first)->hash(), (*second)->hash());
  EXPECT_EQ((*first)->files(), (*second)->files());
}

TEST(Fonts, HaveAnotherHashWhenOneIsAddedOrChanged) {
  const TemporaryFolder one, more, changed;
  copy_fonts(one.path(), {"NotoSans-Regular.ttf"});
  copy_fonts(more.path(), {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"});
  fs::copy_file(fs::canonical(fonts_folder() / "NotoSans-Bold.ttf"), changed.path() / "NotoSans-Regular.ttf");
  const auto a = FontSet::open(one.path()), b = FontSet::open(more.path()), c = FontSet::open(changed.path());
  ASSERT_TRUE(a && b && c);
  EXPECT_NE((*a)->hash(), (*b)->hash());
  EXPECT_NE((*a)->hash(), (*c)->hash());
}

// docs/codes-and-keys.md, The font set.
TEST(Fonts, HaveTheHashOfALineForEach) {
  const TemporaryFolder folder;
  copy_fonts(folder.path(), {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"});
  const auto set = FontSet::open(folder.path());
  ASSERT_TRUE(set);
  std::string lines;
  for (const std::string name : {"NotoSans-Bold.ttf", "NotoSans-Regular.ttf"}) {
    lines += base::hex(base::sha256(base::read_file(folder.path() / name).value())) + " " + name + "\n";
  }
  EXPECT_EQ((*set)->hash(), base::hex(base::sha256(lines)));
}

TEST(Fonts, AreNamedByTheirContent) {
  const TemporaryFolder folder;
  copy_fonts(folder.path(), {"NotoSans-Regular.ttf"});
  const auto set = FontSet::open(folder.path());
  ASSERT_TRUE(set);
  const auto content = base::read_file(folder.path() / "NotoSans-Regular.ttf");
  const FontFile expected{"NotoSans-Regular.ttf", base::hex(base::sha256(*content))};
  EXPECT_THAT((*set)->files(), testing::ElementsAre(expected));
}

TEST(Fonts, AreMissedInOneSentence) {
  const TemporaryFolder folder;
  const auto empty = FontSet::open(folder.path());
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().kind, base::ErrorKind::NotFound);
  write(folder.path() / "NotoSans-Regular.ttf", "not a font");
  const auto broken = FontSet::open(folder.path());
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().message, HasSubstr("NotoSans-Regular.ttf"));
  EXPECT_THAT(broken.error().message, HasSubstr("is damaged"));
}

// Every script at once, in a drawing that asks for fonts of the system by name.
TEST(Fonts, OfTheSystemAreNeverUsed) {
  const auto badge = parse(drawing(
      86, 54,
      R"(<text x="5" y="9" font-size="4" font-family="DejaVu Sans">Plain</text><text x="5" y="15" font-size="4" font-family="monospace">Mono 你好</text>)"
      R"(<text x="5" y="20" font-size="4" font-family="serif" font-style="italic">Serif</text>)"
      R"(<rect data-field="name" x="5" y="25" width="76" height="20" data-lines="2" data-weight="bold"/>)"));
  Renderer renderer(fonts());
  const auto pdf = renderer.render_pdf(badge, guest("Ωμέγα Дмитрий محمد דוד 王 ไทย हिन्दी ∑ ★ ☎"));
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_TRUE(pdf->report.unknown_glyphs.empty());
  const auto used = fonts_in(pdf->pdf);
  EXPECT_GE(used.size(), 6U);
  EXPECT_THAT(used, Each(StartsWith("NotoSans")));
}

// With a folder of one font nothing else may help out: what it lacks is reported, not borrowed.
TEST(Fonts, ThatAreNotPackagedAreMissedNotBorrowed) {
  const TemporaryFolder folder;
  copy_fonts(folder.path(), {"NotoSans-Regular.ttf"});
  const auto set = FontSet::open(folder.path());
  ASSERT_TRUE(set);
  Renderer renderer(*set);
  const auto pdf = renderer.render_pdf(
      parse(drawing(86, 54, R"(<rect data-field="name" x="5" y="5" width="76" height="20"/>)")), guest("Li 王小明"));
  ASSERT_TRUE(pdf);
  EXPECT_EQ(pdf->report.unknown_glyphs.at("name"), 3);
  EXPECT_THAT(fonts_in(pdf->pdf), Each(StartsWith("NotoSans-Regular")));
}

struct Script {
  const char* title;
  const char* text;
};

void PrintTo(const Script& script, std::ostream* out) {
  *out << script.title;
}

class Scripts : public testing::TestWithParam<Script> {};

TEST_P(Scripts, HaveGlyphsInBothWeights) {
  Renderer renderer(fonts());
  for (const char* weight : {"regular", "bold"}) {
    const auto badge = parse(drawing(
        86, 54,
        std::string(R"(<rect data-field="name" x="5" y="5" width="76" height="20" data-weight=")") + weight + "\"/>"));
    const auto report = renderer.check(badge, guest(GetParam().text));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->unknown_glyphs.empty()) << GetParam().text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    , Scripts,
    testing::Values(Script{"Latin", "Łukasz Ægir Čapek Nguyễn Ẹniọlá ẞ"}, Script{"Greek", "Γιώργος"},
                    Script{"Cyrillic", "Єлизавета Ђорђе"}, Script{"Arabic", "محمد پژمان"}, Script{"Hebrew", "שָׁלוֹם"},
                    Script{"Chinese", "王小明 繁體"}, Script{"Japanese", "山田 たろう カナ"},
                    Script{"Korean", "김민준"}, Script{"Devanagari", "श्रीनिवास"}, Script{"Thai", "สมชาย"},
                    Script{"Tamil", "தமிழ்"}, Script{"Georgian", "გიორგი"}, Script{"Armenian", "Արմեն"},
                    Script{"Ethiopic", "አበበ"},
                    Script{"Emoji", "👩‍💻 🎉 🏳️‍🌈 👍🏽 🇩🇪 ❤️ 1️⃣"},
                    Script{"Symbols", "™ € № ½ ∞ ★ ✓ ♥ → ☎ ⚡"}),
    [](const auto& info) { return std::string(info.param.title); });

}  // namespace
}  // namespace einlass::badge::test

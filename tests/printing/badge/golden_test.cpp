// Badges that make trouble, compared with pictures that a person has looked at, their PDFs with these as poppler draws
// them, and with what it says of them. Each one's code is read by zbar from dots that are black or white.
#include "core/base/file.h"
#include "printing/badge/dots.h"
#include "tests/printing/badge/pixels.h"
#include "tests/printing/badge/support.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* emblem =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5"/>
<path d="M2.6 5.2 L4.4 7 L7.6 3.4" fill="none" stroke="#fff" stroke-width="1.2"/></svg>)";

struct Sheet {
  const char* title;
  std::function<void(BadgeContent&)> change;
};

std::function<void(BadgeContent&)> named(const char* name, const char* company, const char* position = "") {
  return [=](BadgeContent& content) {
    content.fields["name"] = name;
    content.fields["company"] = company;
    content.fields["position"] = position;
  };
}

std::function<void(BadgeContent&)> without(const char* field) {
  return [=](BadgeContent& content) { content.fields[field].clear(); };
}

std::function<void(BadgeContent&)> coloured(const char* colour) {
  return [=](BadgeContent& content) { content.category_colour = colour; };
}

const std::vector<Sheet>& sheets() {
  static const std::vector<Sheet> all{
      {"plain", [](BadgeContent&) {}},
      {"sixty_letters", named("Alexandra-Charlotte Freifrau von Müller-Lüdenscheidt-Hohensee", "Nordlicht GmbH")},
      {"one_long_word", named("Donaudampfschifffahrtsgesellschaftskapitän", "Nordlicht GmbH", "Kapitän")},
      {"long_company",
       named("Maximilian Sonnenschein", "Bundesverband der Deutschen Luft- und Raumfahrtindustrie e. V.",
             "Leiterin Grundsatzfragen und Nachhaltigkeit")},
      {"arabic", named("محمد عبد الرحمن الخطيب", "شركة المستقبل للتقنية", "مدير الهندسة")},
      {"hebrew", named("דוד בן־גוריון", "מכון ויצמן למדע", "מהנדס")},
      {"chinese", named("王小明", "北京未来科技有限公司", "工程主管")},
      {"japanese", named("山田 たろう", "株式会社ノルトリヒト", "技術部長")},
      {"korean", named("김민준", "노르트리히트 주식회사")},
      {"emoji", named("Zoë 👩‍💻 Krüger 🎉", "Ωμέγα και Δέλτα")},
      // Written with combining accents: e + U+0301, a stack of two, and a letter that has no composed form.
      {"combining", named("Zoe\u0301 A\u030Angstro\u0308m-Nguye\u0302\u0303n J\u030Cq\u0307", "Se\u00F1or & Co\u0301")},
      {"empty_fields",
       [](BadgeContent& content) {
         const auto name = content.fields["name"];
         content.fields = {{"name", name}};
       }},
      {"no_company", without("company")},
      {"no_table", without("table")},
      {"no_category", without("category_label")},
      {"no_photo", [](BadgeContent& content) { content.flags.insert("no_photo"); }},
      {"no_photo_no_category",
       [](BadgeContent& content) {
         content.flags.insert("no_photo");
         content.fields["category_label"].clear();
       }},
      {"dark_colour", coloured("#b3261e")},
      {"light_colour",
       [](BadgeContent& content) {
         content.category_colour = "#ffd54f";
         content.flags.insert("no_photo");
       }},
      {"logo", [](BadgeContent& content) { content.images["logo"] = emblem; }},
      {"long_event",
       [](BadgeContent& content) {
         content.fields["event"] =
             "Internationale Fachtagung für Erneuerbare Energien und nachhaltige Stadtentwicklung 2026";
         content.fields["category_label"] = "Freie Mitarbeit im Team";
         content.flags.insert("no_photo");
       }},
  };
  return all;
}

struct Badge {
  std::string file;
  const Sheet* sheet;

  std::string title() const { return file.substr(0, file.find('-')) + "_" + sheet->title; }
  BadgeContent content() const {
    auto content = guest("Ada Lovelace");
    content.fields["position"] = "Head of Engineering";
    sheet->change(content);
    return content;
  }
};

void PrintTo(const Badge& badge, std::ostream* out) {
  *out << badge.title();
}

std::vector<Badge> badges() {
  std::vector<Badge> all;
  for (const char* file : {"card-86x54.svg", "label-62x100.svg"}) {
    for (const auto& sheet : sheets()) all.push_back({file, &sheet});
  }
  return all;
}

fs::path golden(const std::string& name) {
  return fs::path(EINLASS_SOURCE_DIR) / "tests/printing/badge/golden" / name;
}

// After a wanted change: EINLASS_NEW_GOLDEN=1 badge_tests --gtest_filter=*Golden*, and look at every picture.
bool is_drawn_anew() {
  return std::getenv("EINLASS_NEW_GOLDEN") != nullptr;
}

class GoldenBadges : public testing::TestWithParam<Badge> {
 protected:
  Renderer renderer_{fonts()};
};

// Other versions of the libraries smooth edges otherwise; a letter that moves by a dot is seen.
TEST_P(GoldenBadges, LookAsSomebodyApproved) {
  const auto png = renderer_.render_png(load_shipped(GetParam().file), GetParam().content(), 150);
  ASSERT_TRUE(png) << png.error().message;
  EXPECT_EQ(png->report.low_contrast, std::vector<std::string>());
  EXPECT_EQ(png->report.overflows, std::vector<std::string>());
  EXPECT_EQ(png->report.unknown_glyphs.size(), 0U);
  const auto file = golden(GetParam().title() + ".png");
  if (is_drawn_anew()) write(file, png->png);
  const auto approved = base::read_file(file);
  ASSERT_TRUE(approved) << approved.error().message;
  const auto found = pixels_of(png->png), wanted = pixels_of(*approved);
  ASSERT_EQ(found.width, wanted.width);
  ASSERT_EQ(found.height, wanted.height);
  int other = 0;
  for (std::size_t i = 0; i < found.grey.size(); ++i) {
    if (std::abs(int{found.grey[i]} - int{wanted.grey[i]}) > 64) ++other;
  }
  EXPECT_LE(other, static_cast<int>(found.grey.size() / 2000));
}

// Poppler smooths edges otherwise, and rounds the page up to whole pixels.
TEST_P(GoldenBadges, LookTheSameAsPdf) {
  const auto png = renderer_.render_png(load_shipped(GetParam().file), GetParam().content(), 150);
  const auto pdf = renderer_.render_pdf(load_shipped(GetParam().file), GetParam().content(), 150);
  ASSERT_TRUE(png && pdf);
  const auto printed = pixels_of(picture_of(pdf->pdf, 150)), shown = pixels_of(png->png);
  ASSERT_NEAR(printed.width, shown.width, 1);
  ASSERT_NEAR(printed.height, shown.height, 1);
  const auto a_dot = static_cast<int>(shown.grey.size() / 5000);
  EXPECT_LE(printed.unlike(shown, 64), a_dot) << "only in the PDF";
  EXPECT_LE(shown.unlike(printed, 64), a_dot) << "only in the PNG";
}

TEST_P(GoldenBadges, HaveACodeThatAnotherReaderReadsInBlackAndWhite) {
  const TemporaryFolder folder;
  for (const int dpi : {203, 300}) {
    const auto dots = renderer_.render_dots(load_shipped(GetParam().file), GetParam().content(), dpi);
    ASSERT_TRUE(dots) << dots.error().message;
    const auto png = png_of(dots->dots);
    ASSERT_TRUE(png) << png.error().message;
    const auto pixels = pixels_of(*png);
    EXPECT_TRUE(
        std::all_of(pixels.grey.begin(), pixels.grey.end(), [](auto grey) { return grey == 0 || grey == 255; }));
    const auto file = write(folder.path() / "badge.png", *png);
    EXPECT_EQ(run("zbarimg -q --nodbus --raw " + file).text, std::string(serial_code) + "\n") << dpi;
  }
}

INSTANTIATE_TEST_SUITE_P(, GoldenBadges, testing::ValuesIn(badges()),
                         [](const auto& info) { return info.param.title(); });

std::string words_of(std::string text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += " " + word;
  return line;
}

std::string facts_of(const Badge& badge, Renderer& renderer) {
  const auto pdf = renderer.render_pdf(load_shipped(badge.file), badge.content());
  EXPECT_TRUE(pdf) << badge.title();
  const TemporaryFolder folder;
  const auto file = write(folder.path() / "badge.pdf", pdf->pdf);
  const auto info = run("pdfinfo " + file).text;
  const auto size = info.find("Page size:");
  const auto table = run("pdffonts " + file).text;
  EXPECT_THAT(table, testing::Not(testing::HasSubstr(" no "))) << badge.title() << " has a font that is not embedded";
  auto names = fonts_in(pdf->pdf);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return fmt::format("{}\n  page {}\n  fonts {}\n  text{}\n", badge.title(),
                     words_of(info.substr(size + 10, info.find('\n', size) - size - 10)), fmt::join(names, ", "),
                     words_of(run("pdftotext -raw " + file + " -").text));
}

TEST(GoldenPdfs, HaveSizeFontsAndTextAsAgreed) {
  Renderer renderer(fonts());
  std::string found;
  for (const auto& badge : badges()) found += facts_of(badge, renderer);
  const auto file = golden("pdfs.txt");
  if (is_drawn_anew()) write(file, found);
  const auto agreed = base::read_file(file);
  ASSERT_TRUE(agreed) << agreed.error().message;
  EXPECT_EQ(found, *agreed);
}

}  // namespace
}  // namespace einlass::badge::test

#include "tests/printing/badge/pixels.h"
#include "tests/printing/badge/support.h"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

RenderedPng render(const BadgeTemplate& badge, const BadgeContent& content, double dpi) {
  Renderer renderer(fonts());
  auto png = renderer.render_png(badge, content, dpi);
  EXPECT_TRUE(png) << png.error().message;
  return png ? std::move(*png) : RenderedPng{};
}

TEST(Png, HasThePixelsOfItsMillimetres) {
  const auto png = render(load_shipped("card-86x54.svg"), guest("Ada"), 300);
  EXPECT_EQ(png.width_px, 1016);
  EXPECT_EQ(png.height_px, 638);
  const auto pixels = pixels_of(png.png);
  EXPECT_EQ(pixels.width, 1016);
  EXPECT_EQ(pixels.height, 638);
}

TEST(Png, KnowsItsResolution) {
  const TemporaryFolder folder;
  const std::string file =
      write(folder.path() / "badge.png", render(load_shipped("card-86x54.svg"), guest("Ada"), 300).png);
  EXPECT_EQ(run("identify -units PixelsPerInch -format '%x' " + file).text.substr(0, 3), "300");
}

TEST(Png, RefusesAnImpossibleResolution) {
  Renderer renderer(fonts());
  for (const double dpi : {0.0, -300.0, 1e9}) {
    const auto png = renderer.render_png(load_shipped("card-86x54.svg"), guest("Ada"), dpi);
    ASSERT_FALSE(png);
    EXPECT_EQ(png.error().kind, base::ErrorKind::InvalidInput);
  }
}

struct Alignment {
  const char* title;
  const char* attributes;
  const char* name;
};

void PrintTo(const Alignment& alignment, std::ostream* out) {
  *out << alignment.title;
}

class InkInTheBox : public testing::TestWithParam<Alignment> {};

// 200 dpi; the box is 20…60 × 10…25 mm. One pixel of grey edge is allowed.
TEST_P(InkInTheBox, StaysThere) {
  const auto badge = parse(
      drawing(86, 54,
              fmt::format(R"(<rect data-field="name" x="20" y="10" width="40" height="15" data-weight="bold" {}/>)",
                          GetParam().attributes)));
  const auto pixels = pixels_of(render(badge, guest(GetParam().name), 200).png);
  EXPECT_EQ(pixels.dark_outside(157 - 1, 79 - 1, 472 + 2, 197 + 2), 0);
  EXPECT_GT(pixels.dark_inside(157, 79, 472, 197), 100);
}

INSTANTIATE_TEST_SUITE_P(
    , InkInTheBox,
    testing::Values(Alignment{"Accents", "data-valign=\"top\" data-max-size=\"200\"", "ÄÇŞ̌"},
                    Alignment{"Descenders", "data-valign=\"bottom\" data-max-size=\"200\"", "gjpqy"},
                    Alignment{"Overhang", "data-align=\"left\" data-max-size=\"200\"", "Jjjf"},
                    Alignment{"RightAligned", "data-align=\"right\" data-max-size=\"200\" data-tracking=\"0.3\"",
                              "fff"},
                    Alignment{"Centred", "data-align=\"center\" data-lines=\"3\" data-min-size=\"20\"", "Ådå Ågren Øy"},
                    Alignment{"Arabic", "data-align=\"start\" data-max-size=\"200\"", "محمد الخطيب"},
                    Alignment{"Thai", "data-lines=\"2\" data-max-size=\"200\"", "กี้ ปู่"},
                    Alignment{"Nepali", "data-lines=\"2\" data-max-size=\"200\"", "श्रीनिवास कृष्ण"},
                    Alignment{"Chinese", "data-max-size=\"200\"", "王小明"},
                    Alignment{"Emoji", "data-max-size=\"200\"", "👩‍💻🎉"},
                    Alignment{"Overflow", "data-min-size=\"20\" data-max-size=\"30\" data-lines=\"2\"",
                              "Prof. Dr. Maximilian-Konstantin Freiherr von Hohenzollern-Sigmaringen"}),
    [](const auto& info) { return std::string(info.param.title); });

TEST(Png, AlignsToTheEdgesOfTheBox) {
  for (const auto& [align, left] : {std::pair{"left", true}, std::pair{"right", false}}) {
    const auto badge = parse(drawing(
        86, 54,
        fmt::format(
            R"(<rect data-field="name" x="20" y="10" width="40" height="15" data-max-size="14" data-align="{}"/>)",
            align)));
    const auto pixels = pixels_of(render(badge, guest("Hi"), 200).png);
    EXPECT_GT(pixels.dark_inside(left ? 157 : 466, 79, left ? 163 : 473, 197), 10) << align;
  }
}

TEST(Png, BreaksFollowTheScriptWhereAlignIsStart) {
  const auto badge = parse(drawing(
      86, 54,
      R"(<rect data-field="name" x="20" y="10" width="40" height="15" data-max-size="14" data-align="start"/>)"));
  const auto latin = pixels_of(render(badge, guest("Ada"), 200).png);
  const auto hebrew = pixels_of(render(badge, guest("דוד"), 200).png);
  EXPECT_EQ(latin.dark_inside(315, 79, 473, 197), 0);
  EXPECT_EQ(hebrew.dark_inside(156, 79, 315, 197), 0);
}

// The rows between the first and the last that have ink, at 200 dpi.
int height_of_ink(const std::string& name) {
  const auto badge = parse(drawing(
      86, 54, R"(<rect data-field="name" x="5" y="5" width="76" height="40" data-max-size="60" data-weight="bold"/>)"));
  const auto pixels = pixels_of(render(badge, guest(name), 200).png);
  int first = pixels.height, last = -1;
  for (int y = 0; y < pixels.height; ++y) {
    if (pixels.dark_inside(0, y, pixels.width, y + 1) == 0) continue;
    first = std::min(first, y);
    last = y;
  }
  return last - first + 1;
}

TEST(Png, DrawsEmojiAsLargeAsTheLettersBesideThem) {
  const int capitals = height_of_ink("EH");
  for (const char* emoji : {"🦄", "👩‍💻", "🎉"}) {
    EXPECT_GE(height_of_ink(emoji), capitals) << emoji;
    EXPECT_LE(height_of_ink(emoji), capitals * 2) << emoji;
  }
}

TEST(Png, DrawsTheNoPhotoMarkOnlyForGuestsWhoSaidSo) {
  const auto badge = parse(drawing(86, 54, R"(<rect data-field="no_photo" x="20" y="10" width="20" height="20"/>)"));
  auto content = guest("Ada");
  EXPECT_EQ(pixels_of(render(badge, content, 100).png).dark_outside(0, 0, 0, 0), 0);
  content.flags.insert("no_photo");
  const auto pixels = pixels_of(render(badge, content, 100).png);
  EXPECT_GT(pixels.dark_inside(79, 39, 158, 119), 500);
  EXPECT_EQ(pixels.dark_outside(78, 38, 159, 120), 0);
}

TEST(Png, DrawsBackdropsOnlyBehindText) {
  const auto badge = parse(drawing(
      86, 54,
      R"(<rect data-field="table" x="20" y="10" width="40" height="10" data-background="#000" data-color="#fff"/>)"));
  auto content = guest("Ada");
  EXPECT_GT(pixels_of(render(badge, content, 100).png).dark_inside(79, 40, 236, 78), 3000);
  content.fields.erase("table");
  EXPECT_EQ(pixels_of(render(badge, content, 100).png).dark_outside(0, 0, 0, 0), 0);
}

TEST(Png, ShowsTheGuestsPictureInsteadOfTheTemplates) {
  const std::string black =
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>)";
  const auto badge = parse(drawing(86, 54, R"(<rect data-field="photo" x="20" y="10" width="20" height="20"/>)"));
  auto content = guest("Ada");
  content.images["photo"] = black;
  const auto pixels = pixels_of(render(badge, content, 100).png);
  EXPECT_EQ(pixels.dark_outside(78, 38, 159, 120), 0);
  EXPECT_GT(pixels.dark_inside(79, 40, 157, 118), 5900);
  content.images["photo"] = "not a picture";
  Renderer renderer(fonts());
  EXPECT_FALSE(renderer.render_png(badge, content, 100));
}

TEST(Qr, ModulesAreWholePixels) {
  const auto badge = parse(drawing(86, 54, R"(<rect data-field="qr" x="20.3" y="10.7" width="17.1" height="17.1"/>)"));
  const auto png = render(badge, guest("Ada"), 203);
  const auto pixels = pixels_of(png.png);
  for (const unsigned char grey : pixels.grey) ASSERT_TRUE(grey == 0 || grey == 255) << int{grey};
  EXPECT_NEAR(png.report.smallest_qr_module_mm, 4 * 25.4 / 203, 1e-9);
}

TEST(Qr, InATurnedBoxIsStillWholePixels) {
  const auto badge = parse(drawing(
      86, 54,
      R"svg(<g transform="rotate(180 43 27)"><rect data-field="qr" x="20.3" y="10.7" width="17" height="17"/></g>)svg"));
  const auto pixels = pixels_of(render(badge, guest("Ada"), 203).png);
  for (const unsigned char grey : pixels.grey) ASSERT_TRUE(grey == 0 || grey == 255);
  EXPECT_GT(pixels.dark_inside(0, 0, pixels.width, pixels.height), 100);
}

TEST(Threads, WithRenderersOfTheirOwnDrawTheSame) {
  const auto badge = load_shipped("card-86x54.svg");
  const std::vector<std::string> names{"Ada Lovelace", "محمد الخطيب", "王小明", "Zoë 🎉 Krüger"};
  std::vector<std::string> expected;
  for (const auto& name : names) expected.push_back(render(badge, guest(name), 100).png);
  Renderer shared(fonts());
  const auto work = [&](Renderer& renderer) {
    for (int round = 0; round < 12; ++round) {
      const std::size_t which = static_cast<std::size_t>(round) % names.size();
      const auto png = renderer.render_png(badge, guest(names[which]), 100);
      EXPECT_TRUE(png && png->png == expected[which]);
      EXPECT_TRUE(renderer.render_pdf(badge, guest(names[which])));
    }
  };
  std::vector<std::thread> threads;
  threads.emplace_back([&] { work(shared); });
  threads.emplace_back([&] { work(shared); });
  threads.emplace_back([&] {
    Renderer own(fonts());
    work(own);
  });
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace einlass::badge::test

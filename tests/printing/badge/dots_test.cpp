#include "printing/badge/dots.h"

#include "tests/printing/badge/pixels.h"
#include "tests/printing/badge/support.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

Dots render(const BadgeTemplate& badge, const BadgeContent& content, int dpi) {
  Renderer renderer(fonts());
  auto dots = renderer.render_dots(badge, content, dpi);
  EXPECT_TRUE(dots) << dots.error().message;
  return dots ? std::move(dots->dots) : Dots{};
}

double share_of_black(const Dots& dots, const DotArea& area) {
  int black = 0;
  for (int y = area.top; y < area.bottom; ++y) {
    for (int x = area.left; x < area.right; ++x) black += dots.black(x, y) ? 1 : 0;
  }
  return static_cast<double>(black) / ((area.right - area.left) * (area.bottom - area.top));
}

TEST(Dots, AreAsManyAsTheMillimetresAtThatResolution) {
  const auto dots = render(load_shipped("card-86x54.svg"), guest("Ada"), 203);
  EXPECT_EQ(dots.width, 687);
  EXPECT_EQ(dots.height, 432);
  EXPECT_EQ(dots.dpi, 203);
  EXPECT_EQ(dots.rows.size(), 86U * 432U);
}

TEST(Dots, RefuseAnImpossibleResolution) {
  Renderer renderer(fonts());
  const auto dots = renderer.render_dots(load_shipped("card-86x54.svg"), guest("Ada"), 0);
  ASSERT_FALSE(dots);
  EXPECT_EQ(dots.error().kind, base::ErrorKind::InvalidInput);
}

// 10 mm are 80 dots here, the box 40…440 × 80…200.
TEST(Dots, ShowTextInWhateverColourItWasMeant) {
  for (const char* ground : {"#ffffff", "#cccccc", "#777777", "#000000"}) {
    for (const char* text : {"#000000", "#999999", "#dddddd", "#ffffff"}) {
      const auto badge = parse(drawing(86, 54,
                                       fmt::format(R"(<rect width="86" height="54" fill="{}"/>
              <rect data-field="name" x="5" y="10" width="50" height="15" data-weight="bold" data-color="{}"/>)",
                                                   ground, text)));
      const double black = share_of_black(render(badge, guest("Ada Lovelace"), 203), {40, 80, 440, 200});
      EXPECT_GT(black, 0.03) << text << " on " << ground;
      EXPECT_LT(black, 0.97) << text << " on " << ground;
    }
  }
}

TEST(Dots, ShowTheNoPhotoMarkOnAnyGround) {
  for (const char* ground : {"#fff", "#000"}) {
    const auto badge = parse(drawing(86, 54,
                                     fmt::format(R"(<rect width="86" height="54" fill="{}"/>
            <rect data-field="no_photo" x="10" y="10" width="20" height="20" data-color="#888"/>)",
                                                 ground)));
    auto content = guest("Ada");
    content.flags.insert("no_photo");
    const double black = share_of_black(render(badge, content, 203), {80, 80, 239, 239});
    EXPECT_GT(black, 0.1) << ground;
    EXPECT_LT(black, 0.9) << ground;
  }
}

TEST(Dots, ScatterGreysInPicturesOnly) {
  const auto badge = parse(drawing(86, 54, R"(<rect x="0" y="0" width="20" height="20" fill="#999"/>
      <rect x="20" y="0" width="20" height="20" fill="#555"/>
      <rect data-field="photo" x="50" y="10" width="20" height="20"/>)"));
  auto content = guest("Ada");
  content.images["photo"] =
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#aaa"/></svg>)";
  const auto dots = render(badge, content, 203);
  EXPECT_EQ(share_of_black(dots, {2, 2, 158, 158}), 0);
  EXPECT_EQ(share_of_black(dots, {162, 2, 318, 158}), 1);
  EXPECT_NEAR(share_of_black(dots, {402, 82, 557, 237}), 1 - 0xaa / 255.0, 0.02);
}

// Every module is a square of one colour, so a finder pattern's corner is 7 modules of dots.
TEST(Dots, AreWholeInEveryModuleOfACode) {
  const auto badge = parse(drawing(86, 54, R"(<rect data-field="qr" x="20.3" y="10.7" width="17.1" height="17.1"/>)"));
  for (const auto& [dpi, module] : {std::pair{203, 4}, {300, 6}}) {
    const auto dots = render(badge, guest("Ada"), dpi);
    int left = dots.width, top = dots.height;
    for (int y = 0; y < dots.height; ++y) {
      for (int x = 0; x < dots.width; ++x) {
        if (!dots.black(x, y)) continue;
        left = std::min(left, x);
        top = std::min(top, y);
      }
    }
    for (int row = 0; row < 25; ++row) {
      for (int column = 0; column < 25; ++column) {
        const DotArea area{left + column * module, top + row * module, left + (column + 1) * module,
                           top + (row + 1) * module};
        ASSERT_THAT(share_of_black(dots, area), testing::AnyOf(0.0, 1.0)) << column << "," << row << " at " << dpi;
      }
    }
  }
}

// ImageMagick and poppler judge, not the code under test.
TEST(Dots, SurviveTheirPdf) {
  const TemporaryFolder folder;
  for (const int dpi : {203, 300}) {
    const auto dots = render(load_shipped("card-86x54.svg"), guest("Dr. Marie-Luise Öhlmann"), dpi);
    const auto file = folder.path() / "page";
    write(file, *pdf_of(dots));
    run(fmt::format("pdftoppm -singlefile -r {} -gray {} {}", dpi, file.string(), file.string()));
    const std::string levels = run(fmt::format("identify -format '%w %h %k' {}.pgm", file.string())).text;
    EXPECT_EQ(levels, fmt::format("{} {} 2", dots.width, dots.height));
    run(fmt::format("convert {0}.pgm {0}.png", file.string()));
    const auto seen = pixels_of(run("cat " + file.string() + ".png").text);
    for (int y = 0; y < dots.height; ++y) {
      for (int x = 0; x < dots.width; ++x) ASSERT_EQ(seen.dark(x, y), dots.black(x, y)) << x << "," << y;
    }
  }
}

TEST(Dots, OfEveryShippedTemplateCarryACodeThatZbarReads) {
  const TemporaryFolder folder;
  auto content = guest("Ada");
  content.code = serial_code;
  for (const char* file : {"card-86x54.svg", "label-62x100.svg"}) {
    for (const int dpi : {203, 300}) {
      const auto picture = write(folder.path() / "badge.png", *png_of(render(load_shipped(file), content, dpi)));
      EXPECT_EQ(run("zbarimg -q --nodbus --raw " + picture).text, std::string(serial_code) + "\n") << file << dpi;
    }
  }
}

TEST(Dots, AreTheSameWheneverABadgeIsDrawn) {
  const auto badge = load_shipped("label-62x100.svg");
  EXPECT_EQ(render(badge, guest("王小明 🎉"), 300), render(badge, guest("王小明 🎉"), 300));
}

}  // namespace
}  // namespace einlass::badge::test

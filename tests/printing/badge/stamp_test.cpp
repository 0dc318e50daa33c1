// What is stamped over a badge of a rehearsal: there, and beside what the badge is for.
#include "printing/badge/stamp.h"

#include "tests/printing/badge/pixels.h"
#include "tests/printing/badge/support.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

class Stamp : public testing::TestWithParam<const char*> {
 protected:
  static BadgeContent stamped() {
    auto content = guest("Wilhelmine-Charlotte Freifrau von Hohenlohe-Waldenburg-Schmidt");
    content.stamp = "PROBE · REHEARSAL";
    return content;
  }
};

bool overlap(const Placement& one, const Placement& other) {
  return one.x_mm < other.x_mm + other.width_mm && other.x_mm < one.x_mm + one.width_mm &&
         one.y_mm < other.y_mm + other.height_mm && other.y_mm < one.y_mm + one.height_mm;
}

TEST_P(Stamp, HidesNeitherNameNorCode) {
  const auto drawing = load_shipped(GetParam());
  const auto place = place_for_stamp(drawing, stamped());
  EXPECT_GE(place.x_mm, 3);
  EXPECT_GE(place.y_mm, 3);
  EXPECT_LE(place.x_mm + place.width_mm, drawing.width_mm() - 3 + 1e-9);
  EXPECT_LE(place.y_mm + place.height_mm, drawing.height_mm() - 3 + 1e-9);
  for (const auto& box : drawing.boxes()) {
    const bool must_be_seen = box.field == "name" || box.field == qr_field;
    EXPECT_FALSE(must_be_seen && overlap(place, box.placement)) << box.field;
  }
}

// Of the stamp's own pixels nearly all are black or white, both of them often: white letters on black.
TEST_P(Stamp, IsWhiteOnBlack) {
  const auto drawing = load_shipped(GetParam());
  const auto place = place_for_stamp(drawing, stamped());
  Renderer renderer(fonts());
  const auto png = renderer.render_png(drawing, stamped(), 300);
  ASSERT_TRUE(png) << png.error().message;
  const auto pixels = pixels_of(png->png);
  const auto px = [](double mm) { return static_cast<int>(mm / 25.4 * 300); };
  const int dark = pixels.dark_inside(px(place.x_mm) + 1, px(place.y_mm) + 1, px(place.x_mm + place.width_mm) - 1,
                                      px(place.y_mm + place.height_mm) - 1);
  const int all = (px(place.width_mm) - 2) * (px(place.height_mm) - 2);
  EXPECT_GT(dark, all * 6 / 10);
  EXPECT_LT(dark, all * 9 / 10) << "letters are seen";
}

TEST_P(Stamp, IsOnNoOrdinaryBadge) {
  Renderer renderer(fonts());
  auto content = stamped();
  const auto with = renderer.render_png(load_shipped(GetParam()), content, 150);
  content.stamp.clear();
  const auto without = renderer.render_png(load_shipped(GetParam()), content, 150);
  ASSERT_TRUE(with);
  ASSERT_TRUE(without);
  EXPECT_NE(with->png, without->png);
  EXPECT_EQ(with->report.is_clean(), without->report.is_clean());
}

INSTANTIATE_TEST_SUITE_P(Shipped, Stamp, testing::Values("card-86x54.svg", "label-62x100.svg"),
                         [](const auto& shipped) { return std::string(shipped.param).substr(0, 4); });

}  // namespace
}  // namespace einlass::badge::test

// Sizes follow the finger and the eye, whatever the display's pixels are.
#include "kiosk/screens/measure.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace einlass::screens {
namespace {

double density(int width, int height, double inches) {
  return std::hypot(width, height) / (inches * 25.4);
}

TEST(Measure, MakesTargetsOfFifteenMillimetres) {
  const DisplaySize tablet{.pixels_per_mm = density(1280, 800, 10.1), .viewing_distance_mm = 500};
  const Measure measure = measure_of(1280, 800, tablet, 0);
  EXPECT_GE(measure.control(20) / tablet.pixels_per_mm, 15.0);
  EXPECT_LT(measure.control(20) / tablet.pixels_per_mm, 15.2);
  EXPECT_EQ(measure.control(200), 200) << "what is larger stays so";
}

TEST(Measure, MakesACapitalOfSevenTenthsOfADegree) {
  const DisplaySize panel{.pixels_per_mm = density(1920, 1080, 15.6), .viewing_distance_mm = 600};
  const Measure measure = measure_of(1920, 1080, panel, 0.7);
  const double capital_mm = measure.type(10) * 0.714 / panel.pixels_per_mm;
  EXPECT_GE(2 * std::atan(capital_mm / 2 / 600) * 180 / std::numbers::pi, 0.7);
  EXPECT_EQ(measure_of(1920, 1080, panel, 0).type(10), measure.px(10));
}

TEST(Measure, DoesNotBelieveADisplayThatCannotBeSo) {
  for (const double lie : {0.0, 0.4, 90.0}) {
    EXPECT_EQ(measure_of(1280, 800, {.pixels_per_mm = lie, .viewing_distance_mm = 500}, 0).target, 44) << lie;
  }
}

TEST(Measure, GrowsWithTheWindowEitherWay) {
  EXPECT_DOUBLE_EQ(measure_of(1280, 800, {}, 0).scale, 1.0);
  EXPECT_DOUBLE_EQ(measure_of(1600, 2560, {}, 0).scale, 2.0);
  EXPECT_TRUE(measure_of(800, 1280, {}, 0).upright);
}

}  // namespace
}  // namespace einlass::screens

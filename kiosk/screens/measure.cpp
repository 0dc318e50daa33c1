#include "kiosk/screens/measure.h"

#include <numbers>

namespace einlass::screens {

namespace {

constexpr int least_target = 44;           // pixels, where nothing is known of the display
constexpr double capital_height = 0.714;   // of Noto Sans, per em
constexpr double largest_part = 1.0 / 12;  // of the window's shorter side is one line of large type at most
constexpr double plausible_least = 1.5;    // pixels per millimetre: displays that lie about their size, such as
constexpr double plausible_most = 20;      // projectors and virtual ones, are as good as unknown

}  // namespace

Measure measure_of(int width, int height, const DisplaySize& display, double least_degrees) {
  Measure measure;
  measure.upright = height > width;
  measure.scale = measure.upright ? std::min(width / 800.0, height / 1280.0) : std::min(width / 1280.0, height / 800.0);
  const double density = display.pixels_per_mm;
  const bool known = density >= plausible_least && density <= plausible_most;
  if (known) measure.target = std::max(least_target, static_cast<int>(std::ceil(kTargetMm * density)));
  if (least_degrees <= 0) return measure;
  const double half_angle = least_degrees / 2 * std::numbers::pi / 180;
  const double capital_mm = 2 * display.viewing_distance_mm * std::tan(half_angle);
  const int most = static_cast<int>(std::min(width, height) * largest_part);
  measure.least_type = known ? static_cast<int>(std::ceil(capital_mm / capital_height * density)) : most;
  return measure;
}

}  // namespace einlass::screens

// How large things are on one display: a target must be fit for a finger, and large type for its distance, whatever the
// display's pixels are. A plain value, made anew when the window's size or the look changes.
#pragma once

#include <algorithm>
#include <cmath>

namespace einlass::screens {

// What is known of the display. 0: not known.
struct DisplaySize {
  double pixels_per_mm = 0;
  double viewing_distance_mm = 0;
};

// Smaller type than this has too few pixels to be read.
inline constexpr int kLegiblePixels = 12;

struct Measure {
  double scale = 1;      // window to theme pixels
  int target = 44;       // pixels: nothing that is touched is lower or narrower
  int least_type = 0;    // pixels: what must be read is no smaller while it fits; 0: as the theme says
  bool upright = false;  // the window is higher than wide
  bool low = false;      // what is touched lies in the window's lower half

  int px(double theme_pixels) const { return static_cast<int>(std::lround(theme_pixels * scale)); }
  // Height of a control that the theme wants so many pixels high.
  int control(double theme_pixels) const { return std::max(px(theme_pixels), target); }
  // Size of type that the theme wants so large.
  int type(double theme_pixels) const { return std::max(px(theme_pixels), least_type); }
  // The smallest size to which it may shrink.
  int smallest(double theme_pixels) const { return std::max({px(theme_pixels), least_type, kLegiblePixels}); }
};

// `least_degrees`: of a capital H, as seen from the viewing distance; 0: not asked for.
Measure measure_of(int width, int height, const DisplaySize& display, double least_degrees);

// Millimetres of the finger's target (as the product asks; ISO 9241-410 and EN 301 549 leave it to the maker).
inline constexpr double kTargetMm = 15;

}  // namespace einlass::screens

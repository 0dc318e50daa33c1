// Sizes of badge media in IPP's unit, hundredths of a millimetre (PWG 5100.7, media-size). Plain values.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace einlass::spool {

struct MediaSize {
  int width = 0;   // x-dimension
  int height = 0;  // y-dimension

  static MediaSize from_mm(double width_mm, double height_mm) {
    return {static_cast<int>(std::lround(width_mm * 100)), static_cast<int>(std::lround(height_mm * 100))};
  }
  bool is_set() const { return width > 0 && height > 0; }
  std::string text() const;     // "86 x 54 mm", decimals only where needed
  std::string keyword() const;  // "custom_86x54mm_86x54mm", a self-describing name (PWG 5101.1 §5)

  friend bool operator==(const MediaSize&, const MediaSize&) = default;
};

// What a printer takes or is loaded with: one size (smallest == largest), any size between two, or a roll that is cut
// at any length (largest.height == 0; PWG 5101.1 §5.1.1 writes rolls so).
struct MediaRange {
  MediaSize smallest;
  MediaSize largest;

  static MediaRange exactly(MediaSize size) { return {size, size}; }
  bool holds(MediaSize size) const;
  std::string text() const;  // "86 x 54 mm", "20 x 20 mm to 110 x 300 mm" or "a roll of 62 mm"
  friend bool operator==(const MediaRange&, const MediaRange&) = default;
};

bool any_holds(const std::vector<MediaRange>& media, MediaSize size);

// The size to ask for: the printer's own spelling of it (8598 x 5398 for 86 x 54 mm), or `wanted` where any size goes.
std::optional<MediaSize> supported_size(const std::vector<MediaRange>& media, MediaSize wanted);

}  // namespace einlass::spool

#include "printing/badge/colour.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace einlass::badge {
namespace {

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

int byte_of(double channel) {
  return static_cast<int>(std::lround(channel * 255));
}

}  // namespace

Colour colour_of(const Tint& tint, const std::optional<Colour>& category) {
  if (!category || tint.by == TintBy::Itself) return tint.colour;
  return tint.by == TintBy::Category ? *category : readable_on(*category);
}

double luminance(const Colour& colour) {
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double contrast(double one, double other) {
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

double least_contrast(double size_pt, bool bold) {
  return size_pt >= (bold ? 14 : 18) ? 3 : 4.5;
}

Colour readable_on(const Colour& ground) {
  const double level = luminance(ground);
  return contrast(level, 1) >= contrast(level, 0) ? white : black;
}

std::string hex_of(const Colour& colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", byte_of(colour.red), byte_of(colour.green), byte_of(colour.blue));
}

}  // namespace einlass::badge

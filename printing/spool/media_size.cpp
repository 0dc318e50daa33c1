#include "printing/spool/media_size.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace einlass::spool {
namespace {

// Printers round sizes to points or inches (8598 for 8600); paper that is half a millimetre off is the same paper.
constexpr int same_paper = 50;

bool is_within(int length, int from, int to) {
  return from == to ? std::abs(length - from) <= same_paper : length >= from && length <= to;
}

std::string in_mm(int hundredths) {
  return fmt::format("{:g}", hundredths / 100.0);
}

}  // namespace

std::string MediaSize::text() const {
  return in_mm(width) + " x " + in_mm(height) + " mm";
}

std::string MediaSize::keyword() const {
  return fmt::format("custom_{0}x{1}mm_{0}x{1}mm", in_mm(width), in_mm(height));
}

bool MediaRange::holds(MediaSize size) const {
  const bool any_length = largest.height == 0;
  return is_within(size.width, smallest.width, largest.width) &&
         (any_length || is_within(size.height, smallest.height, largest.height));
}

std::string MediaRange::text() const {
  if (largest.height == 0) return fmt::format("a roll of {} mm", in_mm(largest.width));
  if (smallest == largest) return smallest.text();
  return smallest.text() + " to " + largest.text();
}

bool any_holds(const std::vector<MediaRange>& media, MediaSize size) {
  return std::any_of(media.begin(), media.end(), [size](const MediaRange& range) { return range.holds(size); });
}

std::optional<MediaSize> supported_size(const std::vector<MediaRange>& media, MediaSize wanted) {
  for (const MediaRange& range : media) {
    if (range.smallest == range.largest && range.largest.is_set() && range.holds(wanted)) return range.smallest;
  }
  for (const MediaRange& range : media) {
    if (range.holds(wanted)) return wanted;
  }
  return std::nullopt;
}

}  // namespace einlass::spool

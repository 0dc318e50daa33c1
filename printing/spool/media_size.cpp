#include "printing/spool/media_size.h"

#include <cstdlib>

#include <fmt/format.h>

namespace einlass::spool {
namespace {

// Printers round sizes to points or inches (8598 for 8600); paper that is half a millimetre off is the same paper.
constexpr int same_paper = 50;

bool is_same_paper(MediaSize a, MediaSize b) {
  return std::abs(a.width - b.width) <= same_paper && std::abs(a.height - b.height) <= same_paper;
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
  if (smallest == largest) return is_same_paper(smallest, size);
  return size.width >= smallest.width && size.width <= largest.width && size.height >= smallest.height &&
         size.height <= largest.height;
}

std::string MediaRange::text() const {
  if (smallest == largest) return smallest.text();
  return smallest.text() + " to " + largest.text();
}

std::optional<MediaSize> supported_size(const std::vector<MediaRange>& media, MediaSize wanted) {
  for (const MediaRange& range : media) {
    if (range.smallest == range.largest && range.holds(wanted)) return range.smallest;
  }
  for (const MediaRange& range : media) {
    if (range.holds(wanted)) return wanted;
  }
  return std::nullopt;
}

}  // namespace einlass::spool

#include "printing/badge/paper_size.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace einlass::badge {
namespace {

// ISO 216, upright.
constexpr std::array named{std::pair{std::string_view("A4"), PaperSize{210, 297}},
                           std::pair{std::string_view("A5"), PaperSize{148, 210}},
                           std::pair{std::string_view("A6"), PaperSize{105, 148}}};
constexpr double largest_mm = 2000;

std::optional<double> millimetres(std::string_view text) {
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  const bool whole = failed == std::errc() && end == text.data() + text.size();
  return whole && value > 0 && value <= largest_mm ? std::optional(value) : std::nullopt;
}

}  // namespace

base::Result<PaperSize> paper_size(const std::string& text) {
  for (const auto& [name, size] : named) {
    if (name == text) return size;
  }
  const auto cross = text.find('x');
  if (cross != std::string::npos) {
    const auto width = millimetres(std::string_view(text).substr(0, cross));
    const auto height = millimetres(std::string_view(text).substr(cross + 1));
    if (width && height) return PaperSize{*width, *height};
  }
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("\"{}\" is no size: write width and height in millimetres, such as 86x54.", text));
}

}  // namespace einlass::badge

// Colours of a badge: fixed ones, and those that follow from the guest's category. Values; pure.
#pragma once

#include <optional>
#include <string>

namespace einlass::badge {

struct Colour {
  double red = 0, green = 0, blue = 0;  // 0…1

  friend bool operator==(const Colour&, const Colour&) = default;
};

inline constexpr Colour black{0, 0, 0};
inline constexpr Colour white{1, 1, 1};

enum class TintBy { Itself, Category, OnCategory /* what is readable on the category's colour */ };

struct Tint {
  Colour colour;  // where it follows from a category: of badges whose category has no colour
  TintBy by = TintBy::Itself;

  friend bool operator==(const Tint&, const Tint&) = default;
};

// `category`: nothing where it has no colour.
Colour colour_of(const Tint& tint, const std::optional<Colour>& category);

// Relative luminance and contrast ratio, 1 to 21 (WCAG 2.1, 1.4.3).
double luminance(const Colour& colour);
double contrast(double one_luminance, double other_luminance);
// What text of this size needs to be read (there): 4.5, large text 3.
double least_contrast(double size_pt, bool bold);
// More of a text than this in too little contrast is reported: less may be the edge of what lies below it.
inline constexpr double most_unreadable = 0.1;

// Black or white, whichever has the greater contrast.
Colour readable_on(const Colour& ground);

std::string hex_of(const Colour& colour);  // "#rrggbb"

}  // namespace einlass::badge

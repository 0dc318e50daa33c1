// The few value syntaxes of SVG 1.1 that boxes use: lengths, colours, transformations. Pure, for the template reader.
#pragma once

#include "printing/badge/badge_template.h"

#include <optional>
#include <string_view>

namespace einlass::badge {

// x' = a x + c y + e, y' = b x + d y + f (SVG 1.1, 7.4).
struct Affine {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

// First `inner`, then `outer`.
Affine compose(const Affine& outer, const Affine& inner);

// A whole number or decimal, nothing around it but blanks.
std::optional<double> parse_number(std::string_view text);

// In user units of 1/96 inch: "12", "12px", "3mm", "3cm", "1in", "9pt", "1pc".
std::optional<double> parse_length(std::string_view text);

// "62mm" → 62; nothing for any other unit.
std::optional<double> parse_millimetres(std::string_view text);

// #rgb, #rrggbb, black, white.
std::optional<Colour> parse_colour(std::string_view text);

// "category", "on-category".
std::optional<TintBy> parse_tint(std::string_view text);

// translate, scale, rotate, matrix, in any number; nothing for skew and for what is no transformation.
std::optional<Affine> parse_transform(std::string_view text);

struct UserRectangle {
  double x = 0, y = 0, width = 0, height = 0;
};

// Nothing if the transformation mirrors, skews or stretches unevenly: text in such a box would be distorted.
std::optional<Placement> place(const UserRectangle& rectangle, const Affine& to_mm);

}  // namespace einlass::badge

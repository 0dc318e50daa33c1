#include "printing/badge/placement.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace einlass::badge {
namespace {

std::pair<double, double> shadow(const Corners& corners, const Point& axis) {
  std::pair<double, double> span{1e9, -1e9};
  for (const auto& corner : corners) {
    const double along = corner.x * axis.x + corner.y * axis.y;
    span = {std::min(span.first, along), std::max(span.second, along)};
  }
  return span;
}

}  // namespace

Corners corners_of(const Placement& p, double less) {
  const double angle = p.turn_degrees * std::numbers::pi / 180;
  const double right = std::max(less, p.width_mm - less), bottom = std::max(less, p.height_mm - less);
  const auto at = [&](double x, double y) {
    return Point{p.x_mm + x * std::cos(angle) - y * std::sin(angle),
                 p.y_mm + x * std::sin(angle) + y * std::cos(angle)};
  };
  return {at(less, less), at(right, less), at(right, bottom), at(less, bottom)};
}

// Two rectangles are apart where they are so along a side of one of them.
bool overlap(const Placement& one, const Placement& other) {
  constexpr double touching_mm = 0.1;
  const auto a = corners_of(one, touching_mm), b = corners_of(other, touching_mm);
  for (const double degrees : {one.turn_degrees, one.turn_degrees + 90, other.turn_degrees, other.turn_degrees + 90}) {
    const double angle = degrees * std::numbers::pi / 180;
    const Point axis{std::cos(angle), std::sin(angle)};
    const auto first = shadow(a, axis), second = shadow(b, axis);
    if (first.second <= second.first || second.second <= first.first) return false;
  }
  return true;
}

// A text that is empty shows nothing, nor does a mark that is not set; a picture may have one to stand in.
Condition shown_when(const Box& box) {
  Condition when = box.when;
  if (!std::holds_alternative<ImageRules>(box.rules)) when.push_back({.field = box.field, .categories = {}});
  return when;
}

bool collide(const Box& one, const Box& other) {
  return overlap(one.placement, other.placement) && !exclude_each_other(shown_when(one), shown_when(other));
}

}  // namespace einlass::badge

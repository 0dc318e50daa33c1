#include "printing/badge/stamp.h"

#include "printing/badge/condition.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace einlass::badge {

namespace {

constexpr double margin_mm = 3;  // of the label; some printers leave it white
constexpr double step_mm = 0.5;
constexpr double wide = 11;  // times its height

struct Extent {
  double left, top, right, bottom;
};

Extent extent_of(const Placement& placement) {
  const double turn = placement.turn_degrees * std::numbers::pi / 180;
  Extent extent{1e9, 1e9, -1e9, -1e9};
  for (const double across : {0.0, placement.width_mm}) {
    for (const double down : {0.0, placement.height_mm}) {
      const double x = placement.x_mm + across * std::cos(turn) - down * std::sin(turn);
      const double y = placement.y_mm + across * std::sin(turn) + down * std::cos(turn);
      extent = {std::min(extent.left, x), std::min(extent.top, y), std::max(extent.right, x),
                std::max(extent.bottom, y)};
    }
  }
  return extent;
}

// What a square millimetre of it is worth; 0: it shows nothing.
double worth(const Box& box, const BadgeContent& content) {
  if (!holds(box.when, content)) return 0;
  if (std::holds_alternative<QrRules>(box.rules)) return 10'000;
  if (std::holds_alternative<MarkRules>(box.rules)) return content.flags.contains(box.field) ? 50 : 0;
  if (std::holds_alternative<ImageRules>(box.rules)) return 2;
  if (text_of(content, box.field).empty()) return 0;
  if (box.field == "name" || box.field == "first_name" || box.field == "last_name") return 1000;
  const bool is_of_event = box.field == "event" || box.field == "event_date";
  return is_of_event ? 1 : 20;
}

double shared(const Extent& one, const Extent& other) {
  const double across = std::min(one.right, other.right) - std::max(one.left, other.left);
  const double down = std::min(one.bottom, other.bottom) - std::max(one.top, other.top);
  return across > 0 && down > 0 ? across * down : 0;
}

}  // namespace

Placement place_for_stamp(const BadgeTemplate& drawing, const BadgeContent& content) {
  struct Worthy {
    Extent extent;
    double worth;
  };
  std::vector<Worthy> boxes;
  for (const auto& box : drawing.boxes()) {
    if (const double value = worth(box, content); value > 0) boxes.push_back({extent_of(box.placement), value});
  }
  const double height = std::max(4.0, 0.078 * drawing.height_mm());
  const double width = std::min(drawing.width_mm() - 2 * margin_mm, wide * height);
  Placement best{.x_mm = margin_mm, .y_mm = margin_mm, .width_mm = width, .height_mm = height};
  double least = std::numeric_limits<double>::max();
  for (double y = margin_mm; y + height <= drawing.height_mm() - margin_mm; y += step_mm) {
    for (double x = margin_mm; x + width <= drawing.width_mm() - margin_mm; x += step_mm) {
      double hidden = 0;
      for (const auto& [extent, value] : boxes) hidden += value * shared({x, y, x + width, y + height}, extent);
      if (hidden >= least - 1e-9) continue;
      least = hidden;
      best.x_mm = x;
      best.y_mm = y;
    }
  }
  return best;
}

}  // namespace einlass::badge

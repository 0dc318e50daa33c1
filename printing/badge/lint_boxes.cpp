#include "printing/badge/lint_rules.h"
#include "printing/badge/placement.h"
#include "printing/badge/renderer.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace einlass::badge {
namespace {

// Without what stays white there: the QR's quiet zone.
Placement inked(const Box& box) {
  const auto* qr = std::get_if<QrRules>(&box.rules);
  if (qr == nullptr) return box.placement;
  const double side = std::min(box.placement.width_mm, box.placement.height_mm);
  const double quiet = side * qr->quiet_modules / (badge_code_modules + 2 * qr->quiet_modules);
  Placement inner = box.placement;
  const auto corners = corners_of(box.placement, quiet);
  inner.x_mm = corners[0].x;
  inner.y_mm = corners[0].y;
  inner.width_mm -= 2 * quiet;
  inner.height_mm -= 2 * quiet;
  return inner;
}

bool is_printable(const Placement& placement, const BadgeTemplate& drawing) {
  constexpr double rounding_mm = 0.05;
  const auto corners = corners_of(placement, 0);
  return std::all_of(corners.begin(), corners.end(), [&](const Point& corner) {
    return std::min(corner.x, corner.y) >= unprintable_mm - rounding_mm &&
           corner.x <= drawing.width_mm() - unprintable_mm + rounding_mm &&
           corner.y <= drawing.height_mm() - unprintable_mm + rounding_mm;
  });
}

void lint_size(const Box& box, const Report& warn) {
  if (const auto* text = std::get_if<TextRules>(&box.rules); text != nullptr && text->min_size_pt < least_text_pt) {
    warn(box.line, fmt::format("The box \"{}\" lets text become as small as {} pt, which few people can read: make "
                               "data-min-size {} or more.",
                               box.field, text->min_size_pt, least_text_pt));
  }
  const auto* qr = std::get_if<QrRules>(&box.rules);
  if (qr == nullptr) return;
  const int modules = badge_code_modules + 2 * qr->quiet_modules;
  const double module = std::min(box.placement.width_mm, box.placement.height_mm) / modules;
  if (module >= least_qr_module_mm) return;
  warn(box.line,
       fmt::format("The box \"qr\" gives a module {:.2f} mm, and below {} mm some scanners fail: make it {:.1f} "
                   "mm wide and high.",
                   module, least_qr_module_mm, std::ceil(modules * least_qr_module_mm * 10) / 10));
}

void lint_overlaps(const BadgeTemplate& drawing, const Report& warn) {
  const auto& boxes = drawing.boxes();
  for (auto box = boxes.begin(); box != boxes.end(); ++box) {
    for (auto other = boxes.begin(); other != box; ++other) {
      if (!collide(*box, *other)) continue;
      warn(box->line, fmt::format("The box \"{}\" overlaps the box \"{}\" of line {}: move them apart.", box->field,
                                  other->field, other->line));
    }
  }
}

// As it is without a colour of the category: which one that gets is not the template's to say.
bool is_black_or_white(const Tint& tint) {
  return tint.colour == black || tint.colour == white;
}

void lint_colours(const Box& box, const Report& hint) {
  const auto* text = std::get_if<TextRules>(&box.rules);
  const auto* mark = std::get_if<MarkRules>(&box.rules);
  const bool pure = (text == nullptr || is_black_or_white(text->colour)) &&
                    (mark == nullptr || is_black_or_white(mark->colour)) &&
                    (!box.backdrop || is_black_or_white(box.backdrop->colour));
  if (pure) return;
  hint(box.line, fmt::format("The box \"{}\" is not pure black on white, and a thermal printer makes dots of grey and "
                             "colour: use #000 and #fff.",
                             box.field));
}

}  // namespace

void lint_boxes(const BadgeTemplate& drawing, const LintOptions& options, const Report& warn, const Report& hint) {
  for (const auto& box : drawing.boxes()) {
    lint_size(box, warn);
    if (!is_printable(inked(box), drawing)) {
      warn(box.line,
           fmt::format("The box \"{}\" reaches into the outer {} mm, where most printers cannot print: move it "
                       "inwards.",
                       box.field, unprintable_mm));
    }
    if (options.thermal) lint_colours(box, hint);
  }
  lint_overlaps(drawing, warn);
}

}  // namespace einlass::badge

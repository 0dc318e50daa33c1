// The parts of the lint, by what they look at. Pure, for template_lint.cpp.
#pragma once

#include "printing/badge/badge_content.h"
#include "printing/badge/template_lint.h"

#include <functional>
#include <string>
#include <vector>

namespace einlass::badge {

inline constexpr double unprintable_mm = 3;
inline constexpr double least_text_pt = 7;
inline constexpr double least_line_mm = 0.3;

using Report = std::function<void(std::size_t line, std::string sentence)>;

// Sizes, margins and overlaps of boxes; with `thermal`, their colours.
void lint_boxes(const BadgeTemplate& drawing, const LintOptions& options, const Report& warn, const Report& hint);

// Lines, text and fonts of the drawing, by its attributes; categories that its conditions name.
void lint_drawing(const std::string& svg, const BadgeTemplate& drawing, const FontSet& fonts,
                  const LintOptions& options, const Report& warn, const Report& hint);

// What the drawing looks like to guests who differ in what its conditions ask for.
std::vector<BadgeContent> guests_who_differ(const BadgeTemplate& drawing);

// What can only be seen in the picture: ink in the margin, text on its ground, the QR's quiet zone; with `thermal`,
// grey and colour.
void lint_page(const std::string& svg, const BadgeTemplate& drawing, std::shared_ptr<const FontSet> fonts,
               const LintOptions& options, const Report& warn, const Report& hint);

}  // namespace einlass::badge

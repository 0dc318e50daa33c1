#include "printing/badge/measured_pen.h"

#include "printing/badge/ink.h"
#include "printing/badge/qr_painter.h"
#include "printing/badge/surface.h"

#include <algorithm>
#include <cmath>

#include <cairo.h>

namespace einlass::badge {
namespace {

constexpr double box_of_line = 1.1;     // in sizes: capitals with their accents, and descenders
constexpr double smallest_size_pt = 3;  // to be read from near, on a label of two centimetres

}  // namespace

int MeasuredPen::dots(double mm) const {
  return device_.dot_mm > 0 ? std::max(1, static_cast<int>(std::lround(mm / device_.dot_mm))) : 0;
}

double MeasuredPen::in_dots(double mm) const {
  return device_.dot_mm > 0 ? dots(mm) * device_.dot_mm : mm;
}

double MeasuredPen::snapped(double mm) const {
  return device_.dot_mm > 0 ? std::round(mm / device_.dot_mm) * device_.dot_mm : mm;
}

void MeasuredPen::fill(double x, double y, double width, double height, const Colour& colour) const {
  cairo_set_source_rgb(canvas_, colour.red, colour.green, colour.blue);
  cairo_rectangle(canvas_, x * points_per_mm, y * points_per_mm, width * points_per_mm, height * points_per_mm);
  cairo_fill(canvas_);
}

void MeasuredPen::fill(double x, double y, double width, double height, double grey) const {
  fill(x, y, width, height, Colour{grey, grey, grey});
  const bool scatters = device_.pictures != nullptr && grey > 0 && grey < 1;
  if (scatters) {
    device_.pictures->push_back(
        dots_under(canvas_, {x * points_per_mm, y * points_per_mm, width * points_per_mm, height * points_per_mm}));
  }
}

void MeasuredPen::level_line(double x, double y, double length, double thickness) const {
  const double thick = in_dots(thickness);
  fill(x, snapped(y - thick / 2), length, thick);
}

void MeasuredPen::upright_line(double x, double y, double length, double thickness) const {
  const double thick = in_dots(thickness);
  fill(snapped(x - thick / 2), y, thick, length);
}

SetText MeasuredPen::set(const std::string& text, const Words& words) const {
  TextRules rules;
  rules.max_size_pt = words.size_pt;
  rules.min_size_pt = std::min(words.size_pt, smallest_size_pt);
  rules.wrap_below_pt = rules.min_size_pt;
  rules.weight = words.weight;
  return typesetter_.set(text, rules, {words.widest_mm * points_per_mm, words.size_pt * box_of_line});
}

MeasuredPen::Written MeasuredPen::measure(const std::string& text, const Words& words) const {
  return {set(text, words).width / points_per_mm, words.size_pt * box_of_line / points_per_mm};
}

MeasuredPen::Written MeasuredPen::write(double x, double y, const std::string& text, const Words& words) const {
  const SetText lines = set(text, words);
  cairo_save(canvas_);
  cairo_translate(canvas_, x * points_per_mm, y * points_per_mm);
  const Area around{lines.left, 0, lines.width, words.size_pt * box_of_line};
  const Colour wanted{words.grey, words.grey, words.grey};
  typesetter_.draw(canvas_, lines, device_.pictures == nullptr ? wanted : ink_seen_on(canvas_, around),
                   device_.pictures);
  cairo_restore(canvas_);
  return {lines.width / points_per_mm, words.size_pt * box_of_line / points_per_mm};
}

MeasuredPen::Paragraph MeasuredPen::paragraph(const std::string& text, const Words& words, int max_lines) const {
  if (text.empty()) return {};
  TextRules rules;
  rules.max_size_pt = words.size_pt;
  rules.min_size_pt = std::min(words.size_pt, smallest_size_pt);
  rules.wrap_below_pt = words.size_pt * 0.9;
  rules.max_lines = max_lines;
  rules.align = Align::Start;
  rules.vertical_align = VerticalAlign::Top;
  rules.weight = words.weight;
  const Space space{words.widest_mm * points_per_mm, words.size_pt * rules.line_height * max_lines};
  auto lines = typesetter_.set(text, rules, space);
  const double height = lines.lines.back().baseline / points_per_mm;
  return {std::move(lines), height};
}

void MeasuredPen::write(double x, double y, const Paragraph& paragraph, const Colour& colour) const {
  if (!paragraph.text) return;
  cairo_save(canvas_);
  cairo_translate(canvas_, x * points_per_mm, y * points_per_mm);
  typesetter_.draw(canvas_, *paragraph.text, colour);
  cairo_restore(canvas_);
}

void MeasuredPen::cross(double x, double y, double side, double thickness) const {
  cairo_save(canvas_);
  cairo_scale(canvas_, points_per_mm, points_per_mm);
  cairo_set_source_rgb(canvas_, 0, 0, 0);
  cairo_set_line_width(canvas_, thickness);
  cairo_move_to(canvas_, x, y);
  cairo_line_to(canvas_, x + side, y + side);
  cairo_move_to(canvas_, x + side, y);
  cairo_line_to(canvas_, x, y + side);
  cairo_stroke(canvas_);
  cairo_restore(canvas_);
}

void MeasuredPen::code(double x, double y, const ModuleGrid& symbol, double module_mm) const {
  const double side = symbol.modules() * module_mm * points_per_mm;
  paint_qr_symbol(canvas_, symbol, {snapped(x) * points_per_mm, snapped(y) * points_per_mm, side, side},
                  {.quiet_modules = 0, .grid = device_.dot_units});
}

}  // namespace einlass::badge

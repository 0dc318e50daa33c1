#include "printing/badge/painter.h"

#include "printing/badge/ink.h"
#include "printing/badge/no_photo_mark.h"
#include "printing/badge/qr_painter.h"
#include "printing/badge/qr_symbol.h"
#include "printing/badge/stamp.h"
#include "printing/badge/surface.h"
#include "printing/badge/svg_values.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <cairo.h>
#include <fmt/format.h>

namespace einlass::badge {

using base::Result;

namespace {

constexpr double capital_height = 0.714;  // of Noto Sans, in sizes
constexpr std::size_t most_bytes = 2000;  // of one field; Pango's numbers end at some thousand letters in a line

std::string wrapped(const TextRules& rules, const std::string& text) {
  return text.empty() ? text : rules.prefix + text + rules.suffix;
}

std::string words_of_guest(const BadgeContent& content) {
  std::string words;
  for (const char* field : {"name", "first_name", "last_name", "company", "position"}) words += text_of(content, field);
  return words;
}

Area centred(double width, double height, double in_width, double in_height, ImageFit fit) {
  const double across = in_width / width, down = in_height / height;
  const double scale = fit == ImageFit::Cover ? std::max(across, down) : std::min(across, down);
  return {(in_width - width * scale) / 2, (in_height - height * scale) / 2, width * scale, height * scale};
}

void rounded_rectangle(cairo_t* canvas, const Area& area, double radius) {
  const double r = std::min({radius, area.width / 2, area.height / 2});
  const double right = area.x + area.width, bottom = area.y + area.height, quarter = std::numbers::pi / 2;
  cairo_new_sub_path(canvas);
  cairo_arc(canvas, right - r, area.y + r, r, -quarter, 0);
  cairo_arc(canvas, right - r, bottom - r, r, 0, quarter);
  cairo_arc(canvas, area.x + r, bottom - r, r, quarter, 2 * quarter);
  cairo_arc(canvas, area.x + r, area.y + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(canvas);
}

}  // namespace

Result<BadgeReport> Painter::paint(const BadgeContent& content) {
  category_ = parse_colour(content.category_colour);
  if (auto done = paint_background(content); !done) return tl::make_unexpected(done.error());
  for (std::size_t i = 0; i < drawing_.boxes().size(); ++i) {
    if (auto done = paint_box(i, content); !done) return tl::make_unexpected(done.error());
  }
  paint_stamp(content);
  return std::move(report_);
}

// White on black, on any drawing and by any printer.
void Painter::paint_stamp(const BadgeContent& content) {
  if (content.stamp.empty() || canvas_.context == nullptr) return;
  const auto placement = place_for_stamp(drawing_, content);
  const double width = placement.width_mm * points_per_mm, height = placement.height_mm * points_per_mm;
  const TextRules rules{.max_size_pt = height, .min_size_pt = 4, .align = Align::Center, .weight = Weight::Bold};
  const double padding = height / 4;
  const SetText set = typesetter_.set(content.stamp, rules, {width - 2 * padding, height});
  enter(placement);
  cairo_set_source_rgb(canvas_.context, 0, 0, 0);
  cairo_rectangle(canvas_.context, 0, 0, width, height);
  cairo_fill(canvas_.context);
  cairo_translate(canvas_.context, padding, 0);
  typesetter_.draw(canvas_.context, set, Colour{1, 1, 1}, canvas_.pictures);
  leave();
}

Result<void> Painter::paint_background(const BadgeContent& content) {
  const auto look = prepared_.background.look(content);
  if (!look) return tl::make_unexpected(look.error());
  look_ = *look;
  if (canvas_.context == nullptr) return {};
  const Typesetter::FontsForDrawings fonts(typesetter_);
  const Area page{0, 0, drawing_.width_mm() * points_per_mm, drawing_.height_mm() * points_per_mm};
  return look_->picture.draw(canvas_.context, page);
}

Result<void> Painter::paint_box(std::size_t index, const BadgeContent& content) {
  const Box& box = drawing_.boxes()[index];
  if (!holds(box.when, content)) return {};
  if (const auto* text = std::get_if<TextRules>(&box.rules)) return paint_text(index, *text, content);
  if (const auto* qr = std::get_if<QrRules>(&box.rules)) return paint_qr(box, *qr, content.code);
  if (const auto* image = std::get_if<ImageRules>(&box.rules)) return paint_image(index, *image, content);
  if (content.flags.count(box.field) == 0) return {};
  return paint_mark(box, std::get<MarkRules>(box.rules));
}

Result<void> Painter::paint_text(std::size_t index, const TextRules& rules, const BadgeContent& content) {
  const Box& box = drawing_.boxes()[index];
  const std::string text = wrapped(rules, text_of(content, box.field));
  if (text.empty()) {
    report_.empty_fields.push_back(box.field);
    return {};
  }
  if (text.size() > most_bytes) {
    return base::fail(
        base::ErrorKind::InvalidInput,
        fmt::format("The field {} is too long for a badge: shorten it to {} bytes at most.", box.field, most_bytes));
  }
  const double padding = box.padding_mm * points_per_mm;
  const Space space{box.placement.width_mm * points_per_mm - 2 * padding, box.placement.height_mm * points_per_mm};
  const SetText set = typesetter_.set(text, rules, space, words_of_guest(content));
  if (auto noted = note_contrast(index, rules, set, content); !noted) return noted;
  if (canvas_.context != nullptr) {
    enter(box.placement);
    const bool hugs = box.backdrop && box.backdrop->hugs_text;
    paint_backdrop(box, hugs ? set.left : 0, (hugs ? set.width : space.width_pt) + 2 * padding);
    cairo_translate(canvas_.context, padding, 0);
    const Area lines{set.left, set.lines.front().baseline - set.size_pt * capital_height, set.width,
                     set.lines.back().baseline - set.lines.front().baseline + set.size_pt * capital_height};
    typesetter_.draw(canvas_.context, set, ink(colour_of(rules.colour, category_), lines), canvas_.pictures);
    leave();
  }
  TextOutcome outcome{box.field, set.size_pt, {}, set.overflowed, set.unknown_glyphs};
  for (const auto& line : set.lines) outcome.lines.push_back(line.text);
  if (set.overflowed) report_.overflows.push_back(box.field);
  if (set.unknown_glyphs > 0) report_.unknown_glyphs[box.field] += set.unknown_glyphs;
  report_.texts.push_back(std::move(outcome));
  return {};
}

Result<void> Painter::note_contrast(std::size_t index, const TextRules& rules, const SetText& set,
                                    const BadgeContent& content) {
  if (!checks_contrast_) return {};
  const Box& box = drawing_.boxes()[index];
  const double level = luminance(colour_of(rules.colour, category_));
  const double least = least_contrast(set.size_pt, rules.weight == Weight::Bold);
  bool low = false;
  if (box.backdrop) {
    low = contrast(level, luminance(colour_of(box.backdrop->colour, category_))) < least;
  } else {
    const auto ground = ground_below(index, content);
    if (!ground) return tl::make_unexpected(ground.error());
    const double small_letters = 0.5 * set.size_pt, padding = box.padding_mm * points_per_mm;
    std::vector<TextSpot> spots;
    for (const auto& line : set.lines) {
      spots.push_back({padding + line.left, line.baseline - small_letters, line.width, small_letters});
    }
    low = ground->unreadable(box.placement, spots, level, least) > most_unreadable;
  }
  if (low) report_.low_contrast.push_back(box.field);
  return {};
}

// The drawing, and the boxes that were painted before and reach below this one.
Result<Ground> Painter::ground_below(std::size_t index, const BadgeContent& content) {
  const Typesetter::FontsForDrawings fonts(typesetter_);
  const auto drawn = look_->ground_of(drawing_.width_mm(), drawing_.height_mm());
  if (!drawn) return tl::make_unexpected(drawn.error());
  if (prepared_.below[index].empty()) return **drawn;
  Ground ground = (*drawn)->copy();
  Painter under(drawing_, prepared_, typesetter_, {.context = ground.canvas()});
  under.category_ = category_;
  under.checks_contrast_ = false;
  for (const auto below : prepared_.below[index]) {
    if (auto done = under.paint_box(below, content); !done) return tl::make_unexpected(done.error());
  }
  return ground;
}

Result<void> Painter::paint_qr(const Box& box, const QrRules& rules, const std::string& code) {
  if (code.empty()) {
    report_.empty_fields.push_back(box.field);
    return {};
  }
  const auto symbol = QrSymbol::encode(code);
  if (!symbol) return tl::make_unexpected(symbol.error());
  const Area area{0, 0, box.placement.width_mm * points_per_mm, box.placement.height_mm * points_per_mm};
  double module_mm =
      std::min(box.placement.width_mm, box.placement.height_mm) / (symbol->modules() + 2 * rules.quiet_modules);
  if (canvas_.context != nullptr) {
    enter(box.placement);
    paint_backdrop(box, 0, area.width);
    module_mm = paint_qr_symbol(canvas_.context, *symbol, area, {rules.quiet_modules, canvas_.grid}) /
                canvas_.device_units_per_mm;
    leave();
  }
  const double smallest = report_.smallest_qr_module_mm;
  report_.smallest_qr_module_mm = smallest > 0 ? std::min(smallest, module_mm) : module_mm;
  return {};
}

Result<void> Painter::paint_image(std::size_t index, const ImageRules& rules, const BadgeContent& content) {
  const Box& box = drawing_.boxes()[index];
  const auto given = content.images.find(box.field);
  if (given != content.images.end() && !given->second.empty()) {
    const auto picture = read_picture(given->second, box.placement);
    if (!picture) return tl::make_unexpected(picture.error());
    return paint_picture(box, *picture, rules.fit);
  }
  const auto standing = prepared_.defaults.find(index);
  if (standing != prepared_.defaults.end()) return paint_picture(box, standing->second, rules.fit);
  report_.empty_fields.push_back(box.field);
  return {};
}

Result<void> Painter::paint_mark(const Box& box, const MarkRules& rules) {
  if (canvas_.context == nullptr) return {};
  enter(box.placement);
  const Colour colour = ink(colour_of(rules.colour, category_),
                            {0, 0, box.placement.width_mm * points_per_mm, box.placement.height_mm * points_per_mm});
  leave();
  auto mark = SvgPicture::load(no_photo_mark(colour));
  if (!mark) return tl::make_unexpected(mark.error());
  return paint_picture(box, Picture(std::move(*mark)), ImageFit::Contain);
}

Result<void> Painter::paint_picture(const Box& box, const Picture& picture, ImageFit fit) {
  cairo_t* canvas = canvas_.context;
  if (canvas == nullptr) return {};
  const double padding = box.padding_mm * points_per_mm;
  const double width = box.placement.width_mm * points_per_mm, height = box.placement.height_mm * points_per_mm;
  enter(box.placement);
  paint_backdrop(box, 0, width);
  cairo_rectangle(canvas, padding, 0, width - 2 * padding, height);
  cairo_clip(canvas);
  cairo_translate(canvas, padding, 0);
  if (canvas_.pictures != nullptr && std::holds_alternative<ImageRules>(box.rules)) {
    canvas_.pictures->push_back(dots_under(canvas, {0, 0, width - 2 * padding, height}));
  }
  Result<void> done;
  if (const auto* raster = std::get_if<RasterImage>(&picture)) {
    const Area area = centred(raster->width_px(), raster->height_px(), width - 2 * padding, height, fit);
    cairo_translate(canvas, area.x, area.y);
    cairo_scale(canvas, area.width / raster->width_px(), area.height / raster->height_px());
    raster->draw(canvas);
  } else {
    const Typesetter::FontsForDrawings fonts(typesetter_);
    done = std::get<SvgPicture>(picture).draw(canvas, {0, 0, width - 2 * padding, height});
  }
  leave();
  return done;
}

Colour Painter::ink(const Colour& wanted, const Area& area) const {
  return canvas_.pictures == nullptr ? wanted : ink_seen_on(canvas_.context, area);
}

void Painter::paint_backdrop(const Box& box, double left_pt, double width_pt) {
  if (!box.backdrop) return;
  const Colour colour = colour_of(box.backdrop->colour, category_);
  const Area area{left_pt, 0, width_pt, box.placement.height_mm * points_per_mm};
  cairo_set_source_rgb(canvas_.context, colour.red, colour.green, colour.blue);
  rounded_rectangle(canvas_.context, area, box.backdrop->radius_mm * points_per_mm);
  cairo_fill(canvas_.context);
}

void Painter::enter(const Placement& placement) {
  cairo_save(canvas_.context);
  cairo_translate(canvas_.context, placement.x_mm * points_per_mm, placement.y_mm * points_per_mm);
  cairo_rotate(canvas_.context, placement.turn_degrees * std::numbers::pi / 180);
}

void Painter::leave() {
  cairo_restore(canvas_.context);
}

}  // namespace einlass::badge

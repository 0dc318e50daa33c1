#include "printing/badge/typesetter.h"

#include "printing/badge/line_fit.h"
#include "printing/badge/line_painter.h"
#include "printing/badge/text_style.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <cairo.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

namespace einlass::badge {
namespace {

constexpr double reference = shaping_size;

// In sizes. Noto Sans has capitals of 0.714 and descenders of 0.24; fixed values keep the baseline of "Anna" and "Jürg"
// at the same height, and taller writing (Å, Thai, Arabic marks) gets what it really needs.
constexpr double capital = 0.714;
constexpr double usual_ascent = 0.74;
constexpr double usual_descent = 0.22;
constexpr double least_gap = 0.04;

struct Unreference {
  void operator()(void* object) const { g_object_unref(object); }
};
using LayoutPtr = std::shared_ptr<PangoLayout>;

double units(int pango) {
  return static_cast<double>(pango) / PANGO_SCALE;
}

// One line as it will be drawn, at the reference size.
struct Shape {
  LayoutPtr layout;
  std::string text;
  double left = 0;  // from the ink's left edge to the pen's start
  double width = 0;
  double ascent = 0, descent = 0;
};

struct Candidate {
  std::vector<Shape> shapes;
  double size = 0;
};

// The text of one box on its way to lines.
class Setting {
 public:
  Setting(PangoContext* context, const std::string& text, const TextRules& rules, Space space,
          const std::string& beside)
      : context_(context),
        text_(text),
        rules_(rules),
        space_(space),
        font_(describe_font(text + beside, rules.weight)),
        attributes_(attributes(rules, text)) {
    measure_pieces();
  }
  ~Setting() {
    pango_attr_list_unref(attributes_);
    pango_font_description_free(font_);
  }
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;

  Candidate best() const {
    Candidate best = shaped(Breaks{});
    if (best.size >= std::min(rules_.wrap_below_pt, rules_.max_size_pt)) return best;
    for (int lines = 2; lines <= rules_.max_lines; ++lines) {
      auto wrapped = in_lines(static_cast<std::size_t>(lines));
      if (wrapped && wrapped->size > best.size * 1.02) best = std::move(*wrapped);
    }
    return best;
  }

  // Words that are too wide for a line at the smallest size may end a line anywhere, but not after or before fewer than
  // three letters. Writing whose letters are joined is left whole.
  void tear_long_words() {
    if (rules_.max_lines < 2 || !may_be_tracked(text_)) return;
    const double widest = space_.width_pt * reference / rules_.min_size_pt;
    const auto pieces = std::exchange(pieces_, {});
    const auto ends = std::exchange(ends_, {});
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const std::size_t begin = i == 0 ? 0 : ends[i - 1];
      if (pieces[i].width > widest) add_torn(begin, ends[i], pieces[i]);
      if (pieces[i].width <= widest) add(pieces[i], ends[i]);
    }
  }

 private:
  LayoutPtr lay_out(std::string_view text) const {
    LayoutPtr layout(pango_layout_new(context_), Unreference{});
    pango_layout_set_auto_dir(layout.get(), FALSE);  // the direction of the whole text, not of one of its lines
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_font_description(layout.get(), font_);
    pango_layout_set_attributes(layout.get(), attributes_);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
  }

  // By byte: the width of the cluster that begins there.
  static std::map<int, double> cluster_widths(PangoLayout* layout) {
    std::map<int, double> widths;
    PangoLayoutIter* at = pango_layout_get_iter(layout);
    do {
      PangoRectangle extents;
      pango_layout_iter_get_cluster_extents(at, nullptr, &extents);
      widths[pango_layout_iter_get_index(at)] += units(extents.width);
    } while (pango_layout_iter_next_cluster(at));
    pango_layout_iter_free(at);
    return widths;
  }

  void measure_pieces() {
    const LayoutPtr layout = lay_out(text_);
    const auto widths = cluster_widths(layout.get());
    int count = 0;
    const PangoLogAttr* letters = pango_layout_get_log_attrs_readonly(layout.get(), &count);
    Piece piece;
    for (int i = 0, byte = 0; byte < static_cast<int>(text_.size()); ++i) {
      if (i > 0 && letters[i].is_line_break) finish(std::exchange(piece, {}), byte);
      const auto found = widths.find(byte);
      const double width = found == widths.end() ? 0 : found->second;
      (letters[i].is_white ? piece.blank_after : piece.width) += width;
      byte += g_utf8_skip[static_cast<unsigned char>(text_[static_cast<std::size_t>(byte)])];
    }
    finish(piece, static_cast<int>(text_.size()));
  }

  void finish(Piece piece, int end_byte) {
    piece.ends_word = piece.blank_after > 0;
    add(piece, static_cast<std::size_t>(end_byte));
  }

  void add(const Piece& piece, std::size_t end_byte) {
    pieces_.push_back(piece);
    ends_.push_back(end_byte);
  }

  // One letter is as wide as the next, near enough for where to tear.
  void add_torn(std::size_t begin, std::size_t end, const Piece& word) {
    const auto letters = letter_ends(begin, end);
    const double each = word.width / static_cast<double>(letters.size());
    std::size_t done = 0;
    for (std::size_t i = 2; i + 3 < letters.size(); ++i) {
      add({.width = each * static_cast<double>(i + 1 - done), .blank_after = 0, .ends_word = false}, letters[i]);
      torn_.insert(letters[i]);
      done = i + 1;
    }
    Piece rest = word;
    rest.width = each * static_cast<double>(letters.size() - done);
    add(rest, end);
  }

  // The byte after each character that a reader sees as one; blanks at the end left out.
  std::vector<std::size_t> letter_ends(std::size_t begin, std::size_t end) const {
    while (end > begin + 1 && text_[end - 1] == ' ') --end;
    const LayoutPtr layout = lay_out(text_);
    int count = 0;
    const PangoLogAttr* letters = pango_layout_get_log_attrs_readonly(layout.get(), &count);
    std::vector<std::size_t> ends;
    std::size_t byte = 0;
    for (int i = 0; byte < end; ++i) {
      byte += static_cast<std::size_t>(g_utf8_skip[static_cast<unsigned char>(text_[byte])]);
      if (byte > begin && letters[i + 1].is_cursor_position) ends.push_back(byte);
    }
    return ends;
  }

  std::optional<Candidate> in_lines(std::size_t lines) const {
    auto between = divide(pieces_, lines, false);
    auto inside = divide(pieces_, lines, true);
    if (!inside) return std::nullopt;
    Candidate torn = shaped(*inside);
    if (!between || *between == *inside) return torn;
    Candidate whole = shaped(*between);
    // Hyphenated names and ideographs may be broken, but not for a little more size.
    const bool too_small = whole.size < rules_.min_size_pt && torn.size >= rules_.min_size_pt;
    return too_small || torn.size > whole.size * 1.25 ? torn : whole;
  }

  Candidate shaped(const Breaks& breaks) const {
    Candidate result;
    std::size_t begin = 0;
    for (const auto piece : breaks) {
      result.shapes.push_back(shape(begin, ends_[piece - 1]));
      begin = ends_[piece - 1];
    }
    result.shapes.push_back(shape(begin, text_.size()));
    result.size = size_of(result.shapes);
    return result;
  }

  Shape shape(std::size_t begin, std::size_t end) const {
    while (end > begin && text_[end - 1] == ' ') --end;
    Shape line;
    line.text = text_.substr(begin, end - begin);
    line.layout = lay_out(torn_.contains(end) ? line.text + "-" : line.text);
    PangoRectangle ink, logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(line.layout.get(), 0), &ink, &logical);
    // Ink, not advance: lines of different letters and sizes then begin on one straight edge.
    line.left = -units(ink.x);
    line.width = units(ink.width);
    line.ascent = std::max(usual_ascent * reference, -units(ink.y));
    line.descent = std::max(usual_descent * reference, units(ink.y + ink.height));
    return line;
  }

  double size_of(const std::vector<Shape>& shapes) const {
    double widest = 0;
    for (const auto& line : shapes) widest = std::max(widest, line.width);
    double height = shapes.front().ascent + shapes.back().descent;
    for (std::size_t i = 1; i < shapes.size(); ++i) height += gap(shapes[i - 1], shapes[i]);
    const double fits =
        reference * std::min(space_.width_pt / std::max(widest, 1.0), space_.height_pt / std::max(height, 1.0));
    return std::min(rules_.max_size_pt, fits >= 1 ? std::floor(fits * 20) / 20 : fits);
  }

 public:
  double gap(const Shape& upper, const Shape& lower) const {
    return std::max(rules_.line_height * reference, upper.descent + lower.ascent + least_gap * reference);
  }

 private:
  PangoContext* context_;
  const std::string& text_;
  const TextRules& rules_;
  Space space_;
  PangoFontDescription* font_;
  PangoAttrList* attributes_;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> ends_;  // byte after each piece
  std::set<std::size_t> torn_;     // the ends inside words: a line that ends there is drawn with a hyphen
};

// From the first baseline to the last, in points.
double depth_of(const Setting& setting, const Candidate& candidate) {
  double depth = 0;
  for (std::size_t i = 1; i < candidate.shapes.size(); ++i) {
    depth += setting.gap(candidate.shapes[i - 1], candidate.shapes[i]);
  }
  return depth * candidate.size / reference;
}

double first_baseline(const Candidate& candidate, double depth, VerticalAlign align, double height) {
  const double scale = candidate.size / reference;
  const double highest = candidate.shapes.front().ascent * scale;
  const double lowest = height - candidate.shapes.back().descent * scale - depth;
  switch (align) {
    case VerticalAlign::Top:
      return highest;
    case VerticalAlign::Bottom:
      return lowest;
    case VerticalAlign::Middle:
      break;
  }
  // The eye takes capitals and baselines for the block; accents and descenders only must stay inside.
  const double middle = (height - depth + capital * candidate.size) / 2;
  return std::max(highest, std::min(middle, lowest));
}

double offset_for(Align align, bool right_to_left, double free) {
  switch (align) {
    case Align::Left:
      return 0;
    case Align::Center:
      return free / 2;
    case Align::Right:
      return free;
    case Align::Start:
      break;
  }
  return right_to_left ? free : 0;
}

using ContextPtr = std::unique_ptr<PangoContext, Unreference>;

// The direction of the first letter that has one (UAX #9, P2).
bool runs_right_to_left(PangoContext* context, const std::string& text) {
  const bool may = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xD6; });
  if (!may) return false;  // right-to-left scripts begin at U+0590
  const LayoutPtr layout(pango_layout_new(context), Unreference{});
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return pango_layout_line_get_resolved_direction(pango_layout_get_line_readonly(layout.get(), 0)) ==
         PANGO_DIRECTION_RTL;
}

ContextPtr make_context(PangoFontMap* map, PangoDirection direction) {
  ContextPtr context(pango_font_map_create_context(map));
  pango_context_set_base_dir(context.get(), direction);
  pango_context_set_language(context.get(), pango_language_from_string("de"));  // not the environment's
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context.get(), options);
  cairo_font_options_destroy(options);
  return context;
}

}  // namespace

struct Typesetter::Fonts {
  std::shared_ptr<const FontSet> set;
  std::unique_ptr<PangoFontMap, Unreference> map;
  ContextPtr left_to_right, right_to_left;
};

Typesetter::Typesetter(std::shared_ptr<const FontSet> fonts) : fonts_(std::make_unique<Fonts>()) {
  fonts_->map.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts_->map.get()), fonts->config());
  fonts_->left_to_right = make_context(fonts_->map.get(), PANGO_DIRECTION_LTR);
  fonts_->right_to_left = make_context(fonts_->map.get(), PANGO_DIRECTION_RTL);
  fonts_->set = std::move(fonts);
}

Typesetter::~Typesetter() = default;

SetText Typesetter::set(const std::string& text, const TextRules& rules, Space space, const std::string& beside) const {
  const bool rtl = runs_right_to_left(fonts_->left_to_right.get(), text);
  Setting setting((rtl ? fonts_->right_to_left : fonts_->left_to_right).get(), text, rules, space, beside);
  Candidate chosen = setting.best();
  if (chosen.size < rules.min_size_pt) {
    setting.tear_long_words();
    chosen = setting.best();
  }
  const double scale = chosen.size / reference;
  SetText result;
  result.size_pt = chosen.size;
  result.overflowed = chosen.size < rules.min_size_pt - 0.001;
  double baseline = first_baseline(chosen, depth_of(setting, chosen), rules.vertical_align, space.height_pt);
  double right = 0;
  result.left = space.width_pt;
  for (std::size_t i = 0; i < chosen.shapes.size(); ++i) {
    const Shape& shape = chosen.shapes[i];
    if (i > 0) baseline += setting.gap(chosen.shapes[i - 1], shape) * scale;
    const double width = shape.width * scale;
    const double start = offset_for(rules.align, rtl, space.width_pt - width);
    result.unknown_glyphs += pango_layout_get_unknown_glyphs_count(shape.layout.get());
    result.lines.push_back({shape.layout, shape.text, start + shape.left * scale, width, baseline});
    result.left = std::min(result.left, start);
    right = std::max(right, start + width);
  }
  result.width = right - result.left;
  return result;
}

void Typesetter::draw(cairo_t* canvas, const SetText& text, Colour colour, std::vector<DotArea>* pictures) const {
  for (const auto& line : text.lines) {
    cairo_save(canvas);
    cairo_set_source_rgb(canvas, colour.red, colour.green, colour.blue);
    cairo_translate(canvas, line.left, line.baseline);
    cairo_scale(canvas, text.size_pt / reference, text.size_pt / reference);
    paint_line(canvas, pango_layout_get_line_readonly(line.layout.get(), 0), pictures);
    cairo_restore(canvas);
  }
}

Typesetter::FontsForDrawings::FontsForDrawings(const Typesetter& typesetter)
    : before_(g_object_ref(pango_cairo_font_map_get_default())) {
  pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(typesetter.fonts_->map.get()));
}

Typesetter::FontsForDrawings::~FontsForDrawings() {
  pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(before_));
  g_object_unref(before_);
}

}  // namespace einlass::badge

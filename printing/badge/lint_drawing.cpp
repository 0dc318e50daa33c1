#include "printing/badge/lengths.h"
#include "printing/badge/lint_rules.h"
#include "printing/badge/svg_elements.h"
#include "printing/badge/svg_values.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pugixml.hpp>

namespace einlass::badge {
namespace {

// What an element inherits (SVG 1.1, 6.16), lengths in user units.
struct Style {
  std::string font_family = "sans-serif";
  double font_size = 16;
  double stroke_width = 1;
  bool stroked = false;
  bool filled = true;
};

class DrawingLint {
 public:
  DrawingLint(const std::string& svg, const FontSet& fonts, const LintOptions& options, const Report& warn,
              const Report& hint)
      : svg_(svg), fonts_(fonts), options_(options), warn_(warn), hint_(hint) {}

  void walk(const pugi::xml_node& parent, const Style& outer, const Affine& to_mm) {
    for (const auto& node : parent.children()) {
      if (node.type() == pugi::node_pcdata) text(parent, node.value(), outer, to_mm);
      categories(node);
      if (node.type() != pugi::node_element || is_box(node) || is_sample(node) || hides_positions(node)) continue;
      const Style own = style_of(node, outer);
      const auto moved = parse_transform(node.attribute("transform").value());
      const Affine here = compose(to_mm, moved.value_or(Affine{}));
      lines(node, own, here);
      walk(node, own, here);
    }
  }

 private:
  static Style style_of(const pugi::xml_node& node, Style style) {
    const auto length = [&](const char* name, double& value) {
      if (const auto own = parse_length(property(node, name))) value = *own;
    };
    length("font-size", style.font_size);
    length("stroke-width", style.stroke_width);
    if (const auto family = property(node, "font-family"); !family.empty()) style.font_family = family;
    if (const auto stroke = property(node, "stroke"); !stroke.empty()) style.stroked = stroke != "none";
    if (const auto fill = property(node, "fill"); !fill.empty()) style.filled = fill != "none";
    return style;
  }

  static double scale_of(const Affine& m) { return std::sqrt(std::abs(m.a * m.d - m.b * m.c)); }

  // An event may have categories of its own, so this is no mistake for sure.
  void categories(const pugi::xml_node& node) {
    const auto when = node.attribute("data-when");
    const auto condition = when ? parse_condition(when.value()) : base::Result<Condition>();
    if (!condition || options_.categories.empty()) return;
    for (const auto& term : *condition) {
      for (const auto& category : term.categories) {
        const auto& known = options_.categories;
        if (std::find(known.begin(), known.end(), category) != known.end()) continue;
        hint_(line_of(svg_, node, "data-when"),
              fmt::format(
                  "The category \"{}\" is none of the usual ones ({}): check its spelling, unless your event has it.",
                  category, fmt::join(known, ", ")));
      }
    }
  }

  void lines(const pugi::xml_node& node, const Style& style, const Affine& to_mm) {
    if (!is_shape(node)) return;
    const double scale = scale_of(to_mm);
    double thinnest = 1e9;
    if (style.stroked && style.stroke_width > 0) thinnest = style.stroke_width * scale;
    if (local_name(node) == "rect" && style.filled && !style.stroked) {
      const auto width = parse_length(node.attribute("width").value());
      const auto height = parse_length(node.attribute("height").value());
      if (width && height && std::min(*width, *height) > 0) thinnest = std::min(*width, *height) * scale;
    }
    if (thinnest >= least_line_mm - 0.001) return;
    warn_(line_of(svg_, node), fmt::format("A line is {:.2f} mm thin, and printers lose what is below {} mm: make it "
                                           "thicker.",
                                           thinnest, least_line_mm));
  }

  void text(const pugi::xml_node& node, const std::string& words, const Style& style, const Affine& to_mm) {
    const auto kind = local_name(node);
    const bool is_text = kind == "text" || kind == "tspan" || kind == "textPath";
    if (!is_text || words.find_first_not_of(" \t\r\n") == std::string::npos) return;
    const double size = style.font_size * scale_of(to_mm) * points_per_mm;
    if (size < least_text_pt - 0.05) {
      warn_(line_of(svg_, node), fmt::format("A text is {:.1f} pt small, which few people can read: make it {} pt or "
                                             "more.",
                                             size, least_text_pt));
    }
    family(node, style.font_family);
  }

  // The first family is what was meant; those behind it are for when it is missing.
  void family(const pugi::xml_node& node, const std::string& families) {
    std::string first = families.substr(0, families.find(','));
    std::erase_if(first, [](char letter) { return letter == '"' || letter == '\''; });
    first = trimmed(first);
    if (first.empty() || first == "sans-serif" || first == "inherit" || fonts_.has_family(first)) return;
    warn_(line_of(svg_, node),
          fmt::format("The font {} is not among the event's fonts and becomes Noto Sans: convert the "
                      "text to paths, or add the font (docs/badges.md, Fonts).",
                      first));
  }

  const std::string& svg_;
  const FontSet& fonts_;
  const LintOptions& options_;
  const Report& warn_;
  const Report& hint_;
};

}  // namespace

void lint_drawing(const std::string& svg, const BadgeTemplate& drawing, const FontSet& fonts,
                  const LintOptions& options, const Report& warn, const Report& hint) {
  pugi::xml_document document;
  document.load_buffer(svg.data(), svg.size(), pugi::parse_default);
  const auto root = document.document_element();
  double view_width = 0;
  double ignored = 0;
  std::string numbers = root.attribute("viewBox").value();
  std::replace(numbers.begin(), numbers.end(), ',', ' ');
  std::istringstream words(numbers);
  const bool has_box = static_cast<bool>(words >> ignored >> ignored >> view_width) && view_width > 0;
  const double scale = has_box ? drawing.width_mm() / view_width : 25.4 / 96;
  DrawingLint(svg, fonts, options, warn, hint).walk(root, {}, Affine{scale, 0, 0, scale, 0, 0});
}

}  // namespace einlass::badge

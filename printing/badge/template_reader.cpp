#include "printing/badge/badge_template.h"
#include "printing/badge/box_rules.h"
#include "printing/badge/drawing_limits.h"
#include "printing/badge/embedded_image.h"
#include "printing/badge/placement.h"
#include "printing/badge/prepared_template.h"
#include "printing/badge/svg_elements.h"
#include "printing/badge/svg_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <sstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <pugixml.hpp>

namespace einlass::badge {

using base::ErrorKind;
using base::Result;

namespace {

BoxAttributes box_attributes(const pugi::xml_node& node) {
  BoxAttributes attributes;
  for (const auto& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name.starts_with("data-")) attributes.emplace(name.substr(5), attribute.value());
  }
  return attributes;
}

std::optional<double> length_of(const pugi::xml_node& node, const char* name) {
  const auto attribute = node.attribute(name);
  return attribute ? parse_length(attribute.value()) : std::optional<double>(0);
}

std::string serialised(const pugi::xml_document& document) {
  std::ostringstream text;
  document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
  return text.str();
}

}  // namespace

class TemplateReader {
 public:
  TemplateReader(const std::string& svg, const std::string& name, const ImageSource& images)
      : svg_(svg), images_(images) {
    result_.name_ = name;
  }

  ReadTemplate read() {
    if (!load_document() || !read_page()) return {.drawing = std::nullopt, .problems = std::move(problems_)};
    walk(root_, page_to_mm_, {});
    if (result_.boxes_.empty() && problems_.empty()) {
      refuse(root_, "has no boxes: add a rectangle with data-field=\"name\".");
    }
    result_.document_ = serialised(document_);
    for (auto& node : not_background_) node.parent().remove_child(node);
    result_.background_svg_ = serialised(document_);
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const auto& one, const auto& other) { return one.line < other.line; });
    return {.drawing = std::move(result_), .problems = std::move(problems_)};
  }

 private:
  // What an element has from its groups.
  struct Inherited {
    bool hidden = false;
    Condition when;
  };

  bool refuse(std::size_t line, const std::string& end, ErrorKind kind = ErrorKind::InvalidInput) {
    problems_.push_back({.line = line, .kind = kind, .end_of_sentence = end});
    return false;
  }
  bool refuse(const pugi::xml_node& node, const std::string& end, ErrorKind kind = ErrorKind::InvalidInput) {
    return refuse(line_of(svg_, node), end, kind);
  }

  bool load_document() {
    if (svg_.size() > largest_drawing) return refuse(1, "is larger than 16 MiB: make its pictures smaller.");
    const auto outcome = document_.load_buffer(svg_.data(), svg_.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!outcome) {
      return refuse(line_at(svg_, outcome.offset),
                    fmt::format("is not readable as XML ({}): save it again as plain SVG.", outcome.description()));
    }
    root_ = document_.document_element();
    if (const auto beyond = beyond_limits(document_)) return refuse(root_, *beyond);
    if (local_name(root_) != "svg") return refuse(root_, "is not an SVG drawing: save it as plain SVG.");
    return true;
  }

  bool read_page() {
    const auto width = parse_millimetres(root_.attribute("width").value());
    const auto height = parse_millimetres(root_.attribute("height").value());
    if (!width || !height) {
      return refuse(root_, "has no size in millimetres: give its <svg> a width and a height such as width=\"86mm\".");
    }
    if (std::min(*width, *height) < 10 || std::max(*width, *height) > 1000) {
      return refuse(root_, "has an impossible size: a badge measures 10 to 1000 mm.");
    }
    result_.width_mm_ = *width;
    result_.height_mm_ = *height;
    return read_view_box();
  }

  bool read_view_box() {
    const auto attribute = root_.attribute("viewBox");
    if (!attribute) {
      page_to_mm_ = Affine{25.4 / 96, 0, 0, 25.4 / 96, 0, 0};
      return true;
    }
    double x = 0, y = 0, width = 0, height = 0;
    std::string numbers = attribute.value();
    std::replace(numbers.begin(), numbers.end(), ',', ' ');
    std::istringstream words(numbers);
    if (!(words >> x >> y >> width >> height) || width <= 0 || height <= 0) {
      return refuse(root_, "has a viewBox that is not four numbers: save it again as plain SVG.");
    }
    const double scale = result_.width_mm_ / width;
    if (std::abs(result_.height_mm_ / height - scale) > 0.005 * scale) {
      return refuse(root_, "has a viewBox of another shape than its width and height: make them agree.");
    }
    page_to_mm_ = compose(Affine{scale, 0, 0, scale, 0, 0}, Affine{1, 0, 0, 1, -x, -y});
    return true;
  }

  void walk(const pugi::xml_node& parent, const Affine& outer, const Inherited& inherited) {
    for (auto node : parent.children()) {
      if (node.type() != pugi::node_element) continue;
      if (is_sample(node)) {
        not_background_.push_back(node);
        continue;
      }
      const auto own = parse_transform(node.attribute("transform").value());
      const Affine to_mm = compose(outer, own.value_or(Affine{}));
      Inherited inner = inherited;
      inner.hidden = inherited.hidden || !own || hides_positions(node);
      read_condition(node, inner.when);
      if (is_box(node)) {
        read_box(node, to_mm, inner);
        not_background_.push_back(node);
      } else {
        read_tints(node);
        embed(node, true);
        walk(node, to_mm, inner);
      }
    }
  }

  void read_condition(const pugi::xml_node& node, Condition& when) {
    const auto attribute = node.attribute("data-when");
    if (!attribute) return;
    const auto condition = parse_condition(attribute.value());
    if (!condition) {
      refuse(line_of(svg_, node, "data-when"),
             fmt::format("has data-when=\"{}\": {}.", attribute.value(), condition.error().message));
      return;
    }
    result_.conditions_.push_back(*condition);
    when.insert(when.end(), condition->begin(), condition->end());
  }

  void read_tints(const pugi::xml_node& node) {
    for (const char* name : {"data-fill", "data-stroke"}) {
      const auto attribute = node.attribute(name);
      if (!attribute || parse_tint(attribute.value())) continue;
      refuse(line_of(svg_, node, name),
             fmt::format("has {}=\"{}\": write category or on-category.", name, attribute.value()));
    }
  }

  bool read_box(pugi::xml_node node, const Affine& to_mm, const Inherited& inherited) {
    const std::string field = node.attribute("data-field").value();
    if (local_name(node) != "rect") {
      return refuse(node, fmt::format("has a box \"{}\" that is no rectangle: draw it as <rect>.", field));
    }
    if (inherited.hidden) {
      return refuse(
          node, fmt::format("has a box \"{}\" inside a symbol, pattern, mask or skewed group: move it out.", field));
    }
    const auto x = length_of(node, "x"), y = length_of(node, "y");
    const auto width = length_of(node, "width"), height = length_of(node, "height");
    if (!x || !y || !width || !height || *width <= 0 || *height <= 0) {
      return refuse(node,
                    fmt::format("has a box \"{}\" without a position and size in numbers: correct the <rect>.", field));
    }
    const auto placement = place({*x, *y, *width, *height}, to_mm);
    if (!placement) {
      return refuse(node, fmt::format("has a box \"{}\" that is mirrored, skewed or stretched: undo that.", field));
    }
    const double radius = length_of(node, "rx").value_or(0) * placement->width_mm / *width;
    return add_box(node, BoxShape{.placement = *placement, .radius_mm = radius}, inherited.when);
  }

  bool add_box(pugi::xml_node node, const BoxShape& shape, const Condition& when) {
    std::vector<BoxMistake> mistakes;
    auto box = make_box(box_attributes(node), shape, mistakes);
    for (const auto& mistake : mistakes) refuse(line_of(svg_, node, mistake.attribute), mistake.end_of_sentence);
    if (!box) return false;
    if (!lies_on_page(shape.placement)) {
      return refuse(node, fmt::format("has a box \"{}\" that reaches beyond the page: move or shrink it.", box->field));
    }
    if (auto* rules = std::get_if<ImageRules>(&box->rules)) {
      if (!embed(node, false)) return false;
      rules->default_image = bytes_of_data_address(node.attribute("data-src").value()).value_or("");
    }
    box->when = when;
    box->line = line_of(svg_, node);
    result_.boxes_.push_back(std::move(*box));
    return true;
  }

  bool lies_on_page(const Placement& placement) const {
    constexpr double slack_mm = 0.5;
    const auto corners = corners_of(placement);
    return std::all_of(corners.begin(), corners.end(), [&](const Point& corner) {
      return std::min(corner.x, corner.y) >= -slack_mm && corner.x <= result_.width_mm_ + slack_mm &&
             corner.y <= result_.height_mm_ + slack_mm;
    });
  }

  // Replaces a picture's file name by the picture: the template becomes one document, and librsvg opens no files.
  bool embed(pugi::xml_node node, bool background) {
    if (background && local_name(node) != "image" && local_name(node) != "feImage") return true;
    for (const char* name : {"href", "xlink:href", "data-src"}) {
      auto attribute = node.attribute(name);
      const std::string href = attribute.value();
      if (href.empty() || href.starts_with("#") || background == (std::strcmp(name, "data-src") == 0)) continue;
      if (href.starts_with("data:")) {
        if (!check_picture(node, bytes_of_data_address(href).value_or(""), "an embedded picture")) return false;
        continue;
      }
      const auto bytes = images_(href);
      if (!bytes) return refuse_picture(node, href, bytes.error());
      if (!check_picture(node, *bytes, "the picture " + href)) return false;
      attribute.set_value(data_address(*bytes).c_str());
    }
    return true;
  }

  bool check_picture(const pugi::xml_node& node, const std::string& bytes, const std::string& what) {
    if (media_type_of(bytes).empty()) {
      return refuse(node, fmt::format("contains {} that is no PNG, JPEG, WebP or SVG: save the picture again.", what));
    }
    if (const auto beyond = picture_beyond_limits(bytes)) {
      return refuse(node, fmt::format("contains {} that {}", what, *beyond));
    }
    Placement anywhere;
    anywhere.width_mm = anywhere.height_mm = 10;
    if (read_picture(bytes, anywhere)) return true;
    return refuse(node, fmt::format("contains {} that is damaged: save the picture again.", what));
  }

  bool refuse_picture(const pugi::xml_node& node, const std::string& href, const base::Error& error) {
    if (error.kind == ErrorKind::NotFound) {
      return refuse(node, fmt::format("needs the picture {}, which does not exist: put it beside the drawing.", href),
                    ErrorKind::NotFound);
    }
    return refuse(node, fmt::format("needs the picture {}, which cannot be read: put it beside the drawing.", href),
                  error.kind);
  }

  const std::string& svg_;
  const ImageSource& images_;
  BadgeTemplate result_;
  pugi::xml_document document_;
  pugi::xml_node root_;
  Affine page_to_mm_;
  std::vector<pugi::xml_node> not_background_;
  std::vector<TemplateProblem> problems_;
};

ReadTemplate read_template(const std::string& svg, const std::string& name, const ImageSource& images) {
  return TemplateReader(svg, name, images).read();
}

Result<BadgeTemplate> BadgeTemplate::parse(const std::string& svg, const std::string& name, const ImageSource& images) {
  auto read = read_template(svg, name, images);
  if (read.problems.empty()) return *std::move(read.drawing);
  const auto& first = read.problems.front();
  return base::fail(first.kind,
                    fmt::format("The badge template {} (line {}) {}", name, first.line, first.end_of_sentence));
}

}  // namespace einlass::badge

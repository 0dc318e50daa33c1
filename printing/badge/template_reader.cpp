#include "printing/badge/badge_template.h"
#include "printing/badge/box_rules.h"
#include "printing/badge/embedded_image.h"
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

constexpr std::string_view box_class = "einlass-box";
constexpr std::string_view sample_class = "einlass-sample";

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool has_class(const pugi::xml_node& node, std::string_view wanted) {
  std::istringstream classes(node.attribute("class").value());
  for (std::string word; classes >> word;) {
    if (word == wanted) return true;
  }
  return false;
}

bool is_box(const pugi::xml_node& node) {
  return node.attribute("data-field") || has_class(node, box_class);
}

// Where SVG puts drawings that are not painted in place: a box there would have no position.
bool hides_positions(const pugi::xml_node& node) {
  constexpr std::array<std::string_view, 7> names{"defs", "symbol", "clipPath", "mask", "marker", "pattern", "svg"};
  return std::find(names.begin(), names.end(), local_name(node)) != names.end();
}

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

std::size_t line_at(const std::string& text, std::ptrdiff_t offset) {
  const auto end = text.begin() + std::clamp<std::ptrdiff_t>(offset, 0, std::ssize(text));
  return static_cast<std::size_t>(std::count(text.begin(), end, '\n')) + 1;
}

}  // namespace

class TemplateReader {
 public:
  TemplateReader(const std::string& svg, const std::string& name, const ImageSource& images)
      : svg_(svg), images_(images) {
    result_.name_ = name;
  }

  Result<BadgeTemplate> read() {
    const bool complete = load_document() && read_page() && walk(root_, page_to_mm_, false);
    if (!complete) return base::fail(kind_, error_);
    if (result_.boxes_.empty()) {
      refuse("has no boxes: add a rectangle with data-field=\"name\".");
      return base::fail(kind_, error_);
    }
    result_.document_ = serialised(document_);
    for (auto& node : not_background_) node.parent().remove_child(node);
    result_.background_svg_ = serialised(document_);
    return std::move(result_);
  }

 private:
  bool refuse(const std::string& end, ErrorKind kind = ErrorKind::InvalidInput) {
    kind_ = kind;
    error_ = fmt::format("The badge template {} {}", result_.name_, end);
    return false;
  }

  bool load_document() {
    const auto outcome = document_.load_buffer(svg_.data(), svg_.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!outcome) {
      return refuse(fmt::format("is not readable as XML in line {} ({}): save it again as plain SVG.",
                                line_at(svg_, outcome.offset), outcome.description()));
    }
    root_ = document_.document_element();
    if (local_name(root_) != "svg") return refuse("is not an SVG drawing: save it as plain SVG.");
    return true;
  }

  bool read_page() {
    const auto width = parse_millimetres(root_.attribute("width").value());
    const auto height = parse_millimetres(root_.attribute("height").value());
    if (!width || !height) {
      return refuse("has no size in millimetres: give its <svg> a width and a height such as width=\"86mm\".");
    }
    if (std::min(*width, *height) < 10 || std::max(*width, *height) > 1000) {
      return refuse("has an impossible size: a badge measures 10 to 1000 mm.");
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
      return refuse("has a viewBox that is not four numbers: save it again as plain SVG.");
    }
    const double scale = result_.width_mm_ / width;
    if (std::abs(result_.height_mm_ / height - scale) > 0.005 * scale) {
      return refuse("has a viewBox of another shape than its width and height: make them agree.");
    }
    page_to_mm_ = compose(Affine{scale, 0, 0, scale, 0, 0}, Affine{1, 0, 0, 1, -x, -y});
    return true;
  }

  bool walk(const pugi::xml_node& parent, const Affine& outer, bool hidden) {
    for (auto node : parent.children()) {
      if (node.type() != pugi::node_element) continue;
      if (has_class(node, sample_class)) {
        not_background_.push_back(node);
        continue;
      }
      const auto own = parse_transform(node.attribute("transform").value());
      const bool inner_hidden = hidden || !own || hides_positions(node);
      const Affine to_mm = compose(outer, own.value_or(Affine{}));
      if (is_box(node)) {
        if (!read_box(node, to_mm, inner_hidden)) return false;
      } else if (!embed(node, true) || !walk(node, to_mm, inner_hidden)) {
        return false;
      }
    }
    return true;
  }

  bool read_box(pugi::xml_node node, const Affine& to_mm, bool hidden) {
    const std::string field = node.attribute("data-field").value();
    if (local_name(node) != "rect") {
      return refuse(fmt::format("has a box \"{}\" that is no rectangle: draw it as <rect>.", field));
    }
    if (hidden) {
      return refuse(
          fmt::format("has a box \"{}\" inside a symbol, pattern, mask or skewed group: move it out.", field));
    }
    const auto x = length_of(node, "x"), y = length_of(node, "y");
    const auto width = length_of(node, "width"), height = length_of(node, "height");
    if (!x || !y || !width || !height || *width <= 0 || *height <= 0) {
      return refuse(fmt::format("has a box \"{}\" without a position and size in numbers: correct the <rect>.", field));
    }
    const auto placement = place({*x, *y, *width, *height}, to_mm);
    if (!placement) {
      return refuse(fmt::format("has a box \"{}\" that is mirrored, skewed or stretched: undo that.", field));
    }
    const double radius = length_of(node, "rx").value_or(0) * placement->width_mm / *width;
    return add_box(node, BoxShape{.placement = *placement, .radius_mm = radius});
  }

  bool add_box(pugi::xml_node node, const BoxShape& shape) {
    auto box = make_box(box_attributes(node), shape);
    if (!box) return refuse(box.error().message, box.error().kind);
    if (!lies_on_page(shape.placement)) {
      return refuse(fmt::format("has a box \"{}\" that reaches beyond the page: move or shrink it.", box->field));
    }
    if (auto* rules = std::get_if<ImageRules>(&box->rules)) {
      if (!embed(node, false)) return false;
      rules->default_image = bytes_of_data_address(node.attribute("data-src").value()).value_or("");
    }
    result_.boxes_.push_back(std::move(*box));
    not_background_.push_back(node);
    return true;
  }

  bool lies_on_page(const Placement& p) const {
    const double angle = p.turn_degrees * std::acos(-1.0) / 180;
    const double slack = 0.5;
    for (const auto& [right, down] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
      const double across = right * p.width_mm, along = down * p.height_mm;
      const double x = p.x_mm + across * std::cos(angle) - along * std::sin(angle);
      const double y = p.y_mm + across * std::sin(angle) + along * std::cos(angle);
      if (x < -slack || y < -slack || x > result_.width_mm_ + slack || y > result_.height_mm_ + slack) return false;
    }
    return true;
  }

  // Replaces a picture's file name by the picture: the template becomes one document, and librsvg opens no files.
  bool embed(pugi::xml_node node, bool background) {
    if (background && local_name(node) != "image" && local_name(node) != "feImage") return true;
    for (const char* name : {"href", "xlink:href", "data-src"}) {
      auto attribute = node.attribute(name);
      const std::string href = attribute.value();
      if (href.empty() || href.starts_with("#") || background == (std::strcmp(name, "data-src") == 0)) continue;
      if (href.starts_with("data:")) {
        if (!check_picture(bytes_of_data_address(href).value_or(""), "an embedded picture")) return false;
        continue;
      }
      const auto bytes = images_(href);
      if (!bytes) return refuse_picture(href, bytes.error());
      if (!check_picture(*bytes, "the picture " + href)) return false;
      attribute.set_value(data_address(*bytes).c_str());
    }
    return true;
  }

  bool check_picture(const std::string& bytes, const std::string& what) {
    if (!media_type_of(bytes).empty()) return true;
    return refuse(fmt::format("contains {} that is no PNG, JPEG, WebP or SVG: save the picture again.", what));
  }

  bool refuse_picture(const std::string& href, const base::Error& error) {
    if (error.kind == ErrorKind::NotFound) {
      return refuse(fmt::format("needs the picture {}, which does not exist: put it beside the drawing.", href),
                    ErrorKind::NotFound);
    }
    return refuse(fmt::format("needs the picture {}, which cannot be read: put it beside the drawing.", href),
                  error.kind);
  }

  const std::string& svg_;
  const ImageSource& images_;
  BadgeTemplate result_;
  pugi::xml_document document_;
  pugi::xml_node root_;
  Affine page_to_mm_;
  std::vector<pugi::xml_node> not_background_;
  ErrorKind kind_ = ErrorKind::InvalidInput;
  std::string error_;
};

Result<BadgeTemplate> BadgeTemplate::parse(const std::string& svg, const std::string& name, const ImageSource& images) {
  return TemplateReader(svg, name, images).read();
}

}  // namespace einlass::badge

#include "printing/badge/svg_elements.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace einlass::badge {
namespace {

constexpr std::string_view box_class = "einlass-box";
constexpr std::string_view sample_class = "einlass-sample";
constexpr std::string_view xml_blanks = " \t\r\n";

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

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

bool is_sample(const pugi::xml_node& node) {
  return has_class(node, sample_class);
}

bool is_shape(const pugi::xml_node& node) {
  constexpr std::array<std::string_view, 7> names{"rect", "path", "circle", "ellipse", "line", "polyline", "polygon"};
  return is_one_of(names, local_name(node));
}

bool is_drawn(const pugi::xml_node& node) {
  constexpr std::array<std::string_view, 3> names{"text", "image", "use"};
  return is_shape(node) || is_one_of(names, local_name(node));
}

bool hides_positions(const pugi::xml_node& node) {
  constexpr std::array<std::string_view, 7> names{"defs", "symbol", "clipPath", "mask", "marker", "pattern", "svg"};
  return is_one_of(names, local_name(node));
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(xml_blanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(xml_blanks) - first + 1));
}

std::string property(const pugi::xml_node& node, const std::string& name) {
  std::istringstream declarations(node.attribute("style").value());
  for (std::string one; std::getline(declarations, one, ';');) {
    const auto colon = one.find(':');
    if (colon != std::string::npos && trimmed(one.substr(0, colon)) == name) return trimmed(one.substr(colon + 1));
  }
  return trimmed(node.attribute(name.c_str()).value());
}

std::size_t line_at(const std::string& svg, std::ptrdiff_t offset) {
  const auto end = svg.begin() + std::clamp<std::ptrdiff_t>(offset, 0, std::ssize(svg));
  return static_cast<std::size_t>(std::count(svg.begin(), end, '\n')) + 1;
}

std::size_t line_of(const std::string& svg, const pugi::xml_node& node, const std::string& attribute) {
  const auto begin = std::max<std::ptrdiff_t>(node.offset_debug(), 0);
  if (attribute.empty()) return line_at(svg, begin);
  const auto from = static_cast<std::size_t>(std::min<std::ptrdiff_t>(begin, std::ssize(svg)));
  const auto found = svg.find(attribute + "=", from);
  const auto end = svg.find('>', from);
  return line_at(svg, found < end ? static_cast<std::ptrdiff_t>(found) : begin);
}

}  // namespace einlass::badge

#include "printing/badge/background.h"

#include "printing/badge/lengths.h"
#include "printing/badge/svg_values.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include <pugixml.hpp>

namespace einlass::badge {
namespace {

// A style's property would win over the attribute.
void without_style(pugi::xml_node node, const std::string& property) {
  std::istringstream declarations(node.attribute("style").value());
  std::string kept;
  for (std::string one; std::getline(declarations, one, ';');) {
    const auto name = one.substr(0, one.find(':'));
    const auto first = name.find_first_not_of(" \t\r\n");
    const auto last = name.find_last_not_of(" \t\r\n");
    if (first != std::string::npos && name.substr(first, last - first + 1) == property) continue;
    kept += one + ";";
  }
  if (node.attribute("style")) node.attribute("style").set_value(kept.c_str());
}

void tint(pugi::xml_node node, const Colour& category) {
  for (const char* property : {"fill", "stroke"}) {
    const auto by = parse_tint(node.attribute((std::string("data-") + property).c_str()).value());
    if (!by) continue;
    without_style(node, property);
    auto attribute = node.attribute(property);
    if (!attribute) attribute = node.append_attribute(property);
    attribute.set_value(hex_of(colour_of({.colour = {}, .by = *by}, category)).c_str());
  }
}

void dress(pugi::xml_node parent, const BadgeContent& content, const std::optional<Colour>& category) {
  for (auto node = parent.first_child(); node;) {
    const auto next = node.next_sibling();
    const auto when = node.attribute("data-when");
    const auto condition = when ? parse_condition(when.value()) : base::Result<Condition>();
    if (condition && !holds(*condition, content)) {
      parent.remove_child(node);
    } else {
      if (category) tint(node, *category);
      dress(node, content, category);
    }
    node = next;
  }
}

template <typename Visit>
void each_element(const pugi::xml_node& parent, const Visit& visit) {
  for (const auto& node : parent.children()) {
    visit(node);
    each_element(node, visit);
  }
}

}  // namespace

Background::Background(std::string svg) : svg_(std::move(svg)) {
  pugi::xml_document document;
  document.load_buffer(svg_.data(), svg_.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  each_element(document, [&](const pugi::xml_node& node) {
    tinted_ = tinted_ || node.attribute("data-fill") || node.attribute("data-stroke");
    const auto when = node.attribute("data-when");
    auto condition = when ? parse_condition(when.value()) : base::Result<Condition>();
    if (!condition || condition->empty()) return;
    if (std::find(conditions_.begin(), conditions_.end(), *condition) == conditions_.end()) {
      conditions_.push_back(*std::move(condition));
    }
  });
}

std::string Background::key_of(const BadgeContent& content) const {
  std::string key;
  for (const auto& condition : conditions_) key += holds(condition, content) ? '1' : '0';
  if (tinted_) key += content.category_colour;
  return key;
}

std::string Background::svg_for(const BadgeContent& content) const {
  if (conditions_.empty() && !tinted_) return svg_;
  pugi::xml_document document;
  document.load_buffer(svg_.data(), svg_.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  dress(document, content, parse_colour(content.category_colour));
  std::ostringstream text;
  document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
  return text.str();
}

base::Result<const Ground*> Background::Look::ground_of(double width_mm, double height_mm) {
  if (ground) return &*ground;
  Ground fresh(width_mm, height_mm);
  const Area page{0, 0, width_mm * points_per_mm, height_mm * points_per_mm};
  if (auto drawn = picture.draw(fresh.canvas(), page); !drawn) return tl::make_unexpected(drawn.error());
  return &ground.emplace(std::move(fresh));
}

base::Result<Background::Look*> Background::look(const BadgeContent& content) {
  auto key = key_of(content);
  const auto known = std::find_if(looks_.begin(), looks_.end(), [&](const Look& look) { return look.key == key; });
  if (known != looks_.end()) {
    looks_.splice(looks_.begin(), looks_, known);
    return &looks_.front();
  }
  auto picture = SvgPicture::load(svg_for(content));
  if (!picture) return tl::make_unexpected(picture.error());
  looks_.push_front(Look{.key = std::move(key), .picture = *std::move(picture), .ground = std::nullopt});
  if (looks_.size() > most_kept) looks_.pop_back();
  return &looks_.front();
}

}  // namespace einlass::badge

// What elements of a template's SVG are: boxes, samples, shapes. For those that read or lint a template; pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace einlass::badge {

std::string_view local_name(const pugi::xml_node& node);  // without its namespace's prefix
bool has_class(const pugi::xml_node& node, std::string_view wanted);

bool is_box(const pugi::xml_node& node);
bool is_sample(const pugi::xml_node& node);
bool is_shape(const pugi::xml_node& node);  // has outlines: rect, path …
bool is_drawn(const pugi::xml_node& node);  // a shape, text, picture or use: puts ink on the page itself

// Where SVG puts drawings that are not painted in place: a box there would have no position.
bool hides_positions(const pugi::xml_node& node);

std::string trimmed(std::string_view text);

// A presentation property from the style attribute, else from the attribute of its name; empty: neither.
std::string property(const pugi::xml_node& node, const std::string& name);

std::size_t line_at(const std::string& svg, std::ptrdiff_t offset);

// Of a document that was read from this text: where the element begins, or, in it, the attribute.
std::size_t line_of(const std::string& svg, const pugi::xml_node& node, const std::string& attribute = {});

}  // namespace einlass::badge

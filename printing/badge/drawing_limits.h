// Bounds of what a drawing may ask of whoever draws it: organisers upload drawings to a server that has an evening to
// run. No drawing that is made for a badge comes near them. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace pugi {
class xml_document;
}

namespace einlass::badge {

inline constexpr std::size_t largest_drawing = 16U << 20U;  // bytes, its pictures inside

// The end of a sentence about the drawing; nothing: it keeps within them.
std::optional<std::string> beyond_limits(const pugi::xml_document& drawing);

// Likewise of a picture inside it; nothing also where it is no SVG.
std::optional<std::string> picture_beyond_limits(const std::string& bytes);

}  // namespace einlass::badge

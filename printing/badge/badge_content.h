// What is printed on one badge: the guest's fields, the badge's code, marks. Filled by whoever renders (server preview,
// pre-flight, kiosk, command line); a plain value.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace einlass::badge {

struct BadgeContent {
  // Text by field name, UTF-8; see text_fields(). A missing field and an empty one are the same.
  std::map<std::string, std::string> fields;

  // The text of the QR boxes: the badge's serial ("EB1:" and 26 characters), never the ticket code.
  std::string code;

  // Marks that this badge carries; see mark_fields().
  std::set<std::string> flags;

  // "#rrggbb": what a template draws in the category's colour; empty: the category has none.
  std::string category_colour;

  // Printed over the template, in large letters, where it hides least; empty: nothing.
  std::string stamp;

  // Encoded pictures (PNG, JPEG, WebP) by field name; see image_fields().
  std::map<std::string, std::string> images;
};

// A text field as it is printed: cleaned, and the badge's code where it has no text of its own.
std::string text_of(const BadgeContent& content, const std::string& field);

// The names that data-field may have in a template (docs/badges.md).
const std::vector<std::string>& text_fields();   // name, company, …
const std::vector<std::string>& image_fields();  // logo, photo
const std::vector<std::string>& mark_fields();   // no_photo
inline constexpr const char* qr_field = "qr";

}  // namespace einlass::badge

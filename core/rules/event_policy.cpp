#include "core/rules/event_policy.h"

#include <algorithm>

namespace einlass::rules {
namespace {

bool is_hex(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
}

char lower(char letter) {
  return letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

const std::string& template_for(const BadgeRule& badge, const std::string& category) {
  const auto own = badge.category_templates.find(category);
  return own == badge.category_templates.end() ? badge.template_name : own->second;
}

const std::string& colour_for(const BadgeRule& badge, const std::string& category) {
  static const std::string none;
  const auto own = badge.category_colours.find(category);
  return own == badge.category_colours.end() ? none : own->second;
}

std::optional<std::string> hex_colour(std::string_view text) {
  const bool fits = text.starts_with('#') && (text.size() == 4 || text.size() == 7) &&
                    std::all_of(text.begin() + 1, text.end(), is_hex);
  if (!fits) return std::nullopt;
  std::string colour = "#";
  for (const char digit : text.substr(1)) colour.append(text.size() == 4 ? 2 : 1, lower(digit));
  return colour;
}

bool is_companion(const EventPolicy& policy, const std::string& category) {
  const auto& known = policy.companions.categories;
  return std::find(known.begin(), known.end(), category) != known.end();
}

}  // namespace einlass::rules

#include "server/pages/target.h"

#include <algorithm>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace einlass::pages {
namespace {

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool is_plain(const std::string& segment) {
  return !segment.empty() && segment != "." && segment != ".." && !has_control_character(segment);
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  const auto parsed = boost::urls::parse_origin_form({text.data(), text.size()});
  if (!parsed) return std::nullopt;
  Target target;
  for (const auto& segment : parsed->segments()) target.path.emplace_back(std::string(segment));
  if (target.path.size() == 1 && target.path.front().empty()) target.path.clear();  // "/"
  if (!std::all_of(target.path.begin(), target.path.end(), &is_plain)) return std::nullopt;
  for (const auto& parameter : parsed->params()) {
    if (has_control_character(parameter.key) || has_control_character(parameter.value)) return std::nullopt;
    target.query[parameter.key] = parameter.value;
  }
  return target;
}

}  // namespace einlass::pages

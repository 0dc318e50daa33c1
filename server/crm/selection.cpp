#include "server/crm/selection.h"

#include <map>

namespace einlass::crm {
namespace {

struct Fields {
  std::map<std::string, Fields, std::less<>> inner;
};

void add_field(Fields& fields, std::string_view path) {
  const auto dot = path.find('.');
  auto& field = fields.inner[std::string(path.substr(0, dot))];
  if (dot != std::string_view::npos) add_field(field, path.substr(dot + 1));
}

std::string text_of(const Fields& fields, std::string_view separator) {
  std::string text;
  for (const auto& [name, inner] : fields.inner) {
    if (!text.empty()) text += separator;
    text += name;
    if (!inner.inner.empty()) text += "{" + text_of(inner, separator) + "}";
  }
  return text;
}

}  // namespace

std::string selection_of(const std::vector<std::string>& paths, std::string_view separator) {
  Fields all;
  for (const auto& path : paths) {
    if (!path.empty()) add_field(all, path);
  }
  return text_of(all, separator);
}

}  // namespace einlass::crm

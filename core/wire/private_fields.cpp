#include "core/wire/private_fields.h"

#include "core/wire/canonical_json.h"

#include <utility>

#include <boost/json/object.hpp>

namespace einlass::wire {

std::string private_fields(const rules::GuestFields& fields) {
  boost::json::object content;
  boost::json::object extra;
  for (const auto& [name, text] : fields) {
    if (name.starts_with(rules::extra_prefix)) {
      extra[name.substr(rules::extra_prefix.size())] = text;
    } else {
      content[name] = text;
    }
  }
  if (!extra.empty()) content["extra"] = std::move(extra);
  return canonical_json(content);
}

rules::GuestFields private_fields_in(const std::string& private_content) {
  rules::GuestFields fields;
  const auto value = parse_json(private_content);
  if (!value || !value->is_object()) return fields;
  for (const auto& [name, field] : value->get_object()) {
    if (field.is_string()) fields[std::string(name)] = std::string(field.get_string());
    if (name != "extra" || !field.is_object()) continue;
    for (const auto& [extra, text] : field.get_object()) {
      if (text.is_string())
        fields[std::string(rules::extra_prefix) + std::string(extra)] = std::string(text.get_string());
    }
  }
  return fields;
}

}  // namespace einlass::wire

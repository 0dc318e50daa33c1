#include "kiosk/link/private_fields.h"

#include "core/wire/canonical_json.h"

#include <string_view>

#include <boost/json/object.hpp>

namespace einlass::link {

std::string private_fields(const std::map<std::string, std::string>& fields) {
  constexpr std::string_view extra = "extra.";
  boost::json::object content;
  boost::json::object further;
  for (const auto& [name, text] : fields) {
    if (name.starts_with(extra)) {
      further[name.substr(extra.size())] = text;
    } else {
      content[name] = text;
    }
  }
  if (!further.empty()) content["extra"] = std::move(further);
  return wire::canonical_json(content);
}

}  // namespace einlass::link

// Which fields an answer shall have, from the paths that a field map names: nothing else is sent to us at all. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace einlass::crm {

// {"id", "customer.email", "customer.id"} -> "id customer{id email}"; empty paths are left out. The separator stands
// between fields: " " for GraphQL, "," for easyVerein.
std::string selection_of(const std::vector<std::string>& paths, std::string_view separator);

}  // namespace einlass::crm

// What the simulated kiosk and the simulated server have in common. Inner to sync_world.
#pragma once

#include "core/wire/parts.h"
#include "tests/core/sync/sync_world.h"

#include <map>
#include <optional>
#include <string>

namespace einlass::sync {

template <typename... Each>
struct Overloaded : Each... {
  using Each::operator()...;
};
template <typename... Each>
Overloaded(Each...) -> Overloaded<Each...>;

inline std::optional<wire::DocumentPart> part_in(const std::map<base::Hash, std::string>& documents,
                                                 const wire::DocumentRequest& request) {
  const auto found = documents.find(request.hash);
  if (found == documents.end()) return std::nullopt;
  return wire::part_of(request, found->second);
}

}  // namespace einlass::sync

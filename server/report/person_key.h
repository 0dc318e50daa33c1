// Who is taken for one person over several events: whoever has the same name and e-mail address, folded. Pure.
#pragma once

#include <optional>
#include <string>

namespace einlass::venue {

// The same for all her guests, and nobody else's. Nothing: one of the two is missing, so nobody can tell who it is.
std::optional<std::string> person_key(const std::string& name, const std::string& email);

}  // namespace einlass::venue

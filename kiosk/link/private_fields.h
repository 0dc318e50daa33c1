// What a guest typed, as the private part of an entry (docs/journal.md, The private part). Pure.
#pragma once

#include <map>
#include <string>

namespace einlass::link {

// By question, or by field of a guest; "extra." and a name is a further text for badges.
std::string private_fields(const std::map<std::string, std::string>& fields);

}  // namespace einlass::link

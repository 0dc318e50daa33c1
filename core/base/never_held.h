// What nobody may hold of a guest: gender, salutation, birth date and age, religion, passwords, tokens, accounts. Pure.
#pragma once

#include <string_view>

namespace einlass::base {

// Whether a column's header or the place of a field names it: "Geburtsdatum", "profile.homeAge", "Alter (Jahre)".
bool is_never_held(std::string_view name);

}  // namespace einlass::base

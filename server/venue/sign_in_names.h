// Sign-in names: made from names of persons, compared without case and accents. Pure.
#pragma once

#include <cstddef>
#include <string>

namespace einlass::venue {

// "Änne  von Berg" → "anne.berg": first and last word. Empty: the name has no letter or digit.
std::string sign_in_name_from(const std::string& name);

// How a sign-in name is compared and kept. Empty: nobody has such a one.
std::string folded_sign_in(const std::string& typed);

// 3 to 40 letters, digits, dots, hyphens and underscores; `folded` as above.
bool is_sign_in_name(const std::string& folded);

}  // namespace einlass::venue

// In which order a person's two names are shown and printed: the family name first where the writing is Chinese,
// Japanese or Korean. Pure.
#pragma once

#include <string>

namespace einlass::guests {

// Whether names written like this begin with the family name: both parts are Han, kana or Hangul. Not for what can only
// be a foreign name in Hangul, whose family name has more than two syllables.
bool begins_with_family_name(const std::string& first, const std::string& last);

// "Ada Lovelace", "小林 健太", "王雨桐", "김지우". One of the two may be empty.
std::string in_natural_order(const std::string& first, const std::string& last);

}  // namespace einlass::guests

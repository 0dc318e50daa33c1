// What several rules ask of a policy's lists and of letters. Inner to core/rules; pure.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace einlass::rules {

inline bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// ASCII only, whatever the locale.
inline bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

}  // namespace einlass::rules

// Enumerators as they stand in a command's answer.
#pragma once

#include "core/rules/words.h"

#include <optional>

#include <boost/json/string.hpp>

namespace einlass::commands {

template <typename Enum>
boost::json::string word_of(Enum value) {
  return boost::json::string(rules::word(value));
}

// Empty: there is none.
template <typename Enum>
boost::json::string word_of(const std::optional<Enum>& value) {
  return value ? word_of(*value) : boost::json::string();
}

}  // namespace einlass::commands

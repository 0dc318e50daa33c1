// Enumerators and times as they stand in a command's answer.
#pragma once

#include "core/base/instant.h"
#include "core/rules/words.h"

#include <optional>

#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

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

// Unix ms; null: there is none.
inline boost::json::value time_or_null(const std::optional<base::Instant>& time) {
  return time ? boost::json::value(time->unix_ms()) : boost::json::value(nullptr);
}

}  // namespace einlass::commands

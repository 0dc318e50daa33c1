// Persons of the roster in the JSON of commands. Inner to server/commands.
#pragma once

#include "core/rules/words.h"
#include "server/commands/arguments.h"

#include <cstdint>

#include <boost/json/object.hpp>

namespace einlass::commands {

inline boost::json::object json_of(const rules::StaffMember& member) {
  return {{"number", member.number}, {"name", member.name}, {"role", rules::word(member.role)}};
}

// 0, which is nobody's: it is missing, or no such number.
inline std::uint32_t number_in(Arguments& arguments) {
  constexpr std::int64_t most = UINT32_MAX;
  const auto number = arguments.number_or("number", 0);
  return number < 0 || number > most ? 0 : static_cast<std::uint32_t>(number);
}

}  // namespace einlass::commands

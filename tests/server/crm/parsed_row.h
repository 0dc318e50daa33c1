// What a system answers, as a test has it typed.
#pragma once

#include <string_view>

#include <boost/json.hpp>

namespace einlass::crm {

inline boost::json::object parsed(std::string_view text) {
  return boost::json::parse(text).as_object();
}

}  // namespace einlass::crm

// What a system answers, as a test has it typed.
#pragma once

#include <boost/json.hpp>

namespace einlass::crm {

inline boost::json::object parsed(const char* text) {
  return boost::json::parse(text).as_object();
}

}  // namespace einlass::crm

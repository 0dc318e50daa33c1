// What the targets read of an answer's JSON. What is not there, or of another type, is nothing. Inner to server/crm.
#pragma once

#include "core/wire/canonical_json.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace einlass::crm {

inline boost::json::object object_in(const std::string& text) {
  const auto value = wire::parse_json(text);
  return value && value->is_object() ? value->get_object() : boost::json::object();
}

inline std::int64_t number_in(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

inline std::string text_in(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace einlass::crm

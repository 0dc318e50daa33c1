// Values and structs to JSON; half of json_fields.h, which explains how structs list their fields.
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/base/strong_id.h"
#include "core/base/venue_zone.h"
#include "core/rules/words.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace einlass::wire {

namespace json = boost::json;

class FieldWriter;

template <typename T>
concept HasFields = requires(T thing, FieldWriter& writer) {
  fields_of(writer, thing);
};

inline json::value to_json(bool value) {
  return value;
}
inline json::value to_json(const std::string& value) {
  return json::value(json::string(value));
}
inline json::value to_json(base::Instant value) {
  return value.unix_ms();
}
inline json::value to_json(const base::VenueDay& value) {
  return to_json(value.iso());
}
inline json::value to_json(std::chrono::minutes value) {
  return static_cast<std::int64_t>(value.count());
}

template <std::size_t Size>
json::value to_json(const std::array<std::uint8_t, Size>& value) {
  return to_json(base::hex(value));
}
inline json::value to_json(const base::Bytes& value) {
  return to_json(base::base64url(value));
}

template <typename Tag>
json::value to_json(const base::StrongId<Tag>& value) {
  return to_json(value.text());
}

template <typename T>
requires std::is_integral_v<T> json::value to_json(T value) {
  return static_cast<std::int64_t>(value);
}

template <typename T>
requires std::is_enum_v<T> json::value to_json(T value) {
  return json::value(json::string(rules::word(value)));
}

template <HasFields T>
json::value to_json(const T& value);

template <typename T>
json::value to_json(const std::vector<T>& values) {
  json::array array;
  for (const auto& value : values) array.push_back(to_json(value));
  return array;
}

template <typename T>
json::value to_json(const std::map<std::string, T>& values) {
  json::object object;
  for (const auto& [key, value] : values) object[key] = to_json(value);
  return object;
}

class FieldWriter {
 public:
  template <typename T>
  void operator()(const char* name, const T& value) {
    object[name] = to_json(value);
  }
  template <typename T>
  void operator()(const char* name, const std::optional<T>& value) {
    if (value) object[name] = to_json(*value);
  }
  // A field of which T{} (an empty text, the nil id, 0) says that there is none: it is left out then.
  template <typename T>
  void unless_empty(const char* name, const T& value) {
    if (value != T{}) object[name] = to_json(value);
  }

  json::object object;
};

template <HasFields T>
json::value to_json(const T& value) {
  FieldWriter writer;
  fields_of(writer, const_cast<T&>(value));  // the list of fields serves the reader too, which needs it mutable
  return std::move(writer.object);
}

}  // namespace einlass::wire

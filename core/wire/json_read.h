// JSON to values and structs; half of json_fields.h, which explains how structs list their fields.
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/base/strong_id.h"
#include "core/base/venue_zone.h"
#include "core/rules/words.h"
#include "core/wire/json_write.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace einlass::wire {

namespace json = boost::json;

// Each returns false if the JSON value does not fit. A value has one form only: what would be written back differently
// (an id in lower case, a day without its zeros) does not fit, because hashes are taken over what is written.
inline bool from_json(const json::value& in, bool& out) {
  if (!in.is_bool()) return false;
  out = in.get_bool();
  return true;
}

inline bool from_json(const json::value& in, std::string& out) {
  if (!in.is_string()) return false;
  out = std::string(in.get_string());
  return true;
}

template <typename T>
requires std::is_integral_v<T>
bool from_json(const json::value& in, T& out) {
  if (in.is_uint64() ? !std::is_unsigned_v<T> : !in.is_int64()) return false;  // a uint64 is larger than any int64
  json::error_code status;
  out = in.to_number<T>(status);
  return !status;
}

inline bool from_json(const json::value& in, base::Instant& out) {
  std::int64_t value = 0;
  if (!from_json(in, value)) return false;
  out = base::Instant::from_unix_ms(value);
  return true;
}

inline bool from_json(const json::value& in, std::chrono::minutes& out) {
  std::int64_t value = 0;
  if (!from_json(in, value)) return false;
  out = std::chrono::minutes(value);
  return true;
}

inline bool from_json(const json::value& in, base::VenueDay& out) {
  if (!in.is_string()) return false;
  const auto day = base::VenueDay::parse(std::string(in.get_string()));
  if (day) out = *day;
  return day.has_value();
}

template <std::size_t Size>
bool from_json(const json::value& in, std::array<std::uint8_t, Size>& out) {
  if (!in.is_string()) return false;
  const auto bytes = base::from_hex(in.get_string());
  if (!bytes || bytes->size() != Size) return false;
  std::copy(bytes->begin(), bytes->end(), out.begin());
  const std::string_view text = in.get_string();
  return std::none_of(text.begin(), text.end(), [](char digit) { return 'A' <= digit && digit <= 'F'; });
}

inline bool from_json(const json::value& in, base::Bytes& out) {
  if (!in.is_string()) return false;
  auto bytes = base::from_base64url(in.get_string());
  if (!bytes) return false;
  out = *std::move(bytes);
  return true;
}

template <typename Tag>
bool from_json(const json::value& in, base::StrongId<Tag>& out) {
  if (!in.is_string()) return false;
  const auto id = base::StrongId<Tag>::parse(in.get_string());
  if (!id) return false;
  out = *id;
  const auto digits = id->digits();
  return std::string_view(digits.data(), digits.size()) == std::string_view(in.get_string());
}

template <typename T>
requires std::is_enum_v<T>
bool from_json(const json::value& in, T& out) {
  if (!in.is_string()) return false;
  const auto value = rules::word_to<T>(in.get_string());
  if (value) out = *value;
  return value.has_value();
}

template <HasFields T>
bool from_json(const json::value& in, T& out);

template <typename T>
bool from_json(const json::value& in, std::vector<T>& out) {
  if (!in.is_array()) return false;
  out.clear();
  for (const auto& element : in.get_array()) {
    if (!from_json(element, out.emplace_back())) return false;
  }
  return true;
}

template <typename T>
bool from_json(const json::value& in, std::map<std::string, T>& out) {
  if (!in.is_object()) return false;
  out.clear();
  for (const auto& [key, element] : in.get_object()) {
    if (!from_json(element, out[std::string(key)])) return false;
  }
  return true;
}

}  // namespace einlass::wire

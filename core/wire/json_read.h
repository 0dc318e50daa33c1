// JSON to values and structs; half of json_fields.h, which explains how structs list their fields.
#pragma once

#include "core/wire/json_write.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace einlass::wire {

// Each returns false if the JSON value does not fit.
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
  json::error_code status;
  out = in.to_number<T>(status);
  return !status && !in.is_double();
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
  return true;
}

inline bool from_json(const json::value& in, base::Bytes& out) {
  if (!in.is_string()) return false;
  auto bytes = base::from_base64url(in.get_string());
  if (bytes) out = *std::move(bytes);
  return bytes.has_value();
}

template <typename Tag>
bool from_json(const json::value& in, base::StrongId<Tag>& out) {
  if (!in.is_string()) return false;
  const auto id = base::StrongId<Tag>::parse(in.get_string());
  if (id) out = *id;
  return id.has_value();
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

enum class Missing { IsAnError, KeepsDefault };

class FieldReader {
 public:
  FieldReader(const json::object& object, Missing missing) : object_(object), missing_(missing) {}

  template <typename T>
  void operator()(const char* name, T& value) {
    const auto* found = take(name);
    if (found == nullptr) {
      if (missing_ == Missing::IsAnError) complain("The field \"{}\" is missing.", name);
      return;
    }
    read(name, *found, value);
  }
  template <typename T>
  void operator()(const char* name, std::optional<T>& value) {
    const auto* found = take(name);
    if (found == nullptr) return;
    read(name, *found, value.emplace());
  }

  // Names an object's first field that nobody asked for, so that a misspelt key is never silently without effect.
  void refuse_unknown() {
    for (const auto& [key, value] : object_) {
      if (!known_.contains(std::string(key))) complain("The field \"{}\" is unknown.", std::string(key));
    }
  }

  const std::string& problem() const { return problem_; }

 private:
  template <typename T>
  void read(const char* name, const json::value& in, T& value) {
    if (!problem_.empty()) return;
    if constexpr (HasFields<T>) {
      read_nested(name, in, value);
    } else {
      if (!from_json(in, value)) complain("The field \"{}\" has a value that does not fit.", name);
    }
  }

  template <typename T>
  void read_nested(const char* name, const json::value& in, T& value) {
    if (!in.is_object()) return complain("The field \"{}\" must be an object.", name);
    FieldReader nested(in.get_object(), missing_);
    fields_of(nested, value);
    nested.refuse_unknown();
    if (problem_.empty()) problem_ = nested.problem_;
  }

  const json::value* take(const char* name) {
    known_.insert(name);
    return object_.if_contains(name);
  }

  template <typename Name>
  void complain(fmt::format_string<const Name&> text, const Name& name) {
    if (problem_.empty()) problem_ = fmt::format(text, name);
  }

  const json::object& object_;
  Missing missing_;
  std::set<std::string> known_;
  std::string problem_;
};

template <HasFields T>
bool from_json(const json::value& in, T& out) {
  if (!in.is_object()) return false;
  FieldReader reader(in.get_object(), Missing::IsAnError);
  fields_of(reader, out);
  reader.refuse_unknown();
  return reader.problem().empty();
}

// Fills `out`; InvalidInput names the first field that is missing, unknown or wrong.
template <HasFields T>
base::Result<void> read_fields(const json::value& in, T& out, Missing missing = Missing::IsAnError) {
  if (!in.is_object()) return base::fail(base::ErrorKind::InvalidInput, "A JSON object is expected here.");
  FieldReader reader(in.get_object(), missing);
  fields_of(reader, out);
  reader.refuse_unknown();
  if (!reader.problem().empty()) return base::fail(base::ErrorKind::InvalidInput, reader.problem());
  return {};
}

}  // namespace einlass::wire

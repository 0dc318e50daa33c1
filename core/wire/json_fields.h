// Reading and writing structs as JSON objects from one list of fields each:
//   template <typename Fields> void fields_of(Fields& fields, Thing& thing) { fields("name", thing.name); }
// FieldWriter turns that list into an object, FieldReader fills the struct and names the first field that is wrong.
// Used by the documents and messages of this module only.
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/base/strong_id.h"
#include "core/base/venue_zone.h"
#include "core/rules/words.h"

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

namespace json = boost::json;

class FieldWriter;
class FieldReader;

template <typename T>
concept HasFields = requires(T thing, FieldWriter& writer) {
  fields_of(writer, thing);
};

// ---- values to JSON -------------------------------------------------------------------------------------------------

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

  json::object object;
};

template <HasFields T>
json::value to_json(const T& value) {
  FieldWriter writer;
  fields_of(writer, const_cast<T&>(value));  // the list of fields serves the reader too, which needs it mutable
  return std::move(writer.object);
}

// ---- JSON to values -------------------------------------------------------------------------------------------------

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

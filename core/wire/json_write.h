// Values and structs to canonical JSON text; half of json_fields.h, which explains how structs list their fields.
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
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/container/small_vector.hpp>

namespace einlass::wire {

class FieldWriter;

template <typename T>
concept HasFields = requires(T thing, FieldWriter& writer) {
  fields_of(writer, thing);
};

// Each appends the one text of a value to `out`; of a text: in quotes, with no more escapes than needed.
void write_json_string(std::string& out, std::string_view text);
inline void write_json(std::string& out, const std::string& value) {
  write_json_string(out, value);
}
inline void write_json(std::string& out, std::string_view value) {
  write_json_string(out, value);
}
template <typename T>
requires std::is_integral_v<T>
void write_json(std::string& out, T value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else {
    out += std::to_string(value);
  }
}
inline void write_json(std::string& out, base::Instant value) {
  write_json(out, value.unix_ms());
}
inline void write_json(std::string& out, const base::VenueDay& value) {
  write_json(out, value.iso());
}
inline void write_json(std::string& out, std::chrono::minutes value) {
  write_json(out, static_cast<std::int64_t>(value.count()));
}

// Nothing in it needs an escape.
inline void write_json_word(std::string& out, std::string_view word) {
  out.push_back('"');
  out += word;
  out.push_back('"');
}
template <std::size_t Size>
void write_json(std::string& out, const std::array<std::uint8_t, Size>& value) {
  write_json_word(out, base::hex(value));
}
inline void write_json(std::string& out, const base::Bytes& value) {
  write_json_word(out, base::base64url(value));
}

template <typename Tag>
void write_json(std::string& out, const base::StrongId<Tag>& value) {
  const auto digits = value.digits();
  write_json_word(out, {digits.data(), digits.size()});
}

template <typename T>
requires std::is_enum_v<T>
void write_json(std::string& out, T value) {
  write_json_word(out, rules::word(value));
}

template <HasFields T>
void write_json(std::string& out, const T& value);

template <typename T>
void write_json(std::string& out, const std::vector<T>& values) {
  out.push_back('[');
  for (const auto& value : values) {
    if (out.back() != '[') out.push_back(',');
    write_json(out, value);
  }
  out.push_back(']');
}

template <typename T>
void write_json(std::string& out, const std::map<std::string, T>& values);

// One object, appended to `out`: its members in any order, then close().
class FieldWriter {
 public:
  explicit FieldWriter(std::string& out) : out_(out), start_(out.size()) {}

  template <typename T>
  void operator()(std::string_view name, const T& value) {
    const auto at = out_.size();
    write_json(out_, value);
    members_.push_back({name, at, out_.size() - at});
  }
  template <typename T>
  void operator()(std::string_view name, const std::optional<T>& value) {
    if (value) (*this)(name, *value);
  }
  // A field of which T{} (an empty text, the nil id, 0) says that there is none: it is left out then.
  template <typename T>
  void unless_empty(std::string_view name, const T& value) {
    if (value != T{}) (*this)(name, value);
  }
  // `json`: the value's text.
  void ready(std::string_view name, std::string_view json) {
    members_.push_back({name, out_.size(), json.size()});
    out_ += json;
  }

  void close();

 private:
  struct Member {
    std::string_view name;
    std::size_t at = 0;  // of its value, in `out_`
    std::size_t size = 0;
  };
  static constexpr std::size_t kUsualMembers = 16;

  std::string& out_;
  std::size_t start_;
  boost::container::small_vector<Member, kUsualMembers> members_;
};

template <HasFields T>
void write_json(std::string& out, const T& value) {
  FieldWriter writer(out);
  fields_of(writer, const_cast<T&>(value));  // the list of fields serves the reader too, which needs it mutable
  writer.close();
}

template <typename T>
void write_json(std::string& out, const std::map<std::string, T>& values) {
  FieldWriter writer(out);
  for (const auto& [key, value] : values) writer(key, value);
  writer.close();
}

template <typename T>
std::string json_text(const T& value) {
  std::string out;
  write_json(out, value);
  return out;
}

}  // namespace einlass::wire

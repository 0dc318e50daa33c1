// Structs straight to canonical JSON (canonical_json.h), by the lists of fields that json_fields.h explains: the text
// is that of canonical_json(to_json(thing)), without the values in between. For what is written by the ten thousand.
// Inner to core/wire.
#pragma once

#include "core/wire/canonical_json.h"
#include "core/wire/json_write.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace einlass::wire {

// With its quotes.
void append_canonical(std::string& out, std::string_view text);
inline void append_canonical(std::string& out, const std::string& text) {
  append_canonical(out, std::string_view(text));
}

template <typename T>
void append_canonical(std::string& out, const T& value);

template <typename Tag>
void append_canonical(std::string& out, const base::StrongId<Tag>& id) {
  append_canonical(out, std::string_view(id.text()));
}

template <std::size_t Size>
void append_canonical(std::string& out, const std::array<std::uint8_t, Size>& bytes) {
  append_canonical(out, std::string_view(base::hex(bytes)));
}

template <typename T>
requires(!std::same_as<T, std::uint8_t>) void append_canonical(std::string& out, const std::vector<T>& values) {
  out.push_back('[');
  for (const auto& value : values) {
    if (&value != values.data()) out.push_back(',');
    append_canonical(out, value);
  }
  out.push_back(']');
}

template <typename T>
void append_canonical(std::string& out, const std::map<std::string, T>& values) {
  out.push_back('{');
  bool first = true;
  for (const auto& [key, value] : values) {
    if (!std::exchange(first, false)) out.push_back(',');
    append_canonical(out, key);
    out.push_back(':');
    append_canonical(out, value);
  }
  out.push_back('}');
}

// The F of fields_of().
class CanonicalWriter {
 public:
  explicit CanonicalWriter(std::string& out) : out_(out), start_(out.size()) { members_.reserve(most_members); }

  template <typename T>
  void operator()(const char* name, const T& value) {
    const auto from = out_.size();
    append_canonical(out_, value);
    members_.push_back({name, from, out_.size() - from});
  }
  template <typename T>
  void operator()(const char* name, const std::optional<T>& value) {
    if (value) (*this)(name, *value);
  }
  template <typename T>
  void unless_empty(const char* name, const T& value) {
    if (value != T{}) (*this)(name, value);
  }

  // Last: lays the members in the order of their.
  void finish();

 private:
  static constexpr std::size_t most_members = 16;  // of what is here; more only take longer
  struct Member {
    std::string_view name;
    std::size_t from;
    std::size_t size;
  };

  std::string& out_;
  std::size_t start_;
  std::vector<Member> members_;
};

template <typename T>
void append_canonical(std::string& out, const T& value) {
  if constexpr (HasFields<T>) {
    CanonicalWriter writer(out);
    fields_of(writer, const_cast<T&>(value));  // as to_json() has it
    writer.finish();
  } else if constexpr (std::is_enum_v<T>) {
    append_canonical(out, std::string_view(rules::word(value)));
  } else if constexpr (std::same_as<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    out += std::to_string(static_cast<std::int64_t>(value));
  } else {
    out += canonical_json(to_json(value));
  }
}

}  // namespace einlass::wire

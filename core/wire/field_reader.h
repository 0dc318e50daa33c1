// Fills structs from JSON objects and names the first field that is wrong; part of json_fields.h.
#pragma once

#include "core/base/error.h"
#include "core/wire/json_read.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <boost/container/small_vector.hpp>
#include <fmt/format.h>

namespace einlass::wire {

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
    if constexpr (requires { value->is_nil(); }) {
      if (value->is_nil()) complain(kNoValue, name);
    }
  }
  // Written out, nothing would have two forms and an entry two hashes.
  template <typename T>
  void unless_empty(const char* name, T& value) {
    value = T{};
    const auto* found = take(name);
    if (found == nullptr) return;
    read(name, *found, value);
    if (value == T{}) complain(kNoValue, name);
  }

  template <typename T>
  void fill(T& out) {
    fields_of(*this, out);
    refuse_unknown();
    if constexpr (requires { fits_together(out); }) {
      if (problem_.empty() && !fits_together(out)) problem_ = "Two fields of an object do not fit each other.";
    }
  }

  const std::string& problem() const { return problem_; }

 private:
  static constexpr const char* kNoValue = "The field \"{}\" has no value and must be left out.";

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
    nested.fill(value);
    if (problem_.empty()) problem_ = nested.problem_;
  }

  // Names an object's first field that nobody asked for, so that a misspelt key is never silently without effect.
  void refuse_unknown() {
    if (taken_.size() == object_.size()) return;
    for (const auto& [key, value] : object_) {
      const bool known = std::find(taken_.begin(), taken_.end(), std::string_view(key)) != taken_.end();
      if (!known) complain("The field \"{}\" is unknown.", std::string(key));
    }
  }

  const json::value* take(const char* name) {
    const auto* found = object_.if_contains(name);
    if (found != nullptr) taken_.emplace_back(name);
    return found;
  }

  template <typename Name>
  void complain(fmt::format_string<const Name&> text, const Name& name) {
    if (problem_.empty()) problem_ = fmt::format(text, name);
  }

  const json::object& object_;
  Missing missing_;
  boost::container::small_vector<std::string_view, 16> taken_;  // names in it that were asked for, each once
  std::string problem_;
};

template <HasFields T>
bool from_json(const json::value& in, T& out) {
  if (!in.is_object()) return false;
  FieldReader reader(in.get_object(), Missing::IsAnError);
  reader.fill(out);
  return reader.problem().empty();
}

// Fills `out`; InvalidInput names the first field that is missing, unknown or wrong.
template <HasFields T>
base::Result<void> read_fields(const json::value& in, T& out, Missing missing = Missing::IsAnError) {
  if (!in.is_object()) return base::fail(base::ErrorKind::InvalidInput, "A JSON object is expected here.");
  FieldReader reader(in.get_object(), missing);
  reader.fill(out);
  if (!reader.problem().empty()) return base::fail(base::ErrorKind::InvalidInput, reader.problem());
  return {};
}

}  // namespace einlass::wire

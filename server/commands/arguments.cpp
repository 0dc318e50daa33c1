#include "server/commands/arguments.h"

#include <fmt/format.h>

namespace einlass::commands {

const boost::json::value* Arguments::take(std::string_view name) {
  known_.emplace(name);
  const auto* value = object_.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

void Arguments::complain(std::string_view name, std::string_view what) {
  if (problem_.empty()) problem_ = fmt::format("The argument \"{}\" {}.", name, what);
}

std::string Arguments::text(std::string_view name) {
  auto value = optional_text(name);
  if (!value) complain(name, "is missing");
  return std::move(value).value_or(std::string());
}

std::string Arguments::text_or(std::string_view name, std::string_view otherwise) {
  return optional_text(name).value_or(std::string(otherwise));
}

std::optional<std::string> Arguments::optional_text(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = value->if_string()) return std::string(*text);
  complain(name, "must be a text");
  return std::nullopt;
}

std::int64_t Arguments::number_or(std::string_view name, std::int64_t otherwise) {
  const auto* value = take(name);
  if (value == nullptr) return otherwise;
  if (const auto* number = value->if_int64()) return *number;
  complain(name, "must be a whole number");
  return otherwise;
}

bool Arguments::flag(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr) return false;
  if (const auto* yes = value->if_bool()) return *yes;
  complain(name, "must be true or false");
  return false;
}

std::map<std::string, std::string> Arguments::texts(std::string_view name) {
  std::map<std::string, std::string> result;
  const auto* value = take(name);
  if (value == nullptr) return result;
  const auto* object = value->if_object();
  if (object == nullptr) {
    complain(name, "must be an object of texts");
    return result;
  }
  for (const auto& [key, text] : *object) {
    if (!text.is_string()) {
      complain(name, "must be an object of texts");
    } else {
      result.emplace(key, text.get_string());
    }
  }
  return result;
}

std::map<std::string, bool> Arguments::flags(std::string_view name) {
  std::map<std::string, bool> result;
  const auto* value = take(name);
  const auto* object = value == nullptr ? nullptr : value->if_object();
  if (object == nullptr) {
    complain(name, "must be an object of yes and no");
    return result;
  }
  for (const auto& [key, flag] : *object) {
    if (!flag.is_bool()) {
      complain(name, "must be an object of yes and no");
    } else {
      result.emplace(key, flag.get_bool());
    }
  }
  return result;
}

std::vector<std::string> Arguments::list(std::string_view name) {
  std::vector<std::string> result;
  const auto* value = take(name);
  const auto* array = value == nullptr ? nullptr : value->if_array();
  if (array == nullptr) {
    complain(name, "must be a list of texts");
    return result;
  }
  for (const auto& text : *array) {
    if (!text.is_string()) {
      complain(name, "must be a list of texts");
    } else {
      result.emplace_back(text.get_string());
    }
  }
  return result;
}

const boost::json::object* Arguments::object(std::string_view name) {
  const auto* value = take(name);
  const auto* object = value == nullptr ? nullptr : value->if_object();
  if (object == nullptr) complain(name, "must be an object");
  return object;
}

std::vector<const boost::json::object*> Arguments::objects(std::string_view name) {
  std::vector<const boost::json::object*> result;
  const auto* value = take(name);
  const auto* array = value == nullptr ? nullptr : value->if_array();
  if (array == nullptr) {
    complain(name, "must be a list of objects");
    return result;
  }
  for (const auto& each : *array) {
    if (const auto* object = each.if_object()) {
      result.push_back(object);
    } else {
      complain(name, "must be a list of objects");
    }
  }
  return result;
}

base::Result<void> Arguments::done() {
  for (const auto& [name, value] : object_) {
    if (!known_.contains(name)) complain(name, "is unknown; are both programs of one version");
  }
  if (problem_.empty()) return {};
  return base::fail(base::ErrorKind::InvalidInput, problem_);
}

}  // namespace einlass::commands

#include "server/crm/answer.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include <boost/json.hpp>
#include <date/date.h>
#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::ErrorKind;

const json::array no_list;
const json::object no_object;

std::string advice_for(int status) {
  if (status == 401 || status == 403) return "it does not take the key; put a valid one into its key file";
  if (status == 404) return "what was asked for is not there; check its \"url\" and what the event is linked to";
  return "its address has moved; correct its \"url\"";
}

constexpr std::string_view in_answers = "answers.";

void collect_texts(const json::value& value, std::string_view path, std::vector<std::string>& texts) {
  if (value.is_array()) {
    for (const auto& each : value.get_array()) collect_texts(each, path, texts);
  } else if (path.empty()) {
    if (auto text = text_of(&value); !text.empty()) texts.push_back(std::move(text));
  } else if (value.is_object()) {
    const auto dot = path.find('.');
    const auto* inner = value.get_object().if_contains(path.substr(0, dot));
    if (inner != nullptr) {
      collect_texts(*inner, dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1), texts);
    }
  }
}

std::optional<base::Instant> parsed_instant(const std::string& text, const char* format) {
  std::istringstream in(text);
  date::sys_time<base::Milliseconds> at;
  in >> date::parse(format, at);
  if (in.fail()) return {};
  return base::Instant::from_unix_ms(at.time_since_epoch().count());
}

}  // namespace

base::Result<json::value> json_of(const HttpReply& reply, const std::string& connector) {
  if (reply.ok()) {
    json::error_code failed;
    auto value = json::parse(reply.body, failed);
    if (!failed) return value;
    return base::fail(
        ErrorKind::InvalidInput,
        fmt::format("The connector \"{}\" answered with something else than JSON; check its \"url\".", connector));
  }
  if (trouble_of(reply.status) == Trouble::Target || reply.status == 404) {
    return base::fail(ErrorKind::Refused, fmt::format("The connector \"{}\" refused (HTTP {}): {}.", connector,
                                                      reply.status, advice_for(reply.status)));
  }
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("The connector \"{}\" did not take the request (HTTP {}); check "
                                "its kind, version and fields.",
                                connector, reply.status));
}

base::Result<json::object> listing_in(const json::value& answer, std::string_view list, std::string_view more,
                                      const std::string& connector) {
  const auto& object = object_of(answer);
  const auto* rows = at_path(object, list);
  if (rows != nullptr && rows->is_array() && (more.empty() || object.contains(more))) return object;
  return lacks_its_list(connector);
}

tl::unexpected<base::Error> lacks_its_list(const std::string& connector) {
  return base::fail(ErrorKind::Unavailable,
                    fmt::format("The connector \"{}\" answered without the list that was asked for; nothing was "
                                "changed, and it is tried again later.",
                                connector));
}

const json::value* at_path(const json::object& object, std::string_view path) {
  const auto* inner = &object;
  while (!path.empty()) {
    const auto dot = path.find('.');
    const auto* value = inner->if_contains(path.substr(0, dot));
    if (value == nullptr || value->is_null()) return nullptr;
    if (dot == std::string_view::npos) return value;
    if (!value->is_object()) return nullptr;
    inner = &value->get_object();
    path.remove_prefix(dot + 1);
  }
  return nullptr;
}

std::string text_of(const json::value* value) {
  if (value == nullptr) return {};
  if (value->is_string()) return std::string(value->get_string());
  if (value->is_int64() || value->is_uint64() || value->is_bool() || value->is_double()) return json::serialize(*value);
  return {};
}

std::string text_at(const json::object& object, std::string_view path) {
  return text_of(at_path(object, path));
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || failed != std::errc() || stop != text.data() + text.size()) return {};
  return number;
}

std::optional<std::int64_t> number_at(const json::object& object, std::string_view path) {
  return number_in(text_at(object, path));
}

bool true_at(const json::object& object, std::string_view path) {
  const auto* value = at_path(object, path);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::vector<std::string> texts_in(const json::value& value, std::string_view path) {
  std::vector<std::string> texts;
  collect_texts(value, path, texts);
  return texts;
}

std::vector<std::string> texts_at(const json::object& object, std::string_view path) {
  const auto dot = path.find('.');
  const auto* value = path.empty() ? nullptr : object.if_contains(path.substr(0, dot));
  if (value == nullptr) return {};
  return texts_in(*value, dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1));
}

std::vector<std::string> answers_at(const json::object& object, std::string_view path,
                                    std::initializer_list<std::string_view> names) {
  if (!path.starts_with(in_answers)) return texts_at(object, path);
  path.remove_prefix(in_answers.size());
  std::vector<std::string> texts;
  for (const auto& each : list_at(object, "answers")) {
    const auto& answer = object_of(each);
    const auto is_called = [&](std::string_view name) { return text_at(answer, name) == path; };
    if (!std::any_of(names.begin(), names.end(), is_called)) continue;
    for (auto& text : texts_at(answer, "answer")) texts.push_back(std::move(text));
  }
  return texts;
}

std::string first_of(const std::vector<std::string>& texts) {
  return texts.empty() ? std::string() : texts.front();
}

const json::array& list_at(const json::object& object, std::string_view path) {
  const auto* value = at_path(object, path);
  return value != nullptr && value->is_array() ? value->get_array() : no_list;
}

const json::object& object_at(const json::object& object, std::string_view path) {
  const auto* value = at_path(object, path);
  return value != nullptr && value->is_object() ? value->get_object() : no_object;
}

const json::object& object_of(const json::value& value) {
  return value.is_object() ? value.get_object() : no_object;
}

json::value value_in(const std::string& text) {
  json::error_code failed;
  auto value = json::parse(text, failed);
  return failed ? json::value() : value;
}

json::object object_in(const std::string& text) {
  return object_of(value_in(text));
}

std::string position_text(const json::object& position) {
  return json::serialize(position);
}

std::optional<base::Instant> utc_instant(const std::string& text) {
  return parsed_instant(text, "%FT%TZ");
}

std::optional<base::Instant> instant_in(const std::string& text) {
  const auto utc = utc_instant(text);
  return utc ? utc : parsed_instant(text, "%FT%T%Ez");
}

std::string utc_text(base::Instant instant) {
  return date::format(
      "%FT%TZ", date::sys_seconds(std::chrono::floor<std::chrono::seconds>(base::Milliseconds(instant.unix_ms()))));
}

}  // namespace einlass::crm

#include "core/wire/canonical_json.h"

#include "core/wire/json_write.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace einlass::wire {
namespace {

namespace json = boost::json;

void write(std::string& out, const json::value& value);

void write_object(std::string& out, const json::object& object) {
  std::vector<const json::key_value_pair*> members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  // All keys are ASCII, where the order of bytes is the order of UTF-16 units that RFC 8785 §3.2.3 asks for.
  std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->key() < b->key(); });
  out.push_back('{');
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out.push_back(',');
    write_json_string(out, members[i]->key());
    out.push_back(':');
    write(out, members[i]->value());
  }
  out.push_back('}');
}

void write_array(std::string& out, const json::array& array) {
  out.push_back('[');
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) out.push_back(',');
    write(out, array[i]);
  }
  out.push_back(']');
}

void write(std::string& out, const json::value& value) {
  if (value.is_double()) throw std::invalid_argument("a canonical document holds whole numbers only");
  if (value.is_object()) return write_object(out, value.get_object());
  if (value.is_array()) return write_array(out, value.get_array());
  if (value.is_string()) return write_json_string(out, value.get_string());
  if (value.is_int64()) return void(out += std::to_string(value.get_int64()));
  out += json::serialize(value);
}

}  // namespace

// Nearly all texts are their own JSON form but for the quotes (RFC 8785 §3.2.2.2).
void write_json_string(std::string& out, std::string_view text) {
  const bool has_escapes = std::any_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  if (has_escapes) {
    out += json::serialize(json::string(text));
    return;
  }
  write_json_word(out, text);
}

std::string canonical_json(const json::value& value) {
  std::string out;
  write(out, value);
  return out;
}

base::Result<json::value> parse_json(std::string_view text) {
  // A message is many small values that are dropped together, and take about four times its bytes.
  constexpr std::size_t kBytesPerByte = 4;
  std::array<unsigned char, 4096> unfinished;  // what is read and not yet in its object; more goes elsewhere
  json::error_code status;
  json::parser parser({}, {}, unfinished.data(), unfinished.size());
  parser.reset(json::make_shared_resource<json::monotonic_resource>(kBytesPerByte * (text.size() + 64)));
  const std::size_t used = parser.write(text.data(), text.size(), status);
  if (status) {
    const auto line =
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(used, text.size())), '\n') + 1;
    return base::fail(base::ErrorKind::InvalidInput,
                      fmt::format("The text is not valid JSON in line {}: {}.", line, status.message()));
  }
  return parser.release();
}

}  // namespace einlass::wire

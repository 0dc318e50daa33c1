#include "server/cli/text_table.h"

#include "core/base/text_fold.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {

namespace json = boost::json;

namespace {

const json::value* field_of(const json::value& object, std::string_view field) {
  const auto* fields = object.if_object();
  return fields == nullptr ? nullptr : fields->if_contains(field);
}

}  // namespace

std::string TextTable::text(const std::string& if_empty) const {
  if (rows_.size() == 1) return if_empty;
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], base::count_characters(row[i]));
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i] + std::string(widths[i] - base::count_characters(row[i]) + 2, ' ');
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string text_of(const json::value& object, std::string_view field) {
  const auto* value = field_of(object, field);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(value->get_string());
}

std::int64_t number_of(const json::value& object, std::string_view field) {
  const auto* value = field_of(object, field);
  if (value == nullptr || !value->is_number()) return 0;
  return value->to_number<std::int64_t>();
}

bool flag_of(const json::value& object, std::string_view field) {
  const auto* value = field_of(object, field);
  return value != nullptr && value->is_bool() && value->get_bool();
}

const json::array& array_of(const json::value& object, std::string_view field) {
  static const json::array kEmpty;
  const auto* value = field_of(object, field);
  return value == nullptr || !value->is_array() ? kEmpty : value->get_array();
}

// C1 controls are two bytes in UTF-8, embedding and isolates (UAX #9) three.
std::string harmless(std::string_view text) {
  const bool readable = base::is_valid_utf8(text);
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = [&](std::size_t n) { return i + n < text.size() ? static_cast<unsigned char>(text[i + n]) : 0U; };
    const bool line_end = byte == '\n' || byte == '\t' || (byte == '\r' && next(1) == '\n');
    if ((byte < 0x20 && !line_end) || byte == 0x7F) continue;
    if (byte >= 0x80 && !readable) {
      shown += '?';
    } else if (byte == 0xC2 && next(1) < 0xA0) {
      i += 1;
    } else if (byte == 0xE2 && ((next(1) == 0x80 && next(2) >= 0xAA && next(2) <= 0xAE) ||
                                (next(1) == 0x81 && next(2) >= 0xA6 && next(2) <= 0xA9))) {
      i += 2;
    } else {
      shown += text[i];
    }
  }
  return shown;
}

std::string counted(std::int64_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

std::string span_text(std::int64_t milliseconds) {
  const auto seconds = std::abs(milliseconds) / 1000;
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 60 * 60) return fmt::format("{} min", seconds / 60);
  if (seconds < 48 * 60 * 60) return fmt::format("{} h", seconds / 3600);
  return fmt::format("{} days", seconds / 86400);
}

std::string ago(std::int64_t at, std::int64_t now) {
  return span_text(std::max<std::int64_t>(now - at, 0)) + " ago";
}

}  // namespace einlass::cli

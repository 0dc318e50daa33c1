#include "server/report/sheet_rows.h"

#include <chrono>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <xlsxwriter.h>

namespace einlass::report {
namespace {

constexpr std::size_t longest_text = 32'000;  // bytes; a cell holds 32767 characters
constexpr double seconds_of_a_day = 24 * 60 * 60;

// At the end of a character.
std::string shortened(const std::string& text) {
  std::size_t end = longest_text;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

// Since the last day of 1899, as spreadsheets count; from March 1900 on (18.17.4.1: they know a 29 February before it).
long days_of(const base::VenueDay& day) {
  using std::chrono::sys_days;
  const std::chrono::year_month_day date{std::chrono::year(day.year), std::chrono::month(day.month),
                                         std::chrono::day(day.day)};
  constexpr sys_days first{std::chrono::year(1899) / std::chrono::December / 30};
  return (sys_days(date) - first).count();
}

bool is_hex(char character) {
  return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'F') ||
         (character >= 'a' && character <= 'f');
}

// _x0041_ in a text is not meant as a letter A.
bool looks_escaped(std::string_view text) {
  return text.size() >= 7 && text[1] == 'x' && is_hex(text[2]) && is_hex(text[3]) && is_hex(text[4]) &&
         is_hex(text[5]) && text[6] == '_';
}

// U+FFFE and U+FFFF, which are no characters of XML.
bool is_noncharacter(std::string_view text) {
  return text.size() >= 3 && text[1] == '\xBF' && (text[2] == '\xBE' || text[2] == '\xBF');
}

bool is_space(char character) {
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

// Of the character at the front of `text`, and how many bytes it had; 0: it stands for itself.
std::size_t put_special(std::string& to, std::string_view text) {
  const char first = text.front();
  switch (first) {
    case '&':
      to += "&amp;";
      return 1;
    case '<':
      to += "&lt;";
      return 1;
    case '>':
      to += "&gt;";
      return 1;
    case '_':
      if (!looks_escaped(text)) return 0;
      to += "_x005F_";
      return 1;
    case '\xEF':
      if (!is_noncharacter(text)) return 0;
      to += text[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
      return 3;
    default:
      if (static_cast<unsigned char>(first) >= 0x20 || first == '\t' || first == '\n') return 0;
      fmt::format_to(std::back_inserter(to), "_x{:04X}_", static_cast<unsigned>(first));
      return 1;
  }
}

void put_text(std::string& to, std::string_view text) {
  while (!text.empty()) {
    auto taken = put_special(to, text);
    if (taken == 0) {
      to += text.front();
      taken = 1;
    }
    text.remove_prefix(taken);
  }
}

struct CellWriter {
  std::string& to;
  std::string_view column, row;
  const CellFormats& formats;
  const base::VenueZone& zone;

  void operator()(std::monostate) const {}
  void operator()(const std::string& value) const {
    if (value.empty()) return;
    begin(formats.text);
    to += " t=\"inlineStr\"><is><t";
    if (is_space(value.front()) || is_space(value.back())) to += " xml:space=\"preserve\"";
    to += '>';
    value.size() > longest_text ? put_text(to, shortened(value)) : put_text(to, value);
    to += "</t></is></c>";
  }
  void operator()(std::int64_t value) const { put_number(0, value); }
  void operator()(const base::VenueDay& value) const { put_number(formats.day, days_of(value)); }
  void operator()(base::Instant value) const {
    const auto time = zone.local(value);
    const auto seconds = (time.hour * 60 + time.minute) * 60 + time.second;
    put_number(formats.time, static_cast<double>(days_of(time.date)) + seconds / seconds_of_a_day);
  }

 private:
  void begin(int format) const {
    to.append("<c r=\"").append(column).append(row).append("\"");
    if (format != 0) fmt::format_to(std::back_inserter(to), " s=\"{}\"", format);
  }
  template <typename Number>
  void put_number(int format, Number number) const {
    begin(format);
    fmt::format_to(std::back_inserter(to), "><v>{}</v></c>", number);
  }
};

}  // namespace

std::string spreadsheet_text(std::string_view text) {
  std::string written;
  put_text(written, text);
  return written;
}

SheetRows::SheetRows(ScratchFile file, const CellFormats& formats, const base::VenueZone& zone)
    : file_(std::move(file)), formats_(formats), zone_(&zone) {}

base::Result<SheetRows> SheetRows::open(std::size_t columns, const CellFormats& formats, const base::VenueZone& zone) {
  auto file = ScratchFile::open();
  if (!file) return base::failed(file);
  SheetRows rows(*std::move(file), formats, zone);
  rows.need_columns(columns);
  return rows;
}

void SheetRows::need_columns(std::size_t columns) {
  while (names_.size() < columns) {
    char name[LXW_MAX_COL_NAME_LENGTH];
    lxw_col_to_name(name, static_cast<lxw_col_t>(names_.size()), LXW_FALSE);
    names_.emplace_back(name);
  }
}

base::Result<void> SheetRows::add(std::span<const Cell> cells) {
  if (rows_ == LXW_ROW_MAX || cells.size() > LXW_COL_MAX)
    return base::fail(base::ErrorKind::InvalidInput, "A spreadsheet has no room for so many rows: export them as CSV.");
  need_columns(cells.size());
  const auto row = std::to_string(++rows_);
  row_.clear();
  row_.append("<row r=\"").append(row).append("\">");
  for (std::size_t i = 0; i < cells.size(); ++i)
    std::visit(CellWriter{row_, names_[i], row, formats_, *zone_}, cells[i]);
  row_ += "</row>";
  return file_.append(row_);
}

std::string SheetRows::range() const {
  return names_.empty() ? "A1" : fmt::format("A1:{}{}", names_.back(), rows_);
}

}  // namespace einlass::report

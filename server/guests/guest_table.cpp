#include "server/guests/guest_table.h"

#include "core/base/text_decode.h"
#include "core/base/text_fold.h"
#include "server/guests/columns.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include <csv.h>
#include <fmt/format.h>

namespace einlass::guests {
namespace {

using base::ErrorKind;

// libcsv behind one call: lines go in one by one, so that each row knows the line on which it began.
class RecordReader {
 public:
  explicit RecordReader(char delimiter) {
    csv_init(&parser_, 0);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
  }
  ~RecordReader() { csv_free(&parser_); }
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  // False: see error().
  bool take_line(std::string_view line, int number) {
    if (!row_is_open_) row_.line = number;
    row_is_open_ = true;
    return std::all_of(line.begin(), line.end(), [this](char byte) { return take_byte(byte); });
  }
  // False: a quotation mark is open. libcsv says so only where it is strict.
  bool finish() {
    csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    return csv_fini(&parser_, &end_cell, &end_row, this) == 0;
  }

  base::Error error() {
    if (csv_error(&parser_) != CSV_EPARSE) return {ErrorKind::Storage, "Out of memory while reading the list."};
    return {
        ErrorKind::InvalidInput,
        fmt::format("The row of line {} has a cell that begins with a quotation mark and goes on after the next one; "
                    "write the marks within that cell twice, or take them away, and import again.",
                    row_.line)};
  }

  bool row_is_open() const { return row_is_open_; }
  int open_line() const { return row_.line; }
  std::vector<TableRow>& rows() { return rows_; }

 private:
  // A mark in the middle of a cell stands for itself, as spreadsheets take it. In a cell that begins with one it would
  // let the cell go on over the guests of the next lines, so that there libcsv has to be strict.
  bool take_byte(char byte) {
    csv_set_opts(&parser_, parser_.quoted != 0 ? CSV_STRICT : 0);
    return csv_parse(&parser_, &byte, 1, &end_cell, &end_row, this) == 1;
  }
  static void end_cell(void* text, std::size_t size, void* self) {
    static_cast<RecordReader*>(self)->row_.cells.push_back(
        base::clean_text(std::string_view(static_cast<const char*>(text), size)));
  }
  static void end_row(int /*terminator*/, void* self) {
    auto& reader = *static_cast<RecordReader*>(self);
    const auto& cells = reader.row_.cells;
    if (std::any_of(cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); })) {
      reader.rows_.push_back(std::move(reader.row_));
    }
    reader.row_ = {};
    reader.row_is_open_ = false;
  }

  csv_parser parser_{};
  bool row_is_open_ = false;
  TableRow row_;
  std::vector<TableRow> rows_;
};

struct Lines {
  std::string_view text;
  int first_line = 1;
};

// Takes lines until there are `at_most` rows, or all.
base::Result<std::vector<TableRow>> read_rows(const Lines& lines, char delimiter, std::size_t at_most) {
  RecordReader reader(delimiter);
  auto rest = lines.text;
  for (int number = lines.first_line; !rest.empty() && reader.rows().size() < at_most; ++number) {
    const auto length = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const auto line = rest.substr(0, length);
    rest.remove_prefix(length);
    if (line == "\n" && !reader.row_is_open()) continue;
    if (!reader.take_line(line, number)) return tl::make_unexpected(reader.error());
  }
  if (reader.rows().size() < at_most && !reader.finish()) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("The quotation mark that opens in the row of line {} is never closed; correct that "
                                  "row and import again.",
                                  reader.open_line()));
  }
  return std::move(reader.rows());
}

std::size_t known_columns(const TableRow& header) {
  const auto columns = match_columns(header.cells);
  return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(),
                                                [](const Column& column) { return column.target != Target::Unknown; }));
}

// "sep=;" in the first line is how Excel is told the delimiter.
std::optional<char> announced_delimiter(Lines& lines) {
  const auto end = lines.text.find('\n');
  const auto first = lines.text.substr(0, end);
  if (first.size() != 5 || base::fold_text(first.substr(0, 4)) != "sep=" || end == std::string_view::npos) return {};
  lines.text.remove_prefix(end + 1);
  lines.first_line = 2;
  return first[4];
}

// The delimiter under which most headers are known; with equal ones the one that gives more columns.
char best_delimiter(const Lines& lines) {
  char best = ',';
  std::pair<std::size_t, std::size_t> best_rank{0, 0};
  for (const char delimiter : {',', ';', '\t'}) {
    const auto rows = read_rows(lines, delimiter, 1);
    if (!rows || rows->empty()) continue;
    const std::pair rank{known_columns(rows->front()), rows->front().cells.size()};
    if (rank > best_rank) {
      best = delimiter;
      best_rank = rank;
    }
  }
  return best;
}

bool is_workbook(const std::string& bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");  // .xlsx and .ods; .xls
}

}  // namespace

base::Result<GuestTable> read_guest_table(const std::string& bytes) {
  if (is_workbook(bytes)) {
    return base::fail(ErrorKind::InvalidInput, "This is a workbook, not a CSV file; save it as CSV and import that.");
  }
  const auto decoded = base::decode_text(bytes);
  if (!decoded) return tl::make_unexpected(decoded.error());
  Lines lines{.text = decoded->text};
  const auto announced = announced_delimiter(lines);
  const char delimiter = announced ? *announced : best_delimiter(lines);
  auto rows = read_rows(lines, delimiter, static_cast<std::size_t>(-1));
  if (!rows) return tl::make_unexpected(rows.error());
  if (rows->empty()) return base::fail(ErrorKind::InvalidInput, "The list is empty; export it again with its header.");
  GuestTable table{.encoding = decoded->encoding, .delimiter = delimiter};
  table.header = std::move(rows->front());
  rows->erase(rows->begin());
  table.rows = std::move(*rows);
  if (known_columns(table.header) == 0) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("No column named in line {} is known; name them in the first line, for example "
                                  "Name, Firma, E-Mail, Code.",
                                  table.header.line));
  }
  return table;
}

}  // namespace einlass::guests

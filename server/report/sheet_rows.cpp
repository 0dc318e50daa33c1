#include "server/report/sheet_rows.h"

#include "server/report/spreadsheet_text.h"

#include <chrono>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <xlsxwriter.h>

namespace einlass::report {
namespace {

constexpr double seconds_of_a_day = 24 * 60 * 60;

// Since the last day of 1899, as spreadsheets count; from March 1900 on (18.17.4.1: they know a 29 February before it).
long days_of(const base::VenueDay& day) {
  using std::chrono::sys_days;
  const std::chrono::year_month_day date{std::chrono::year(day.year), std::chrono::month(day.month),
                                         std::chrono::day(day.day)};
  constexpr sys_days first{std::chrono::year(1899) / std::chrono::December / 30};
  return (sys_days(date) - first).count();
}

tl::unexpected<base::Error> no_room(const char* of_what) {
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("A spreadsheet has no room for so many {}: export as CSV.", of_what));
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
    to += " t=\"inlineStr\"><is>";
    put_text_element(to, value);
    to += "</is></c>";
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

SheetRows::SheetRows(ScratchFile file, const CellFormats& formats, const base::VenueZone& zone,
                     std::uint64_t most_bytes)
    : file_(std::move(file)), formats_(formats), zone_(&zone), most_bytes_(most_bytes) {}

base::Result<SheetRows> SheetRows::open(std::size_t columns, const CellFormats& formats, const base::VenueZone& zone,
                                        std::uint64_t most_bytes) {
  auto file = ScratchFile::open();
  if (!file) return base::failed(file);
  SheetRows rows(*std::move(file), formats, zone, most_bytes);
  if (auto fits = rows.need_columns(columns); !fits) return base::failed(fits);
  return rows;
}

base::Result<void> SheetRows::need_columns(std::size_t columns) {
  if (columns > LXW_COL_MAX) return no_room("columns");
  while (names_.size() < columns) {
    char name[LXW_MAX_COL_NAME_LENGTH];
    lxw_col_to_name(name, static_cast<lxw_col_t>(names_.size()), LXW_FALSE);
    names_.emplace_back(name);
  }
  return {};
}

base::Result<void> SheetRows::add(std::span<const Cell> cells) {
  if (rows_ == LXW_ROW_MAX || file_.appended() > most_bytes_) return no_room("rows");
  if (auto fits = need_columns(cells.size()); !fits) return fits;
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

base::Result<void> SheetRows::hand_over(const Sink& sink) {
  if (auto flushed = file_.flush(); !flushed) return flushed;
  return file_.hand_over(sink);
}

}  // namespace einlass::report

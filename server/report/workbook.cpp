#include "server/report/workbook.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <xlsxwriter.h>

namespace einlass::report {
namespace {

constexpr std::size_t longest_text = 32'000;  // bytes; a cell holds 32767 characters
constexpr std::uint32_t header_colour = 0xE8EDF2;

lxw_col_t column_of(std::size_t column) {
  return static_cast<lxw_col_t>(column);
}

// At the end of a character.
std::string shortened(const std::string& text) {
  std::size_t end = longest_text;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

lxw_datetime date_of(const base::VenueDay& day) {
  return {.year = day.year,
          .month = static_cast<int>(day.month),
          .day = static_cast<int>(day.day),
          .hour = 0,
          .min = 0,
          .sec = 0};
}

lxw_datetime local_of(base::Instant at, const base::VenueZone& zone) {
  const auto time = zone.local(at);
  auto local = date_of(time.date);
  local.hour = time.hour;
  local.min = time.minute;
  local.sec = time.second;
  return local;
}

base::Result<void> written(lxw_error error) {
  switch (error) {
    case LXW_NO_ERROR:
      return {};
    case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
      return base::fail(base::ErrorKind::InvalidInput,
                        "A spreadsheet has no room for so many rows: export them as CSV.");
    default:
      return base::fail(
          base::ErrorKind::Storage,
          fmt::format("The spreadsheet could not be written ({}): make room in the folder for temporary files.",
                      lxw_strerror(error)));
  }
}

}  // namespace

struct Workbook::Impl {
  struct Sheet {
    std::string name;
    lxw_worksheet* sheet = nullptr;
    lxw_row_t next = 1;
  };

  Impl(ScratchFile scratch, const base::VenueZone& venue_zone) : file(std::move(scratch)), zone(venue_zone) {}
  ~Impl() {
    if (book != nullptr) lxw_workbook_free(book);  // given up
  }

  lxw_format* format(const char* numbers) const {
    auto* made = workbook_add_format(book);
    format_set_num_format(made, numbers);
    return made;
  }

  lxw_error put(const Sheet& at, std::size_t column, const Cell& cell) const {
    struct Put {
      const Impl& of;
      const Sheet& at;
      lxw_col_t column;

      lxw_error operator()(std::monostate) const { return LXW_NO_ERROR; }
      lxw_error operator()(const std::string& value) const {
        if (value.empty()) return LXW_NO_ERROR;
        const auto& whole = value.size() > longest_text ? shortened(value) : value;
        return worksheet_write_string(at.sheet, at.next, column, whole.c_str(), of.text);
      }
      lxw_error operator()(std::int64_t value) const {
        return worksheet_write_number(at.sheet, at.next, column, static_cast<double>(value), nullptr);
      }
      lxw_error operator()(const base::VenueDay& value) const {
        auto date = date_of(value);
        return worksheet_write_datetime(at.sheet, at.next, column, &date, of.day);
      }
      lxw_error operator()(base::Instant value) const {
        auto time = local_of(value, of.zone);
        return worksheet_write_datetime(at.sheet, at.next, column, &time, of.time);
      }
    };
    return std::visit(Put{*this, at, column_of(column)}, cell);
  }

  ScratchFile file;
  const base::VenueZone& zone;
  std::string folder;
  lxw_workbook* book = nullptr;
  lxw_format *title = nullptr, *text = nullptr, *day = nullptr, *time = nullptr;
  std::vector<Sheet> sheets;
};

Workbook::Workbook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

base::Result<Workbook> Workbook::open(const std::string& title, const base::VenueZone& zone) {
  auto file = ScratchFile::open();
  if (!file) return base::failed(file);
  auto impl = std::make_unique<Impl>(*std::move(file), zone);
  std::error_code error;
  impl->folder = std::filesystem::temp_directory_path(error).string();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  if (!error) options.tmpdir = impl->folder.data();
  impl->book = workbook_new_opt(impl->file.path().c_str(), &options);
  if (impl->book == nullptr)
    return base::fail(base::ErrorKind::Internal, "There is not enough memory for a spreadsheet.");
  auto titled = title;
  lxw_doc_properties properties{};
  properties.title = titled.data();
  workbook_set_properties(impl->book, &properties);
  impl->title = impl->format("@");
  format_set_bold(impl->title);
  format_set_bg_color(impl->title, header_colour);
  format_set_bottom(impl->title, LXW_BORDER_THIN);
  impl->text = impl->format("@");
  impl->day = impl->format("yyyy-mm-dd");
  impl->time = impl->format("yyyy-mm-dd hh:mm:ss");
  return Workbook(std::move(impl));
}

std::size_t Workbook::add_sheet(const std::string& name, const std::vector<Column>& columns) {
  Impl::Sheet added{.name = name, .sheet = workbook_add_worksheet(impl_->book, name.c_str())};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    worksheet_set_column(added.sheet, column_of(i), column_of(i), columns[i].width, nullptr);
    if (columns[i].title.empty()) continue;
    worksheet_write_string(added.sheet, 0, column_of(i), columns[i].title.c_str(), impl_->title);
  }
  worksheet_freeze_panes(added.sheet, 1, 0);
  impl_->sheets.push_back(std::move(added));
  return impl_->sheets.size() - 1;
}

base::Result<void> Workbook::add_row(std::size_t sheet, std::span<const Cell> cells) {
  auto& at = impl_->sheets.at(sheet);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (auto put = written(impl_->put(at, i, cells[i])); !put) return put;
  }
  ++at.next;
  return {};
}

void Workbook::add_chart(std::size_t sheet, const Chart& wanted) {
  const auto& at = impl_->sheets.at(sheet);
  const auto last = static_cast<lxw_row_t>(wanted.rows);
  auto* chart = workbook_add_chart(impl_->book, LXW_CHART_COLUMN_STACKED);
  for (const auto column : wanted.values) {
    auto* series = chart_add_series(chart, nullptr, nullptr);
    const auto labels = column_of(wanted.labels);
    chart_series_set_categories(series, at.name.c_str(), 1, labels, last, labels);
    chart_series_set_values(series, at.name.c_str(), 1, column_of(column), last, column_of(column));
    chart_series_set_name_range(series, at.name.c_str(), 0, column_of(column));
  }
  chart_title_set_name(chart, wanted.title.c_str());
  chart_axis_set_num_format(chart->x_axis, "hh:mm");
  chart_legend_set_position(chart, wanted.values.size() > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
  lxw_chart_options size{};
  size.x_scale = 1.9;
  size.y_scale = 1.4;
  worksheet_insert_chart_opt(at.sheet, 1, column_of(wanted.at), chart, &size);
}

base::Result<void> Workbook::finish(const Sink& sink) {
  const auto error = workbook_close(std::exchange(impl_->book, nullptr));
  if (auto done = written(error); !done) return done;
  return impl_->file.hand_over(sink);
}

}  // namespace einlass::report

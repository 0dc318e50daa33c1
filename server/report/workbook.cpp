#include "server/report/workbook.h"

#include "server/report/filled_workbook.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <xlsxwriter.h>

namespace einlass::report {
namespace {

constexpr std::uint32_t header_colour = 0xE8EDF2;

lxw_col_t column_of(std::size_t column) {
  return static_cast<lxw_col_t>(column);
}

base::Result<void> written(lxw_error error) {
  if (error == LXW_NO_ERROR) return {};
  return base::fail(
      base::ErrorKind::Storage,
      fmt::format("The spreadsheet could not be written ({}): make room in the folder for temporary files.",
                  lxw_strerror(error)));
}

}  // namespace

struct Workbook::Impl {
  struct Sheet {
    std::string name;
    lxw_worksheet* sheet = nullptr;
    SheetRows rows;
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

  // In the styles of the file are only those that were asked for.
  int cell_format(const char* numbers) const { return lxw_format_get_xf_index(format(numbers)); }

  ScratchFile file;
  const base::VenueZone& zone;
  std::string folder;
  lxw_workbook* book = nullptr;
  lxw_format* title = nullptr;
  CellFormats cells;
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
  impl->cells = {.text = impl->cell_format("@"),
                 .day = impl->cell_format("yyyy-mm-dd"),
                 .time = impl->cell_format("yyyy-mm-dd hh:mm:ss")};
  return Workbook(std::move(impl));
}

base::Result<std::size_t> Workbook::add_sheet(const std::string& name, const std::vector<Column>& columns) {
  const auto gaps =
      std::ranges::find_if(columns.rbegin(), columns.rend(), [](auto& column) { return !column.title.empty(); });
  auto rows = SheetRows::open(static_cast<std::size_t>(columns.rend() - gaps), impl_->cells, impl_->zone);
  if (!rows) return base::failed(rows);
  Impl::Sheet added{name, workbook_add_worksheet(impl_->book, name.c_str()), *std::move(rows)};
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
  return impl_->sheets.at(sheet).rows.add(cells);
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
  std::vector<SheetRows*> sheets;
  for (auto& sheet : impl_->sheets) sheets.push_back(&sheet.rows);
  const auto filled = fill_workbook(impl_->file.path(), sheets);
  if (!filled) return base::failed(filled);
  return filled->hand_over(sink);
}

}  // namespace einlass::report

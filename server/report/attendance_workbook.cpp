#include "core/base/wording.h"
#include "server/report/arrival_rows.h"
#include "server/report/attendance_columns.h"
#include "server/report/attendance_writers.h"
#include "server/report/workbook.h"

#include <algorithm>

namespace einlass::report {
namespace {

using base::Wording;

constexpr Wording guests_sheet{"Gäste", "Guests"};
constexpr Wording arrivals_sheet{"Ankünfte", "Arrivals"};
constexpr Wording figures_sheet{"Zahlen", "Figures"};
constexpr Wording rehearsal_title{"Probe", "Rehearsal"};
constexpr Wording all_of_them{"Alle", "All"};
constexpr Wording without_category{"ohne Kategorie", "without a category"};
constexpr Wording minute_title{"Minute", "Minute"};
constexpr Wording five_minutes_title{"Je 5 Minuten ab", "Five minutes from"};
constexpr Wording arrivals_chart{"Ankünfte je 5 Minuten", "Arrivals per five minutes"};

constexpr int steps[] = {1, 5};  // minutes

class AttendanceWorkbook final : public AttendanceWriter {
 public:
  AttendanceWorkbook(Workbook book, const AttendanceHead& head, const WorkbookWords& words, Sink sink)
      : book_(std::move(book)), head_(head), words_(words), sink_(std::move(sink)) {}

  base::Result<void> begin() {
    std::vector<Workbook::Column> columns;
    if (head_.rehearsal) columns.push_back({in(rehearsal_title), 12});
    for (const auto& column : attendance_columns()) columns.push_back({in(column.title), column.width});
    const auto sheet = book_.add_sheet(in(guests_sheet), columns);
    if (!sheet) return base::failed(sheet);
    guests_ = *sheet;
    return {};
  }

  base::Result<void> row(const AttendanceRow& row) override {
    cells_.clear();
    if (head_.rehearsal) cells_.emplace_back(std::string(rehearsal_word));
    for (const auto& column : attendance_columns()) cells_.push_back(column.value(row));
    return book_.add_row(guests_, cells_);
  }

  base::Result<void> end() override {
    if (auto arrivals = write_arrivals(); !arrivals) return arrivals;
    if (auto figures = write_figures(); !figures) return figures;
    return book_.finish(sink_);
  }

 private:
  std::string in(const Wording& wording) const { return wording.in(words_.language); }

  std::string label_of(const std::string& category) const {
    const auto found = words_.categories.find(category);
    if (found != words_.categories.end()) return found->second;
    return category.empty() ? in(without_category) : category;
  }

  // Per minute, and beside it per five minutes, from which the chart is.
  base::Result<void> write_arrivals() {
    const auto categories = categories_of(head_.arrivals);
    std::vector<Workbook::Column> columns;
    for (const int step : steps) {
      if (!columns.empty()) columns.push_back({"", 4});
      columns.push_back({in(step == 1 ? minute_title : five_minutes_title), 20});
      columns.push_back({in(all_of_them), 8});
      for (const auto& category : categories) columns.push_back({label_of(category), 14});
    }
    columns.push_back({"", 4});
    const auto sheet = book_.add_sheet(in(arrivals_sheet), columns);
    if (!sheet) return base::failed(sheet);
    const std::vector<ArrivalRow> blocks[] = {occurring(arrival_rows(head_.arrivals, steps[0])),
                                              arrival_rows(head_.arrivals, steps[1])};
    for (std::size_t i = 0; i < std::max(blocks[0].size(), blocks[1].size()); ++i) {
      cells_.clear();
      for (const auto& block : blocks) add_arrivals(block, i, categories);
      if (auto added = book_.add_row(*sheet, cells_); !added) return added;
    }
    if (!blocks[1].empty()) add_chart(*sheet, categories.size(), blocks[1].size());
    return {};
  }

  static std::vector<ArrivalRow> occurring(std::vector<ArrivalRow> rows) {
    std::erase_if(rows, [](const auto& row) { return row.persons == 0; });
    return rows;
  }

  void add_arrivals(const std::vector<ArrivalRow>& block, std::size_t row, const std::set<std::string>& categories) {
    if (!cells_.empty()) cells_.emplace_back();
    if (row >= block.size()) return cells_.resize(cells_.size() + 2 + categories.size());
    cells_.emplace_back(block[row].at);
    cells_.emplace_back(std::int64_t{block[row].persons});
    for (const auto& category : categories) {
      const auto found = block[row].by_category.find(category);
      cells_.emplace_back(std::int64_t{found == block[row].by_category.end() ? 0 : found->second});
    }
  }

  void add_chart(std::size_t sheet, std::size_t categories, std::size_t rows) {
    const auto block = 2 + categories + 1;
    Workbook::Chart chart{.title = in(arrivals_chart), .labels = block, .values = {}, .rows = rows, .at = 2 * block};
    for (std::size_t i = 0; i < categories; ++i) chart.values.push_back(block + 2 + i);
    book_.add_chart(sheet, chart);
  }

  base::Result<void> write_figures() {
    std::vector<Workbook::Column> columns{{in({"Kategorie", "Category"}), 24}};
    for (const auto& column : figure_columns()) columns.push_back({in(column.title), 16});
    const auto sheet = book_.add_sheet(in(figures_sheet), columns);
    if (!sheet) return base::failed(sheet);
    if (auto added = add_figures(*sheet, in(all_of_them), head_.figures.all); !added) return added;
    for (const auto& [category, figures] : head_.figures.by_category) {
      if (auto added = add_figures(*sheet, label_of(category), figures); !added) return added;
    }
    const std::pair<Wording, Cell> others[] = {
        {{"", ""}, {}},
        {{"Offene Konflikte", "Open conflicts"}, std::int64_t{head_.totals.conflicts}},
        {{"Gedruckte Badges", "Badges printed"}, std::int64_t{head_.totals.badges_printed}},
        {{"Veranstaltung", "Event"}, head_.event_name},
        {{"Exportiert", "Exported"}, head_.exported}};
    for (const auto& [name, value] : others) {
      const Cell cells[] = {in(name), value};
      if (auto added = book_.add_row(*sheet, cells); !added) return added;
    }
    return {};
  }

  base::Result<void> add_figures(std::size_t sheet, const std::string& name, const FigureRow& figures) {
    cells_.clear();
    cells_.emplace_back(name);
    for (const auto& column : figure_columns()) cells_.emplace_back(std::int64_t{figures.*column.value});
    return book_.add_row(sheet, cells_);
  }

  Workbook book_;
  const AttendanceHead& head_;
  WorkbookWords words_;
  Sink sink_;
  std::size_t guests_ = 0;
  std::vector<Cell> cells_;
};

}  // namespace

base::Result<std::unique_ptr<AttendanceWriter>> xlsx_attendance(const AttendanceHead& head, const base::VenueZone& zone,
                                                                const WorkbookWords& words, Sink sink) {
  auto book = Workbook::open(head.event_name, zone);
  if (!book) return base::failed(book);
  auto writer = std::make_unique<AttendanceWorkbook>(*std::move(book), head, words, std::move(sink));
  if (auto begun = writer->begin(); !begun) return base::failed(begun);
  return writer;
}

}  // namespace einlass::report

#include "server/report/arrivals_chart.h"

#include "server/report/report_colours.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::report {
namespace {

constexpr double chart_height = 52, axis_width = 12, label_height = 7;
constexpr std::size_t most_columns = 60, most_labels = 9;
constexpr double widest_column = 14;
constexpr double axis_pt = 8;
constexpr double grey_of_grid = 0.85;

// 1, 2 or 5 and noughts: at most five lines.
int step_of(int highest) {
  for (int power = 1;; power *= 10) {
    for (const int nice : {1, 2, 5}) {
      if (highest <= 5 * nice * power) return std::max(nice * power, 1);
    }
  }
}

class Drawing {
 public:
  Drawing(const PageFlow& pages, ArrivalsChart chart, const base::VenueZone& zone)
      : pages_(pages), chart_(std::move(chart)), zone_(zone) {
    int highest = least_shown;
    for (std::size_t i = 0; i < chart_.rows.size(); ++i) {
      if (is_number(i)) highest = std::max(highest, chart_.rows[i].persons);
    }
    step_ = step_of(highest);
    top_ = (highest + step_ - 1) / step_ * step_;
    column_ = std::min(widest_column, (PageFlow::room - axis_width) / static_cast<double>(chart_.rows.size()));
  }

  void draw(double y) const {
    for (int value = 0; value <= top_; value += step_) draw_line(value, y);
    for (std::size_t i = 0; i < chart_.rows.size(); ++i) draw_column(i, y);
    draw_times(y);
  }

 private:
  double x_of(std::size_t column) const {
    return PageFlow::margin + axis_width + static_cast<double>(column) * column_;
  }
  double height_of(int persons) const { return chart_height * persons / top_; }

  void draw_line(int value, double y) const {
    const auto& pen = pages_.pen();
    const double at = y + chart_height - height_of(value);
    const badge::MeasuredPen::Words words{.size_pt = axis_pt, .grey = 0.3};
    const auto text = std::to_string(value);
    const auto size = pen.measure(text, words);
    pen.fill(PageFlow::margin + axis_width, at - 0.1, PageFlow::room - axis_width, 0.2,
             value == 0 ? 0.4 : grey_of_grid);
    pen.write(PageFlow::margin + axis_width - 2 - size.width_mm, at - size.height_mm / 2, text, words);
  }

  bool is_number(std::size_t column) const { return chart_.shown[column] == CellShown::Number; }

  void draw_column(std::size_t column, double y) const {
    const int persons = is_number(column) ? chart_.rows[column].persons : least_shown - 1;
    if (persons == 0) return;
    const double tall = height_of(persons);
    const double gap = std::min(1.0, column_ * 0.15);
    pages_.pen().fill(x_of(column) + gap / 2, y + chart_height - tall, column_ - gap, tall,
                      is_number(column) ? accent : pale);
  }

  void draw_times(double y) const {
    const badge::MeasuredPen::Words words{.size_pt = axis_pt, .grey = 0.3};
    const auto each = (chart_.rows.size() + most_labels - 1) / most_labels;
    for (std::size_t i = 0; i < chart_.rows.size(); i += each) {
      pages_.pen().fill(x_of(i) - 0.1, y + chart_height, 0.2, 1.2, 0.4);
      pages_.pen().write(x_of(i), y + chart_height + 1.6, zone_.local_time(chart_.rows[i].at), words);
    }
  }

  const PageFlow& pages_;
  ArrivalsChart chart_;
  const base::VenueZone& zone_;
  int step_ = 1, top_ = 1;
  double column_ = 1;
};

}  // namespace

int minutes_per_column(const PersonsByMinute& arrivals) {
  if (arrivals.empty()) return 5;
  for (const int minutes : {5, 10, 15, 30}) {
    if (arrival_rows(arrivals, minutes).size() <= most_columns) return minutes;
  }
  return 60;
}

void add_arrivals_chart(PageFlow& pages, const ArrivalsChart& chart, const base::VenueZone& zone) {
  const auto drawing = std::make_shared<Drawing>(pages, chart, zone);
  pages.add(
      chart_height + label_height + 3, [drawing](double y) { drawing->draw(y + 2); }, true);
}

}  // namespace einlass::report

#include "server/report/category_chart.h"

#include "server/report/report_colours.h"

#include <algorithm>

namespace einlass::report {
namespace {

using badge::MeasuredPen;

constexpr double label_room = 62, bar_thick = 4.6, bar_gap = 3.2, square = 3;
constexpr double label_pt = 10, legend_pt = 8.5;
constexpr double bars_left = PageFlow::margin + label_room, bars_wide = PageFlow::room - label_room;

void add_legend(PageFlow& pages, const std::string& came, const std::string& missing) {
  pages.add(
      6.5,
      [&pages, came, missing](double y) {
        const auto& pen = pages.pen();
        const MeasuredPen::Words type{.size_pt = legend_pt, .widest_mm = 50};
        double x = bars_left;
        for (const auto& [colour, words] : {std::pair(accent, came), std::pair(pale, missing)}) {
          pen.fill(x, y + 0.2, square, square, colour);
          pen.write(x + square + 1.5, y, words, type);
          x += square + 1.5 + pen.measure(words, type).width_mm + 8;
        }
      },
      true);
}

void add_bar(PageFlow& pages, const CategoryBar& bar, double mm_per_person) {
  const auto label = pages.set(bar.label, label_room - 4, label_pt, badge::Weight::Regular, 2);
  const double came = bar.came * mm_per_person, missing = bar.missing * mm_per_person;
  pages.add(
      std::max(label.height_mm, 4.0) + bar_gap,
      [&pages, label, came, missing](double y) {
        pages.pen().write(PageFlow::margin, y, label);
        pages.pen().fill(bars_left, y - 0.4, came, bar_thick, accent);
        pages.pen().fill(bars_left + came, y - 0.4, missing, bar_thick, pale);
      },
      true);
}

}  // namespace

void add_category_chart(PageFlow& pages, const std::vector<CategoryBar>& bars, const std::string& came,
                        const std::string& missing) {
  int most = 1;
  for (const auto& bar : bars) most = std::max(most, bar.came + bar.missing);
  if (bars.empty()) return;
  add_legend(pages, came, missing);
  for (const auto& bar : bars) add_bar(pages, bar, bars_wide / most);
  pages.add_gap(4);
}

}  // namespace einlass::report

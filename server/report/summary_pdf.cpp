#include "server/report/summary_pdf.h"

#include "core/base/locale_text.h"
#include "core/base/wording.h"
#include "printing/badge/tagged_pdf.h"
#include "server/report/arrivals_chart.h"
#include "server/report/category_chart.h"
#include "server/report/page_words.h"
#include "server/report/report_colours.h"
#include "server/report/summary_figures.h"
#include "server/report/summary_words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace einlass::report {
namespace {

namespace says = summary_words;
using badge::PdfTag;
using badge::Weight;
using base::Wording;

constexpr double text_pt = 10, small_pt = 8.5, title_pt = 9, heading_pt = 14;
constexpr double label_width = 62, value_width = 34;
constexpr std::size_t rows_kept_together = 12;  // a longer table may go on over the page

class SummaryPages {
 public:
  SummaryPages(const Summary& summary, const base::VenueZone& zone, const std::string& language,
               const badge::Typesetter& typesetter)
      : summary_(summary),
        figures_(figures_of(summary)),
        zone_(zone),
        language_(language == "de" ? "de" : "en"),
        pages_({.title = fmt::format("{}: {}", in(says::title), summary.head.event_name),
                .language = language_,
                .footer = fmt::format("{} · {}", summary.head.event_name, as_of()),
                .page_text = in(page_of_pages)},
               typesetter) {}

  base::Result<std::string> pdf() {
    add_head();
    add_tiles();
    add_arrivals();
    add_categories();
    add_lists();
    add_others();
    add_audience();
    return pages_.pdf();
  }

 private:
  std::string in(const Wording& wording) const { return wording.in(language_); }
  template <typename... Values>
  std::string in(const Wording& wording, const Values&... values) const {
    return wording.with(language_, values...);
  }
  std::string number(int value) const {
    return base::number_text(static_cast<std::uint64_t>(std::max(value, 0)), language_);
  }
  std::string as_of() const {
    const auto at = summary_.head.exported;
    return in(says::made, base::date_text(zone_.date_of(at), language_) + ", " + zone_.local_time(at));
  }

  std::string dates() const {
    const auto first = zone_.day_of(summary_.starts), last = zone_.day_of(summary_.ends);
    const auto from = base::date_text(first, language_);
    return first == last ? from : fmt::format("{} – {}", from, base::date_text(last, language_));
  }

  std::string few_or_number(int persons) const {
    return cell_shown(persons) == CellShown::Number ? number(persons) : in(says::few);
  }

  void add_head() {
    pages_.add_text(in(says::title), 12, "P", 3);
    pages_.add_text(summary_.head.event_name, 24, "H1", 4);
    auto line = dates();
    if (!summary_.organiser.empty()) line += " · " + summary_.organiser;
    pages_.add_text(line, 11, "P", 7);
    if (summary_.head.rehearsal) pages_.add_text(in(says::rehearsal), 11, "H2", 6);
  }

  // The sums of the whole event, which say nothing about anybody.
  void add_tiles() {
    const auto& all = summary_.head.figures.all;
    const std::array<std::pair<std::string, std::string>, 6> tiles{{{number(all.expected), in(says::on_list)},
                                                                    {number(all.admitted), in(says::came)},
                                                                    {number(all.walk_ins), in(says::spontaneous)},
                                                                    {number(all.no_shows), in(says::no_shows)},
                                                                    {number(all.excused), in(says::excused)},
                                                                    {number(all.counted), in(says::nameless)}}};
    for (std::size_t row = 0; row < 2; ++row) {
      pages_.add(
          26,
          [this, tiles, row](double y) {
            for (std::size_t i = 0; i < 3; ++i) draw_tile(tiles[row * 3 + i], i, y);
          },
          true);
    }
    pages_.add_gap(5);
  }

  void draw_tile(const std::pair<std::string, std::string>& tile, std::size_t column, double y) const {
    constexpr double gap = 4, wide = (PageFlow::room - 2 * gap) / 3, tall = 22;
    const double x = PageFlow::margin + static_cast<double>(column) * (wide + gap);
    pages_.pen().fill(x, y, wide, tall, ground);
    pages_.pen().fill(x, y, 1, tall, accent);
    const auto write = [&](double below, const std::string& text, const badge::MeasuredPen::Words& words) {
      const PdfTag tag(pages_.canvas(), "P");
      pages_.pen().write(x + 5, y + below, text, words);
    };
    write(3.5, tile.first, {.size_pt = 22, .weight = Weight::Bold, .widest_mm = wide - 8});
    write(14.5, tile.second, {.size_pt = 9, .grey = 0.2, .widest_mm = wide - 8});
  }

  void add_heading(const std::string& text) {
    pages_.add_gap(5);
    pages_.add_text(text, heading_pt, "H2", 4);
  }
  void add_note(const std::string& text) { pages_.add_text(text, small_pt, "P", 4, true); }

  void add_arrivals() {
    add_heading(in(says::arrivals));
    const auto& all = summary_.head.arrivals;
    if (all.empty()) return pages_.add_text(in(says::nobody), text_pt);
    const auto charts = arrivals_charts();
    for (const auto& [day, chart] : charts) {
      if (charts.size() > 1) pages_.add_text(base::date_text(day, language_), text_pt, "H3", 2);
      add_arrivals_chart(pages_, chart, zone_);
      pages_.add_text(words_of(chart), text_pt, "P", 4);
    }
  }

  // What is not shown in one may follow from all others, as who came stands above.
  std::map<base::VenueDay, ArrivalsChart> arrivals_charts() const {
    const auto days = arrivals_by_day();
    int minutes = 5;
    for (const auto& [day, of_day] : days) minutes = std::max(minutes, minutes_per_column(of_day));
    std::map<base::VenueDay, ArrivalsChart> charts;
    std::vector<int> columns;
    for (const auto& [day, of_day] : days) {
      auto& chart = charts[day] = {.rows = arrival_rows(of_day, minutes), .shown = {}, .minutes = minutes};
      for (const auto& row : chart.rows) columns.push_back(row.persons);
    }
    const auto shown = shown_of(columns);
    auto next = shown.begin();
    for (auto& [day, chart] : charts) {
      chart.shown.assign(next, next + static_cast<std::ptrdiff_t>(chart.rows.size()));
      next += static_cast<std::ptrdiff_t>(chart.rows.size());
    }
    return charts;
  }

  std::map<base::VenueDay, PersonsByMinute> arrivals_by_day() const {
    std::map<base::VenueDay, PersonsByMinute> days;
    for (const auto& [minute, persons] : summary_.head.arrivals) {
      days[zone_.day_of(base::Instant::from_unix_ms(minute * 60'000))][minute] = persons;
    }
    return days;
  }

  // What a chart shows, for whoever cannot see it.
  std::string words_of(const ArrivalsChart& chart) const {
    int all = 0;
    std::size_t busiest_one = 0;
    bool is_pale = false;
    for (std::size_t i = 0; i < chart.rows.size(); ++i) {
      all += chart.rows[i].persons;
      if (chart.rows[i].persons > chart.rows[busiest_one].persons) busiest_one = i;
      is_pale = is_pale || chart.shown[i] != CellShown::Number;
    }
    const auto& most = chart.rows[busiest_one];
    const auto length = base::Milliseconds(chart.minutes * 60'000);
    auto text = in(says::per_column, chart.minutes);
    if (is_pale) text += " " + in(says::pale_columns);
    text += " " + in(says::busiest, zone_.local_time(most.at), zone_.local_time(most.at + length),
                     text_of({"", most.persons, chart.shown[busiest_one]}));
    if (all < 4 * least_shown) return text;
    const auto by = [&](int tenths) { return zone_.local_time(when_in(chart, all * tenths / 10) + length); };
    return text + " " + in(says::were_in, zone_.local_time(when_in(chart, all / 4) + length), by(5), by(9));
  }

  // The column in which so many had come.
  static base::Instant when_in(const ArrivalsChart& chart, int persons) {
    int so_far = 0;
    for (const auto& row : chart.rows) {
      so_far += row.persons;
      if (so_far >= persons) return row.at;
    }
    return chart.rows.back().at;
  }

  std::string label_of_category(const std::string& category) const {
    const auto found = summary_.categories.find(category);
    if (found != summary_.categories.end()) return found->second;
    return category.empty() ? in(says::without_category) : category;
  }

  void add_categories() {
    if (figures_.categories.empty()) return;
    add_heading(in(says::categories));
    add_note(in(says::why_few));
    add_category_chart();
    add_table(figures_.categories, [&](const std::string& name) { return label_of_category(name); });
  }

  // As long as both may be shown; the table below says it in figures.
  void add_category_chart() {
    std::vector<CategoryBar> bars;
    for (const auto& row : figures_.categories) {
      if (row.shown[admitted_value] != CellShown::Number || row.shown[no_shows_value] != CellShown::Number) continue;
      bars.push_back({label_of_category(row.name), row.figures.admitted, row.figures.no_shows});
    }
    report::add_category_chart(pages_, bars, in(says::persons_who_came), in(says::tickets_not_used));
  }

  // Where there are several.
  void add_lists() {
    if (figures_.lists.size() < 2) return;
    add_heading(in(says::lists));
    add_table(figures_.lists, [&](const std::string& name) { return name.empty() ? in(says::nobodys_list) : name; });
  }

  void add_others() {
    if (summary_.others) pages_.add_text(in(says::others_came, few_or_number(*summary_.others)), text_pt);
  }

  // As table_values.
  static constexpr Wording table_columns[] = {{"Auf der Liste", "On the list"},
                                              {"Gekommen", "Came"},
                                              {"Ohne Anmeldung", "Walk-ins"},
                                              {"Nicht genutzt", "Not used"}};
  static constexpr std::size_t table_width = table_values.size(), admitted_value = 1, no_shows_value = 3;
  static_assert(table_values[admitted_value] == &FigureRow::admitted);
  static_assert(table_values[no_shows_value] == &FigureRow::no_shows);
  static_assert(std::size(table_columns) == table_width);

  template <typename LabelOf>
  void add_table(const std::vector<TableFigures>& rows, LabelOf label_of) {
    std::vector<std::string> titles{""};
    for (const auto& column : table_columns) titles.push_back(in(column));
    pages_.begin("Table");
    add_table_row(titles, true, true);
    for (const auto& row : rows) {
      std::vector<std::string> cells{label_of(row.name)};
      for (std::size_t i = 0; i < table_width; ++i) {
        cells.push_back(text_of({"", row.figures.*table_values[i], row.shown[i]}));
      }
      add_table_row(cells, false, rows.size() <= rows_kept_together && &row != &rows.back());
    }
    pages_.end("Table");
  }

  std::string text_of(const Share& share) const {
    switch (share.shown) {
      case CellShown::Number:
        return number(share.persons);
      case CellShown::Few:
        return in(says::few);
      case CellShown::Withheld:
        return in(says::withheld);
    }
    return {};
  }

  void add_table_row(const std::vector<std::string>& cells, bool is_title, bool keep_with_next) {
    constexpr double name_width = 40, cell_width = (PageFlow::room - name_width) / table_width;
    const auto weight = is_title ? Weight::Bold : Weight::Regular;
    const double size_pt = is_title ? title_pt : text_pt;
    const auto name = pages_.set(cells.front(), name_width - 4, size_pt, weight, 3);
    pages_.add(
        std::max(name.height_mm, 4.0) + 3.4,
        [=, this](double y) {
          const double line = y + std::max(name.height_mm, 4.0) + 2.4;
          const PdfTag row(pages_.canvas(), "TR");
          write_cell("TH", [&] {
            pages_.pen().fill(PageFlow::margin, line, PageFlow::room, is_title ? 0.4 : 0.15, is_title ? 0.2 : 0.75);
            pages_.pen().write(PageFlow::margin, y + 1, name);
          });
          for (std::size_t i = 1; i < cells.size(); ++i) {
            const double right = PageFlow::margin + name_width + static_cast<double>(i) * cell_width;
            write_cell(is_title ? "TH" : "TD", [&] {
              write_right(cells[i], right, y + 1,
                          {.size_pt = size_pt, .weight = weight, .widest_mm = cell_width - 2.5});
            });
          }
        },
        keep_with_next);
  }

  template <typename Write>
  void write_cell(const char* element, Write write) const {
    const PdfTag cell(pages_.canvas(), element);
    write();
  }

  void write_right(const std::string& text, double right, double y, const badge::MeasuredPen::Words& words) const {
    const double wide = std::min(pages_.pen().measure(text, words).width_mm, words.widest_mm);
    pages_.pen().write(right - wide, y, text, words);
  }

  void add_audience() {
    const auto& audience = summary_.audience;
    if (audience.guests == 0) return;
    add_bars(in(says::membership),
             called(figures_.membership, {in(says::member), in(says::not_yet), in(says::unknown)}));
    add_bars(in(says::visits), called(figures_.visits, {in(says::first_time), in(says::again), in(says::unknown)}),
             in(says::visits_base));
    add_field(in(says::sectors), figures_.sectors);
    add_field(in(says::clubs), figures_.clubs, in(says::several));
    add_field(in(says::topics), figures_.topics, in(says::several));
  }

  static std::vector<Share> called(const std::array<Share, 3>& shares, const std::array<std::string, 3>& names) {
    std::vector<Share> called(shares.begin(), shares.end());
    for (std::size_t i = 0; i < names.size(); ++i) called[i].name = names[i];
    return called;
  }

  std::string label_of(const std::string& value) const {
    if (value.empty()) return in(says::unknown);
    for (const auto& [word, label] : says::known_sectors) {
      if (value == word) return in(label);
    }
    return value;
  }

  // What is not known last; small ones together, as they would fill a page with "fewer than 5".
  void add_field(const std::string& heading, const FieldFigures& field, const std::string& note = {}) {
    if (field.values.empty() && field.small.empty()) return;
    std::vector<Share> shares = field.values;
    for (auto& share : shares) share.name = label_of(share.name);
    for (const auto& share : field.small) shares.push_back({in(says::rest), share.persons, share.shown});
    shares.push_back({in(says::unknown), field.unknown.persons, field.unknown.shown});
    add_bars(heading, shares, note);
  }

  void add_bars(const std::string& heading, const std::vector<Share>& shares, const std::string& note = {}) {
    add_heading(heading);
    auto line = in(says::base_of, number(summary_.audience.guests));
    if (!note.empty()) line += " " + note;
    pages_.add_text(line, small_pt, "P", 3, true);
    int most = 1;
    for (const auto& share : shares) {
      if (share.shown == CellShown::Number) most = std::max(most, share.persons);
    }
    pages_.begin("Table");
    for (const auto& share : shares) add_bar(share, most);
    pages_.end("Table");
  }

  void add_bar(const Share& share, int most) {
    constexpr double bar_room = PageFlow::room - label_width - value_width, thick = 4.6;
    const auto label = pages_.set(share.name, label_width - 4, text_pt, Weight::Regular, 3);
    const auto value = text_of(share);
    const double tall = std::max(label.height_mm, 4.0) + 3.2;
    const double wide = share.shown == CellShown::Number ? bar_room * share.persons / most : 0;
    pages_.add(tall, [=, this](double y) {
      const PdfTag row(pages_.canvas(), "TR");
      write_cell("TH", [&] { pages_.pen().write(PageFlow::margin, y, label); });
      const double x = PageFlow::margin + label_width;
      write_cell("TD", [&] {
        pages_.pen().fill(x, y - 0.4, std::max(wide, 0.3), thick, wide > 0 ? accent : pale);
        pages_.pen().write(x + wide + 2, y, value,
                           {.size_pt = text_pt, .widest_mm = value_width + bar_room - wide - 2});
      });
    });
  }

  const Summary& summary_;
  const SummaryFigures figures_;
  const base::VenueZone& zone_;
  std::string language_;
  PageFlow pages_;
};

}  // namespace

base::Result<std::string> summary_pdf(const Summary& summary, const base::VenueZone& zone, const std::string& language,
                                      const std::shared_ptr<const badge::FontSet>& fonts) {
  const badge::Typesetter typesetter(fonts);
  return SummaryPages(summary, zone, language, typesetter).pdf();
}

}  // namespace einlass::report

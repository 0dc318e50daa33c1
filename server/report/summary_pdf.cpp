#include "server/report/summary_pdf.h"

#include "core/base/locale_text.h"
#include "printing/badge/tagged_pdf.h"
#include "server/report/arrivals_chart.h"
#include "server/report/page_words.h"
#include "server/report/report_colours.h"
#include "server/report/small_cells.h"
#include "server/report/summary_words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace einlass::report {
namespace {

using namespace summary_words;
using badge::PdfTag;
using badge::Weight;

constexpr double text_pt = 10, small_pt = 8.5, title_pt = 9, heading_pt = 14;
constexpr double label_width = 62, value_width = 34;

class SummaryPages {
 public:
  SummaryPages(const Summary& summary, const base::VenueZone& zone, const std::string& language,
               const badge::Typesetter& typesetter)
      : summary_(summary),
        zone_(zone),
        language_(language == "de" ? "de" : "en"),
        pages_({.title = fmt::format("{}: {}", in(title), summary.head.event_name),
                .language = language_,
                .footer = fmt::format("{} · {}", summary.head.event_name, as_of()),
                .page_text = in(page_of_pages)},
               typesetter) {}

  base::Result<std::string> pdf() {
    add_head();
    add_tiles();
    add_arrivals();
    add_table(in(categories), category_rows(), in(why_few));
    if (is_joint()) add_table(in(lists), list_rows());
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
    return in(made, base::date_text(zone_.date_of(at), language_) + ", " + zone_.local_time(at));
  }

  std::string dates() const {
    const auto first = zone_.day_of(summary_.starts), last = zone_.day_of(summary_.ends);
    const auto from = base::date_text(first, language_);
    return first == last ? from : fmt::format("{} – {}", from, base::date_text(last, language_));
  }

  std::string few_or_number(int persons) const {
    return cell_shown(persons) == CellShown::Number ? number(persons) : in(few);
  }

  void add_head() {
    pages_.add_text(in(title), 12, "P", 3);
    pages_.add_text(summary_.head.event_name, 24, "H1", 4);
    auto line = dates();
    if (!summary_.organiser.empty()) line += " · " + summary_.organiser;
    pages_.add_text(line, 11, "P", 7);
    if (summary_.head.rehearsal) pages_.add_text(in(rehearsal), 11, "H2", 6);
  }

  // The sums of the whole event, which say nothing about anybody.
  void add_tiles() {
    const auto& all = summary_.head.figures.all;
    const std::array<std::pair<std::string, std::string>, 6> tiles{{{number(all.expected), in(on_list)},
                                                                    {number(all.admitted), in(came)},
                                                                    {number(all.walk_ins), in(spontaneous)},
                                                                    {number(all.no_shows), in(no_shows)},
                                                                    {number(all.excused), in(excused)},
                                                                    {number(all.counted), in(nameless)}}};
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
  void add_note(const std::string& text) { pages_.add_text(text, small_pt, "P", 4); }

  void add_arrivals() {
    add_heading(in(arrivals));
    const auto& all = summary_.head.arrivals;
    if (all.empty()) return pages_.add_text(in(nobody), text_pt);
    const auto days = arrivals_by_day();
    int minutes = 5;
    for (const auto& [day, of_day] : days) minutes = std::max(minutes, minutes_per_column(of_day));
    for (const auto& [day, of_day] : days) {
      if (days.size() > 1) pages_.add_text(base::date_text(day, language_), text_pt, "H3", 2);
      const ArrivalsChart chart{arrival_rows(of_day, minutes), minutes};
      add_arrivals_chart(pages_, chart, zone_);
      pages_.add_text(words_of(chart), text_pt, "P", 4);
    }
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
    const ArrivalRow* most = &chart.rows.front();
    bool is_pale = false;
    for (const auto& row : chart.rows) {
      all += row.persons;
      if (row.persons > most->persons) most = &row;
      is_pale = is_pale || cell_shown(row.persons) == CellShown::Few;
    }
    const auto length = base::Milliseconds(chart.minutes * 60'000);
    auto text = in(per_column, chart.minutes);
    if (is_pale) text += " " + in(pale_columns);
    text += " " +
            in(busiest, zone_.local_time(most->at), zone_.local_time(most->at + length), few_or_number(most->persons));
    if (all < 4 * least_shown) return text;
    const auto by = [&](int tenths) { return zone_.local_time(when_in(chart, all * tenths / 10) + length); };
    return text + " " + in(were_in, zone_.local_time(when_in(chart, all / 4) + length), by(5), by(9));
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

  struct TableRow {
    std::string name;
    FigureRow figures;
    bool is_of_members = false;  // how many came stands with the members, too
  };

  std::vector<TableRow> category_rows() const {
    std::vector<TableRow> rows;
    for (const auto& [category, figures] : summary_.head.figures.by_category) {
      const auto found = summary_.categories.find(category);
      const auto name = category.empty() ? in(without_category) : category;
      rows.push_back({found == summary_.categories.end() ? name : found->second, figures,
                      category == "member" || category == "prospect"});
    }
    return rows;
  }

  bool is_joint() const { return summary_.lists.size() > 1; }

  std::vector<TableRow> list_rows() const {
    std::vector<TableRow> rows;
    for (const auto& [owner, figures] : summary_.lists) {
      rows.push_back({owner.empty() ? in(nobodys_list) : owner, figures});
    }
    return rows;
  }

  void add_others() {
    if (summary_.others) pages_.add_text(in(others_came, few_or_number(*summary_.others)), text_pt);
  }

  struct TableColumn {
    Wording title;
    int FigureRow::*value;
  };
  static constexpr TableColumn table_columns[] = {{{"Auf der Liste", "On the list"}, &FigureRow::expected},
                                                  {{"Gekommen", "Came"}, &FigureRow::admitted},
                                                  {{"Ohne Anmeldung", "Walk-ins"}, &FigureRow::walk_ins},
                                                  {{"Nicht genutzt", "Not used"}, &FigureRow::no_shows}};
  static constexpr std::size_t table_width = std::size(table_columns);

  void add_table(const std::string& heading, const std::vector<TableRow>& rows, const std::string& note = {}) {
    if (rows.empty()) return;
    add_heading(heading);
    if (!note.empty()) add_note(note);
    std::vector<std::vector<std::string>> cells{{""}};
    for (const auto& column : table_columns) cells.front().push_back(in(column.title));
    for (const auto& row : rows) cells.push_back({row.name});
    for (const auto& column : table_columns) {
      std::vector<Share> shares;
      for (const auto& row : rows) {
        shares.push_back(
            {.name = row.name, .persons = row.figures.*column.value, .stands_elsewhere = row.is_of_members});
      }
      suppress(shares, Sum::IsKnown);
      for (std::size_t i = 0; i < shares.size(); ++i) cells[i + 1].push_back(text_of(shares[i]));
    }
    pages_.begin("Table");
    for (std::size_t i = 0; i < cells.size(); ++i) add_table_row(cells[i], i == 0);
    pages_.end("Table");
  }

  std::string text_of(const Share& share) const {
    switch (share.shown) {
      case CellShown::Number:
        return number(share.persons);
      case CellShown::Few:
        return in(few);
      case CellShown::Withheld:
        return in(withheld);
    }
    return {};
  }

  void add_table_row(const std::vector<std::string>& cells, bool is_title) {
    constexpr double name_width = 40, cell_width = (PageFlow::room - name_width) / table_width;
    const auto weight = is_title ? Weight::Bold : Weight::Regular;
    const double size_pt = is_title ? title_pt : text_pt;
    const auto name = pages_.set(cells.front(), name_width - 4, size_pt, weight, 3);
    pages_.add(
        std::max(name.height_mm, 4.0) + 3.4,
        [=, this](double y) {
          const PdfTag row(pages_.canvas(), "TR");
          write_cell("TH", [&] { pages_.pen().write(PageFlow::margin, y + 1, name); });
          for (std::size_t i = 1; i < cells.size(); ++i) {
            const double right = PageFlow::margin + name_width + static_cast<double>(i) * cell_width;
            write_cell(is_title ? "TH" : "TD", [&] {
              write_right(cells[i], right, y + 1,
                          {.size_pt = size_pt, .weight = weight, .widest_mm = cell_width - 2.5});
            });
          }
          const double line = y + std::max(name.height_mm, 4.0) + 2.4;
          pages_.pen().fill(PageFlow::margin, line, PageFlow::room, is_title ? 0.4 : 0.15, is_title ? 0.2 : 0.75);
        },
        is_title);
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
    const auto count = [&](Membership kind) {
      const auto found = audience.membership.find(kind);
      return found == audience.membership.end() ? 0 : found->second;
    };
    add_bars(in(membership),
             {{in(member), count(Membership::Member)},
              {in(not_yet), count(Membership::NotYet)},
              {in(unknown), count(Membership::Unknown)}},
             Sum::IsKnown);
    add_bars(in(visits),
             {{in(first_time), audience.first_timers},
              {in(again), audience.returners},
              {in(unknown), audience.of_unknown_history}},
             Sum::IsKnown, in(visits_base));
    add_field(in(sectors), audience.sectors, Sum::IsKnown);
    add_field(in(clubs), audience.clubs, Sum::IsNot, in(several));
    add_field(in(topics), audience.topics, Sum::IsNot, in(several));
  }

  std::string label_of(const std::string& value) const {
    if (value.empty()) return in(unknown);
    for (const auto& [word, label] : known_sectors) {
      if (value == word) return in(label);
    }
    return value;
  }

  // Largest first, what is not known last; small ones together, as they would fill a page with "fewer than 5".
  void add_field(const std::string& heading, const std::map<std::string, int>& persons, Sum sum,
                 const std::string& note = {}) {
    std::vector<Share> shares;
    int small = 0, unknown_ones = 0;
    std::size_t smalls = 0;
    for (const auto& [value, number] : persons) {
      if (value.empty()) {
        unknown_ones = number;
      } else if (cell_shown(number) == CellShown::Few) {
        small += number;
        ++smalls;
      } else {
        shares.push_back({label_of(value), number});
      }
    }
    if (shares.empty() && smalls == 0) return;
    std::stable_sort(shares.begin(), shares.end(), [](auto& a, auto& b) { return a.persons > b.persons; });
    if (smalls > 0) shares.push_back({in(rest), small});
    shares.push_back({in(unknown), unknown_ones});
    add_bars(heading, std::move(shares), sum, note);
  }

  void add_bars(const std::string& heading, std::vector<Share> shares, Sum sum, const std::string& note = {}) {
    suppress(shares, sum);
    add_heading(heading);
    auto line = in(base_of, number(summary_.audience.guests));
    if (!note.empty()) line += " " + note;
    pages_.add_text(line, small_pt, "P", 3);
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
      pages_.pen().fill(x, y - 0.4, std::max(wide, 0.3), thick, wide > 0 ? accent : pale);
      write_cell("TD", [&] {
        pages_.pen().write(x + wide + 2, y, value,
                           {.size_pt = text_pt, .widest_mm = value_width + bar_room - wide - 2});
      });
    });
  }

  const Summary& summary_;
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

#include "server/report/summary_figures.h"

#include <algorithm>
#include <map>
#include <utility>

namespace einlass::report {
namespace {

using CellId = SmallCells::Cell;
using Kind = SmallCells::Kind;
using Term = SmallCells::Term;

// Where each admission is of one guest, what came of the expected ones adds up in each row.
bool adds_up(const FigureRow& row) {
  return row.expected + row.walk_ins + row.counted == row.admitted + row.no_shows + row.excused;
}

class TableCells {
 public:
  TableCells(SmallCells& cells, const std::map<std::string, FigureRow>& rows, const FigureRow& all)
      : cells_(cells), rows_(rows) {
    for (const auto& [name, figures] : rows_) {
      for (const auto value : table_values) of_row_[name].push_back(cells_.add(figures.*value));
    }
    relate_columns();
    const bool all_add_up = std::ranges::all_of(rows_, [](const auto& row) { return adds_up(row.second); });
    if (all_add_up) relate_rows(all);
  }

  std::vector<TableFigures> shown() const {
    std::vector<TableFigures> shown;
    for (const auto& [name, figures] : rows_) {
      shown.push_back({.name = name, .shown = {}, .figures = figures});
      for (std::size_t i = 0; i < table_values.size(); ++i) {
        shown.back().shown[i] = cells_.shown(of_row_.at(name)[i]);
      }
    }
    return shown;
  }

  // nullptr: there is no such row.
  const CellId* admitted(const std::string& name) const {
    const auto found = of_row_.find(name);
    return found == of_row_.end() ? nullptr : &found->second[1];
  }

 private:
  void relate_columns() {
    for (std::size_t i = 0; i < table_values.size(); ++i) {
      std::vector<Term> column;
      for (const auto& [name, cells] : of_row_) column.push_back({cells[i]});
      cells_.relate(column);
    }
  }

  // Who is excused stands in no row, and would follow from what does. Who was counted has no name.
  void relate_rows(const FigureRow& all) {
    std::vector<Term> excused;
    for (const auto& [name, cells] : of_row_) {
      std::vector<Term> row{{cells[0]}, {cells[1], -1}, {cells[2]}, {cells[3], -1}};
      if (all.excused > 0) {
        excused.push_back({cells_.add(rows_.at(name).excused, Kind::Derived)});
        row.push_back({excused.back().cell, -1});
      }
      cells_.relate(row);
    }
    if (!excused.empty()) cells_.relate(excused);
  }

  SmallCells& cells_;
  const std::map<std::string, FigureRow>& rows_;
  std::map<std::string, std::vector<CellId>> of_row_;
};

// Members stand among categories, too, where the list has such a one: the rest are those of whom another field or the
// CRM says it.
void relate_with_category(SmallCells& cells, const Share& share, CellId cell, const CellId* category, int admitted) {
  if (category == nullptr) return;
  std::vector<Term> both{{cell}, {*category, -1}};
  if (share.persons != admitted) both.push_back({cells.add(share.persons - admitted, Kind::Derived), -1});
  cells.relate(both);
}

void suppress_tables(const Summary& summary, SummaryFigures& figures) {
  const auto& all = summary.head.figures;
  SmallCells cells;
  const TableCells categories(cells, all.by_category, all.all);
  const TableCells lists(cells, summary.lists, all.all);
  std::vector<Term> membership;
  for (const auto& share : figures.membership) membership.push_back({cells.add(share.persons, Kind::Reported)});
  cells.relate(membership);
  constexpr std::array named{"member", "prospect"};
  for (std::size_t i = 0; i < named.size(); ++i) {
    const auto row = all.by_category.find(named[i]);
    const int admitted = row == all.by_category.end() ? 0 : row->second.admitted;
    relate_with_category(cells, figures.membership[i], membership[i].cell, categories.admitted(named[i]), admitted);
  }
  cells.suppress();
  figures.categories = categories.shown();
  figures.lists = lists.shown();
  for (std::size_t i = 0; i < membership.size(); ++i) figures.membership[i].shown = cells.shown(membership[i].cell);
}

FieldFigures field_of(const std::map<std::string, int>& persons) {
  FieldFigures field;
  int small = 0;
  for (const auto& [value, number] : persons) {
    if (value.empty()) {
      field.unknown.persons = number;
    } else if (number >= least_shown) {
      field.values.push_back({value, number});
    } else {
      small += number;
    }
  }
  std::ranges::stable_sort(field.values, [](auto& a, auto& b) { return a.persons > b.persons; });
  if (small > 0) field.small.push_back({"", small});
  return field;
}

// Each guest once.
void suppress_one_of(FieldFigures& field) {
  std::vector<Share> all = field.values;
  all.insert(all.end(), field.small.begin(), field.small.end());
  all.push_back(field.unknown);
  suppress(all);
  auto next = all.begin();
  for (auto& share : field.values) share.shown = (next++)->shown;
  for (auto& share : field.small) share.shown = (next++)->shown;
  field.unknown.shown = next->shown;
}

// A guest may be in several: what is told is who is in none, and who is not in one of them.
void suppress_several(FieldFigures& field, int guests) {
  const auto is_few = [](int persons) { return cell_shown(persons) == CellShown::Few; };
  const int in_any = guests - field.unknown.persons;
  bool tells = is_few(in_any);
  for (auto& share : field.values) {
    if (is_few(guests - share.persons)) share.shown = CellShown::Withheld;
    tells = tells || is_few(in_any - share.persons);
  }
  for (auto& share : field.small) share.shown = cell_shown(share.persons);
  field.unknown.shown = cell_shown(field.unknown.persons);
  if (tells && field.unknown.shown == CellShown::Number) field.unknown.shown = CellShown::Withheld;
}

}  // namespace

std::vector<CellShown> shown_of(const std::vector<int>& columns) {
  std::vector<Share> shares;
  for (const int persons : columns) shares.push_back({"", persons});
  suppress(shares);
  std::vector<CellShown> shown;
  for (const auto& share : shares) shown.push_back(share.shown);
  return shown;
}

SummaryFigures figures_of(const Summary& summary) {
  const auto& audience = summary.audience;
  SummaryFigures figures;
  figures.membership = {Share{"", persons_of(audience, Membership::Member)},
                        Share{"", persons_of(audience, Membership::NotYet)},
                        Share{"", persons_of(audience, Membership::Unknown)}};
  suppress_tables(summary, figures);
  std::vector<Share> visits{{"", audience.first_timers}, {"", audience.returners}, {"", audience.of_unknown_history}};
  suppress(visits);
  std::ranges::copy(visits, figures.visits.begin());
  figures.sectors = field_of(audience.sectors);
  suppress_one_of(figures.sectors);
  figures.clubs = field_of(audience.clubs);
  suppress_several(figures.clubs, audience.guests);
  figures.topics = field_of(audience.topics);
  suppress_several(figures.topics, audience.guests);
  return figures;
}

}  // namespace einlass::report

#include "server/report/small_cells.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace einlass::report {
namespace {

constexpr int most_few = least_shown - 1;

// From one equation over what is hidden another one.
void subtract(std::map<SmallCells::Cell, double>& from, const std::map<SmallCells::Cell, double>& other, double times) {
  constexpr double nothing = 1e-9;
  for (const auto& [cell, factor] : other) {
    auto& left = from[cell];
    left -= times * factor;
    if (std::abs(left) < nothing) from.erase(cell);
  }
}

}  // namespace

// Gauss and Jordan: in the end no equation has the pivot of another one.
struct SmallCells::Solved {
  explicit Solved(std::vector<Equation> all) : equations(std::move(all)), pivots(equations.size()) {
    for (std::size_t i = 0; i < equations.size(); ++i) {
      if (equations[i].empty()) continue;
      pivots[i] = equations[i].begin()->first;
      for (std::size_t j = 0; j < equations.size(); ++j) {
        if (j != i) reduce(equations[j], i);
      }
    }
  }

  bool tells(const std::vector<Cell>& sum) const {
    Equation left;
    for (const auto cell : sum) left[cell] = 1;
    for (std::size_t i = 0; i < equations.size(); ++i) reduce(left, i);
    return left.empty();
  }

  void reduce(Equation& equation, std::size_t by) const {
    if (!pivots[by]) return;
    const auto found = equation.find(*pivots[by]);
    if (found != equation.end()) subtract(equation, equations[by], found->second / equations[by].at(*pivots[by]));
  }

  std::vector<Equation> equations;
  std::vector<std::optional<Cell>> pivots;
};

CellShown cell_shown(int persons) {
  return persons > 0 && persons < least_shown ? CellShown::Few : CellShown::Number;
}

SmallCells::Cell SmallCells::add(int persons, Kind kind) {
  cells_.push_back({.persons = persons, .kind = kind});
  return cells_.size() - 1;
}

void SmallCells::relate(Relation terms) {
  relations_.push_back(std::move(terms));
}

bool SmallCells::is_small(Cell cell) const {
  return cell_shown(std::abs(cells_[cell].persons)) == CellShown::Few;
}

// Of what is withheld for another one, too: it would not hide that one any more.
bool SmallCells::is_secret(Cell cell) const {
  return cells_[cell].kind != Kind::Derived || is_small(cell);
}

void SmallCells::hide(Cell cell) {
  cells_[cell].shown = cells_[cell].persons < least_shown ? CellShown::Few : CellShown::Withheld;
}

SmallCells::Solved SmallCells::solved() const {
  std::vector<Equation> equations;
  for (const auto& relation : relations_) {
    Equation equation;
    for (const auto& term : relation) {
      if (is_hidden(term.cell)) equation[term.cell] += term.times;
    }
    equations.push_back(std::move(equation));
  }
  return Solved(std::move(equations));
}

// Few are nought to four, what is withheld is five and more: whether no other number than its own fits the sum.
bool SmallCells::is_told_by_its_bounds(const Relation& relation, Cell cell) const {
  int sum = 0, few = 0, withheld = 0;
  bool is_in = false;
  for (const auto& [each, times] : relation) {
    if (!is_hidden(each)) continue;
    if (times != 1 || cells_[each].kind == Kind::Derived) return false;  // it may be any number
    sum += cells_[each].persons;
    is_in = is_in || each == cell;
    ++(cells_[each].shown == CellShown::Few ? few : withheld);
  }
  if (!is_in) return false;
  for (int other = 0; other <= most_few; ++other) {
    const int left = sum - other - least_shown * withheld;  // for the other few, and above five
    const bool fits = left >= 0 && (withheld > 0 || left <= most_few * (few - 1));
    if (other != cells_[cell].persons && fits) return false;
  }
  return true;
}

bool SmallCells::is_told(const Leak& leak) const {
  if (leak.way == Way::Sums) return solved().tells(leak.cells);
  return std::ranges::any_of(relations_,
                             [&](const auto& each) { return is_told_by_its_bounds(each, leak.cells.front()); });
}

bool SmallCells::tells_their_sum(const Relation& relation) const {
  int sum = 0;
  for (const auto& [cell, times] : relation) {
    if (times != 1 || cells_[cell].kind == Kind::Derived) return false;
    if (is_hidden(cell)) sum += cells_[cell].persons;
  }
  return cell_shown(sum) == CellShown::Few;
}

std::vector<std::vector<SmallCells::Cell>> SmallCells::small_pairs() const {
  std::vector<std::vector<Cell>> pairs;
  for (const auto& relation : relations_) {
    int sum = 0;
    std::vector<Cell> small;
    for (const auto& [cell, times] : relation) {
      if (times != 1 || cells_[cell].kind == Kind::Derived) sum = -1;
      if (sum < 0) break;
      sum += cells_[cell].persons;
      if (is_small(cell)) small.push_back(cell);
    }
    for (std::size_t i = 0; sum >= least_shown && i < small.size(); ++i) {
      for (auto j = i + 1; j < small.size(); ++j) {
        if (cells_[small[i]].persons + cells_[small[j]].persons < least_shown) pairs.push_back({small[i], small[j]});
      }
    }
  }
  return pairs;
}

std::optional<SmallCells::Leak> SmallCells::first_leak() const {
  std::vector<std::vector<Cell>> secrets = small_pairs();
  for (Cell cell = 0; cell < cells_.size(); ++cell) {
    if (is_hidden(cell) && is_secret(cell)) secrets.push_back({cell});
  }
  const auto all = solved();
  for (const auto& secret : secrets) {
    Leak leak{secret, Way::Sums};
    if (all.tells(secret) && !beyond_help_.contains(leak)) return leak;
  }
  for (const auto& secret : secrets) {
    Leak leak{secret, Way::Bounds};
    if (secret.size() == 1 && is_told(leak) && !beyond_help_.contains(leak)) return leak;
  }
  return std::nullopt;
}

// Those first whose loss is smallest.
std::vector<SmallCells::Cell> SmallCells::candidates(const std::set<Cell>& near) const {
  std::vector<Cell> could_hide;
  for (const auto cell : near) {
    if (!is_hidden(cell)) could_hide.push_back(cell);
  }
  const auto loss = [&](Cell cell) {
    const auto& figure = cells_[cell];
    return std::tuple(figure.kind, figure.persons == 0, figure.persons);
  };
  std::ranges::sort(could_hide, [&](Cell one, Cell other) { return loss(one) < loss(other); });
  return could_hide;
}

std::set<SmallCells::Cell> SmallCells::connected_with(Cell cell) const {
  std::set<Cell> connected{cell};
  for (std::size_t before = 0; before != connected.size();) {
    before = connected.size();
    for (const auto& relation : relations_) {
      const auto is_known = [&](const Term& term) { return connected.contains(term.cell); };
      if (!std::ranges::any_of(relation, is_known)) continue;
      for (const auto& term : relation) connected.insert(term.cell);
    }
  }
  return connected;
}

bool SmallCells::is_told_without(const Leak& leak, const std::vector<Cell>& others) {
  for (const auto other : others) hide(other);
  const bool told = is_told(leak);
  for (const auto other : others) cells_[other].shown = CellShown::Number;
  return told;
}

// One more is hidden: that which is enough, else the smallest. False: nothing is enough.
bool SmallCells::protect(const Leak& leak) {
  const auto others = candidates(connected_with(leak.cells.front()));
  if (is_told_without(leak, others)) return false;
  const auto enough = [&](Cell other) { return !is_told_without(leak, {other}); };
  const auto found = std::ranges::find_if(others, enough);
  hide(found == others.end() ? others.front() : *found);
  return true;
}

bool SmallCells::widen(const Relation& relation) {
  std::set<Cell> cells;
  for (const auto& term : relation) {
    if (cells_[term.cell].persons > 0) cells.insert(term.cell);
  }
  const auto others = candidates(cells);
  if (!others.empty()) hide(others.front());
  return !others.empty();
}

void SmallCells::suppress() {
  for (Cell cell = 0; cell < cells_.size(); ++cell) {
    if (cells_[cell].kind == Kind::Derived || is_small(cell)) hide(cell);
  }
  while (true) {
    const auto widened = [&](const Relation& relation) { return tells_their_sum(relation) && widen(relation); };
    if (std::ranges::any_of(relations_, widened)) continue;
    const auto leak = first_leak();
    if (!leak) return;
    if (!protect(*leak)) beyond_help_.insert(*leak);
  }
}

void suppress(std::vector<Share>& shares) {
  SmallCells cells;
  std::vector<SmallCells::Term> all;
  for (const auto& share : shares) all.push_back({cells.add(share.persons)});
  cells.relate(all);
  cells.suppress();
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i].shown = cells.shown(all[i].cell);
}

}  // namespace einlass::report

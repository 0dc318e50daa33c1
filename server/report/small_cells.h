// Which figures of a summary may be read: a few persons in a cell are as good as their names, so that cells under five
// are not shown, nor those from which such a one could be worked out (docs/attendance.md, The summary). Pure.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::report {

inline constexpr int least_shown = 5;

enum class CellShown {
  Number,
  Few,      // "fewer than 5"; also a nought where that of another one would be told by it
  Withheld  // five and more: with it a Few could be worked out
};

CellShown cell_shown(int persons);

struct Share {
  std::string name;
  int persons = 0;
  CellShown shown = CellShown::Number;
};

// Figures that have to do with each other, and what their reader knows of them.
class SmallCells {
 public:
  using Cell = std::size_t;
  enum class Kind {
    Figure,
    Reported,  // for which the summary is made: withheld only where nothing else helps
    Derived    // stands nowhere, and would be told by others
  };
  struct Term {
    Cell cell;
    int times = 1;
  };

  Cell add(int persons, Kind kind = Kind::Figure);
  // Whoever reads knows what these come to.
  void relate(std::vector<Term> terms);
  // To be called once, when all are in.
  void suppress();

  CellShown shown(Cell cell) const { return cells_[cell].shown; }

 private:
  struct Figure {
    int persons = 0;
    Kind kind = Kind::Figure;
    CellShown shown = CellShown::Number;
  };
  using Relation = std::vector<Term>;
  enum class Way { Sums, Bounds };
  // What must not be told, one cell or two together, and by what it is.
  struct Leak {
    std::vector<Cell> cells;
    Way way = Way::Sums;
    friend auto operator<=>(const Leak&, const Leak&) = default;
  };
  using Equation = std::map<Cell, double>;  // over what is hidden
  struct Solved;

  bool is_hidden(Cell cell) const { return cells_[cell].shown != CellShown::Number; }
  bool is_small(Cell cell) const;
  bool is_secret(Cell cell) const;
  Solved solved() const;
  bool is_told_by_its_bounds(const Relation& relation, Cell cell) const;
  bool is_told(const Leak& leak) const;
  bool is_told_without(const Leak& leak, const std::vector<Cell>& others);
  // Small ones that are hidden, and are few together.
  bool tells_their_sum(const Relation& relation) const;
  // Of what makes up a sum: two that are few together.
  std::vector<std::vector<Cell>> small_pairs() const;
  std::optional<Leak> first_leak() const;
  std::vector<Cell> candidates(const std::set<Cell>& near) const;
  std::set<Cell> connected_with(Cell cell) const;
  bool protect(const Leak& leak);
  bool widen(const Relation& relation);
  void hide(Cell cell);

  std::vector<Figure> cells_;
  std::vector<Relation> relations_;
  std::set<Leak> beyond_help_;  // the event's own sums tell them
};

// Shares that make up a sum which stands nearby.
void suppress(std::vector<Share>& shares);

}  // namespace einlass::report

#include "printing/badge/line_fit.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace einlass::badge {
namespace {

// Ordered: the widest line decides, then how uneven the lines are (sum of squares).
using Cost = std::pair<double, double>;

constexpr double infinite = std::numeric_limits<double>::infinity();

struct Step {
  Cost cost{infinite, infinite};
  std::size_t begins = 0;  // of the last line
};

// starts[i]: the width of pieces [0, i) with all their blanks, so that every line's width is one subtraction.
std::vector<double> starts_of(const std::vector<Piece>& pieces) {
  std::vector<double> starts{0};
  for (const auto& piece : pieces) starts.push_back(starts.back() + piece.width + piece.blank_after);
  return starts;
}

struct Text {
  const std::vector<Piece>& pieces;
  std::vector<double> starts;
  bool inside_words;

  double width(std::size_t first, std::size_t end) const {
    return starts[end] - starts[first] - pieces[end - 1].blank_after;
  }
  bool may_break_before(std::size_t piece) const { return inside_words || pieces[piece - 1].ends_word; }
};

Step cheapest(const Text& text, const std::vector<Step>& before, std::size_t end) {
  Step best;
  for (std::size_t begin = 1; begin < end; ++begin) {
    if (before[begin].cost.first == infinite || !text.may_break_before(begin)) continue;
    const double width = text.width(begin, end);
    const Cost cost{std::max(before[begin].cost.first, width), before[begin].cost.second + width * width};
    if (cost < best.cost) best = {cost, begin};
  }
  return best;
}

}  // namespace

std::optional<Breaks> divide(const std::vector<Piece>& pieces, std::size_t lines, bool inside_words) {
  const std::size_t count = pieces.size();
  if (lines == 0 || count < lines) return std::nullopt;
  const Text text{pieces, starts_of(pieces), inside_words};
  // table[n][end]: the best way to set pieces [0, end) in n + 1 lines.
  std::vector<std::vector<Step>> table(lines, std::vector<Step>(count + 1));
  for (std::size_t end = 1; end <= count; ++end) {
    const double width = text.width(0, end);
    table[0][end] = {{width, width * width}, 0};
  }
  for (std::size_t n = 1; n < lines; ++n) {
    for (std::size_t end = n + 1; end <= count; ++end) {
      table[n][end] = cheapest(text, table[n - 1], end);
    }
  }
  if (table[lines - 1][count].cost.first == infinite) return std::nullopt;
  Breaks breaks;
  for (std::size_t n = lines - 1, end = count; n > 0; --n) {
    end = table[n][end].begins;
    breaks.push_back(end);
  }
  std::reverse(breaks.begin(), breaks.end());
  return breaks;
}

}  // namespace einlass::badge

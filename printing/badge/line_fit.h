// Where to break a text into lines so that it can be as large as possible: arithmetic on widths, knows no font. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace einlass::badge {

// A piece of text after which a line may end. Widths are those at one reference size.
struct Piece {
  double width = 0;        // without the blanks after it
  double blank_after = 0;  // dropped where the line ends
  bool ends_word = true;   // a blank follows; false after a hyphen or between ideographs
};

// The first piece of each line but the first: {2} means pieces 0 and 1 | the rest.
using Breaks = std::vector<std::size_t>;

// The division into exactly `lines` lines whose widest line is narrowest; among equals the most even one. Breaks
// inside words only if `inside_words`. Nothing if there are not that many places to break at.
std::optional<Breaks> divide(const std::vector<Piece>& pieces, std::size_t lines, bool inside_words);

}  // namespace einlass::badge

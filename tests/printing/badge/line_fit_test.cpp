#include "printing/badge/line_fit.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::badge {
namespace {

std::vector<Piece> words(const std::vector<double>& widths) {
  std::vector<Piece> pieces;
  for (const double width : widths) pieces.push_back({.width = width, .blank_after = 1, .ends_word = true});
  return pieces;
}

TEST(LineFit, MakesTheWidestLineAsNarrowAsPossible) {
  EXPECT_EQ(divide(words({3, 4, 10}), 2, false), (Breaks{2}));
  EXPECT_EQ(divide(words({10, 4, 3}), 2, false), (Breaks{1}));
}

TEST(LineFit, IsEvenWhereTheWidestLineLeavesAChoice) {
  EXPECT_EQ(divide(words({30, 5, 5, 5, 5}), 3, false), (Breaks{1, 3}));
  EXPECT_EQ(divide(words({5, 5, 5, 5, 30}), 3, false), (Breaks{2, 4}));
}

TEST(LineFit, BreaksInsideWordsOnlyIfAllowed) {
  auto pieces = words({6, 12, 4});
  pieces[0] = {.width = 6, .blank_after = 0, .ends_word = false};  // a hyphen
  EXPECT_EQ(divide(pieces, 2, false), (Breaks{2}));
  EXPECT_EQ(divide(pieces, 2, true), (Breaks{1}));
  EXPECT_EQ(divide({pieces[0], pieces[1]}, 2, false), std::nullopt);
}

TEST(LineFit, GivesNothingForFewerWordsThanLines) {
  EXPECT_EQ(divide(words({5}), 2, true), std::nullopt);
  EXPECT_EQ(divide(words({5}), 1, true), Breaks{});
  EXPECT_EQ(divide({}, 1, true), std::nullopt);
}

double widest(const std::vector<Piece>& pieces, const Breaks& breaks) {
  double widest = 0, line = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool starts = i == 0 || std::find(breaks.begin(), breaks.end(), i) != breaks.end();
    line = starts ? pieces[i].width : line + pieces[i - 1].blank_after + pieces[i].width;
    widest = std::max(widest, line);
  }
  return widest;
}

TEST(LineFit, IsNeverBeatenByAnyOtherDivision) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 300; ++round) {
    std::vector<double> widths(2 + random() % 7);
    for (auto& width : widths) width = static_cast<double>(1 + random() % 12);
    const auto pieces = words(widths);
    const auto best = divide(pieces, 3, true);
    if (pieces.size() < 3) continue;
    ASSERT_TRUE(best.has_value());
    for (std::size_t a = 1; a < pieces.size(); ++a) {
      for (std::size_t b = a + 1; b < pieces.size(); ++b) {
        EXPECT_LE(widest(pieces, *best), widest(pieces, {a, b}));
      }
    }
  }
}

}  // namespace
}  // namespace einlass::badge

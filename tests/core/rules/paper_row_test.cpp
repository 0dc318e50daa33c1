#include "core/rules/paper_row.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

TEST(PaperRow, IsReadBackAsItIsPrinted) {
  for (int list = 1; list <= 12; ++list) {
    for (int row = 1; row <= 2000; ++row) {
      const auto code = paper_code(list, row);
      ASSERT_EQ(paper_row(list, code), row) << code;
      auto typed = code;
      std::erase(typed, '-');
      ASSERT_EQ(paper_row(list, typed), row) << typed;
    }
  }
  EXPECT_EQ(paper_row(1, paper_code(1, 999'999)), 999'999);
}

// One wrong digit, or two neighbours exchanged: what fingers do.
TEST(PaperRow, IsNotAnotherRowByASlip) {
  for (int row = 1; row <= 700; ++row) {
    auto digits = paper_code(3, row);
    std::erase(digits, '-');
    for (std::size_t at = 0; at < digits.size(); ++at) {
      for (char other = '0'; other <= '9'; ++other) {
        auto wrong = digits;
        wrong[at] = other;
        if (other == digits[at]) continue;
        ASSERT_EQ(paper_row(3, wrong), std::nullopt) << digits << " as " << wrong;
      }
      if (at == 0 || digits[at] == digits[at - 1]) continue;
      auto exchanged = digits;
      std::swap(exchanged[at], exchanged[at - 1]);
      ASSERT_EQ(paper_row(3, exchanged), std::nullopt) << digits << " as " << exchanged;
    }
  }
}

TEST(PaperRow, IsNoRowOfTheNextList) {
  for (int row = 1; row <= 700; ++row) {
    for (int list = 1; list <= 8; ++list) {
      ASSERT_EQ(paper_row(list + 1, paper_code(list, row)), std::nullopt) << list << ", row " << row;
    }
  }
}

TEST(PaperRow, IsReadByACameraWithItsList) {
  EXPECT_EQ(paper_mark(48213, 147), "48213" + std::string("000147") + paper_code(48213, 147).back());
  EXPECT_EQ(paper_mark(10000, 999'999).size(), 12U);
}

TEST(PaperRow, IsNothingElse) {
  for (const char* typed : {"", "-", "7", "7-", "-7", "1 2", "12a", "1--2", "0-0", "00", "12345678", "٣-٤", "1.2"}) {
    EXPECT_EQ(paper_row(1, typed), std::nullopt) << typed;
  }
}

}  // namespace
}  // namespace einlass::rules

#include "scanner/debounce.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

struct Sight {
  int at;
  std::string text;
  bool is_new;
};

struct Evening {
  std::string name;
  std::vector<Sight> sights;
};

class DebounceTable : public ::testing::TestWithParam<Evening> {};

TEST_P(DebounceTable, CountsEachTicketHeldUpOnce) {
  Debounce debounce(base::Milliseconds(3000));
  for (const Sight& sight : GetParam().sights) {
    EXPECT_EQ(debounce.is_new(sight.text, base::Milliseconds(sight.at)), sight.is_new)
        << sight.text << " at " << sight.at;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Debounce, DebounceTable,
    ::testing::Values(
        Evening{"SameCodeWithinSeconds", {{0, "a", true}, {33, "a", false}, {2999, "a", false}}},
        Evening{"SameCodeLater", {{0, "a", true}, {3000, "a", true}}},
        Evening{"HeldUpForLong",
                {{0, "a", true}, {2500, "a", false}, {5000, "a", false}, {7500, "a", false}, {10500, "a", true}}},
        Evening{"AnotherCodeAtOnce", {{0, "a", true}, {10, "b", true}, {20, "a", false}, {30, "b", false}}},
        Evening{"TwoCodesInOnePicture", {{0, "a", true}, {0, "b", true}, {33, "b", false}, {33, "a", false}}},
        Evening{"LateFrame", {{100, "a", true}, {60, "a", false}, {3099, "a", false}}}),
    [](const auto& evening) { return evening.param.name; });

TEST(Debounce, ForgetsWhenTold) {
  Debounce debounce;
  EXPECT_TRUE(debounce.is_new("a", base::Milliseconds(0)));
  debounce.forget();
  EXPECT_TRUE(debounce.is_new("a", base::Milliseconds(1)));
}

}  // namespace
}  // namespace einlass::scan

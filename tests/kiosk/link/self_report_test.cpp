#include "kiosk/link/self_report.h"

#include <gtest/gtest.h>

namespace einlass::link {
namespace {

using base::Milliseconds;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

wire::PrintingReport jammed() {
  return {.printers = {{.name = "Door A", .trouble = rules::PrinterTrouble::Jam}}};
}

TEST(SelfReport, IsGivenAtOnceAndThenEveryFifteenSeconds) {
  SelfReport report("fonts");
  EXPECT_EQ(report.next_due(7s), 7s);
  ASSERT_TRUE(report.take(0, 7s));
  EXPECT_EQ(report.next_due(8s), 22s);
  EXPECT_FALSE(report.take(0, 21'999ms));
  EXPECT_TRUE(report.take(0, 22s));
}

TEST(SelfReport, TellsAChangeSoonButNotMoreThanEveryTwoSeconds) {
  SelfReport report("fonts");
  ASSERT_TRUE(report.take(0, 0s));
  report.note_printing(jammed());
  EXPECT_FALSE(report.take(0, 1s));
  EXPECT_EQ(report.next_due(1s), 2s);
  const auto told = report.take(0, 2s);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->printing, jammed());
  EXPECT_EQ(report.next_due(2s), 17s);
}

struct ChangeCase {
  const char* what;
  std::optional<std::int64_t> clock_off_ms;
  bool is_told;
};

TEST(SelfReport, TakesAClockThatMovesALittleForTheSame) {
  for (const auto& [what, off, is_told] :
       {ChangeCase{"as before", 1'000, false}, ChangeCase{"a little", 1'499, false}, ChangeCase{"a lot", 1'500, true},
        ChangeCase{"backwards", 500, true}, ChangeCase{"not sure any more", std::nullopt, true}}) {
    SelfReport report("fonts");
    ASSERT_TRUE(report.take(1'000, 0s));
    EXPECT_EQ(report.take(off, 3s).has_value(), is_told) << what;
  }
}

TEST(SelfReport, CountsTheLagFromWhenSomethingHadToWait) {
  SelfReport report("fonts");
  report.note_to_hand_over(0, 0s);
  report.note_to_hand_over(2, 10s);
  report.note_to_hand_over(3, 20s);
  EXPECT_EQ(report.take(0, 25s)->lag_ms, 15'000U);
  report.note_to_hand_over(0, 30s);
  report.note_to_hand_over(1, 31s);
  const auto later = report.take(0, 33s);
  EXPECT_EQ(later->lag_ms, 2'000U);
  EXPECT_EQ(later->to_hand_over, 1U);
}

TEST(SelfReport, IsGivenAnewOnEachConnection) {
  SelfReport report("fonts");
  ASSERT_TRUE(report.take(0, 0s));
  report.connection_lost();
  EXPECT_TRUE(report.take(0, 1ms));
}

TEST(SelfReport, NamesTheFontsThatAreUsedNow) {
  SelfReport report("own");
  EXPECT_EQ(report.take(0, 0s)->font_set, "own");
  report.note_fonts("fetched");
  EXPECT_EQ(report.take(0, 3s)->font_set, "fetched");
}

}  // namespace
}  // namespace einlass::link

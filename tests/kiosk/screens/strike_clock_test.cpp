#include "kiosk/screens/strike_clock.h"

#include <gtest/gtest.h>

namespace einlass::screens {
namespace {

using base::Milliseconds;

TEST(StrikeClock, MeasuresAgainstTheEventThatWasComeToSoonest) {
  StrikeClock clock;
  EXPECT_EQ(clock.late(1'000, Milliseconds(50'020)), Milliseconds(0)) << "nothing to compare it with";
  EXPECT_EQ(clock.late(2'000, Milliseconds(51'005)), Milliseconds(0)) << "sooner than the first";
  EXPECT_EQ(clock.late(3'000, Milliseconds(52'405)), Milliseconds(400));
  EXPECT_EQ(clock.late(3'200, Milliseconds(52'406)), Milliseconds(201));
  EXPECT_EQ(clock.late(0, Milliseconds(52'500)), Milliseconds(0)) << "no hand struck";
}

TEST(StrikeClock, GoesOnWhereTheDisplaysClockWrapsAround) {
  StrikeClock clock;
  EXPECT_EQ(clock.late(0xFFFFFF00, Milliseconds(1'000)), Milliseconds(0));
  EXPECT_EQ(clock.late(0x00000100, Milliseconds(1'512 + 90)), Milliseconds(90));
}

TEST(StrikeClock, BeginsAnewAfterASleep) {
  StrikeClock clock;
  EXPECT_EQ(clock.late(1'000, Milliseconds(1'000)), Milliseconds(0));
  EXPECT_EQ(clock.late(2'000, Milliseconds(3'600'000)), Milliseconds(0));
  EXPECT_EQ(clock.late(2'500, Milliseconds(3'600'550)), Milliseconds(50));
}

}  // namespace
}  // namespace einlass::screens

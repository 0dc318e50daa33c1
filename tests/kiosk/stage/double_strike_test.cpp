#include "kiosk/stage/double_strike.h"

#include <gtest/gtest.h>

namespace einlass::stage {
namespace {

using base::Milliseconds;
using flow::Typed;

TEST(DoubleStrike, LetsFastTypingThrough) {
  DoubleStrike guard({});
  EXPECT_TRUE(guard.counts(Typed{"m"}, Milliseconds(1'000)));
  EXPECT_TRUE(guard.counts(Typed{"ü"}, Milliseconds(1'060)));
  EXPECT_TRUE(guard.counts(Typed{"l"}, Milliseconds(1'120)));
  EXPECT_TRUE(guard.counts(Typed{"l"}, Milliseconds(1'300))) << "a double letter";
  EXPECT_TRUE(guard.counts(flow::Erased{}, Milliseconds(1'350)));
  EXPECT_TRUE(guard.counts(flow::Erased{}, Milliseconds(1'500)));
  EXPECT_TRUE(guard.counts(flow::FormSent{}, Milliseconds(1'600))) << "the last letter, then a button";
  EXPECT_TRUE(guard.counts(Typed{"a"}, Milliseconds(1'700))) << "on in the next field";
}

TEST(DoubleStrike, CountsAnAccidentOnce) {
  DoubleStrike guard({});
  EXPECT_TRUE(guard.counts(Typed{"l"}, Milliseconds(1'000)));
  EXPECT_FALSE(guard.counts(Typed{"l"}, Milliseconds(1'080)));
  EXPECT_TRUE(guard.counts(flow::HelpPressed{}, Milliseconds(2'000)));
  EXPECT_FALSE(guard.counts(flow::DonePressed{}, Milliseconds(2'400))) << "another button came to lie there";
  EXPECT_FALSE(guard.counts(Typed{"5"}, Milliseconds(2'450))) << "or a keyboard";
  EXPECT_TRUE(guard.counts(Typed{"5"}, Milliseconds(2'500)));
}

TEST(DoubleStrike, WaitsAsLongAsTheSettingsSay) {
  DoubleStrike guard({.button = Milliseconds(0), .same_key = Milliseconds(500)});
  EXPECT_TRUE(guard.counts(flow::HelpPressed{}, Milliseconds(1'000)));
  EXPECT_TRUE(guard.counts(flow::DonePressed{}, Milliseconds(1'001)));
  EXPECT_TRUE(guard.counts(Typed{"l"}, Milliseconds(2'000)));
  EXPECT_FALSE(guard.counts(Typed{"l"}, Milliseconds(2'499)));
  EXPECT_TRUE(guard.counts(Typed{"l"}, Milliseconds(2'500)));
}

}  // namespace
}  // namespace einlass::stage

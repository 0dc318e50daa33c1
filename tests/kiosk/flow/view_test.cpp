// Larger type, more contrast and lower controls are for whoever needs them, for one visit.
#include "tests/kiosk/flow/walk.h"

#include <gtest/gtest.h>

namespace einlass::flow {
namespace {

TEST(View, GoesRoundTheLooks) {
  Walk walk = Walk::open();
  for (const Look look : {Look::Large, Look::Contrast, Look::Calm}) {
    walk.give(walk.model().views.front().event);
    EXPECT_EQ(walk.model().look, look);
  }
}

TEST(View, BringsTheControlsDownAndBackUp) {
  Walk walk = Walk::open();
  walk.give(walk.model().views.at(1).event);
  EXPECT_TRUE(walk.model().low);
  walk.give(walk.model().views.at(1).event);
  EXPECT_FALSE(walk.model().low);
}

TEST(View, LastsForTheVisitThatChoseIt) {
  Walk walk = Walk::open();
  walk.give(LookChosen{Look::Large}).give(LowChosen{true}).admit("TICKET-1");
  EXPECT_EQ(walk.model().look, Look::Large) << "chosen before the ticket was shown";
  EXPECT_TRUE(walk.model().low);
  walk.fire(TimerKind::ShownLeast).admit("TICKET-2");
  EXPECT_EQ(walk.model().look, Look::Calm) << "the next guest did not choose it";
  EXPECT_FALSE(walk.model().low);
}

TEST(View, EndsWhereWhoeverChoseItWentAway) {
  Walk walk = Walk::open();
  walk.give(LookChosen{Look::Contrast});
  ASSERT_TRUE(walk.runs(TimerKind::Idle));
  walk.fire(TimerKind::Idle);
  EXPECT_EQ(walk.model().look, Look::Calm);
}

TEST(View, BeginsAsTheKioskIsSetUp) {
  Walk walk = Walk::open();
  walk.config.look = Look::Large;
  walk.config.low = true;
  EXPECT_EQ(walk.model().look, Look::Large);
  EXPECT_TRUE(walk.model().low);
  walk.give(LookChosen{Look::Calm}).give(LowChosen{false});
  EXPECT_EQ(walk.model().look, Look::Calm);
  EXPECT_FALSE(walk.model().low);
}

}  // namespace
}  // namespace einlass::flow

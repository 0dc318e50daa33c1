#include "tests/support/standins/stand_in.h"

#include <gtest/gtest.h>

namespace einlass::test {
namespace {

TEST(StandIn, KeepsWhatATestLoadsAndChanges) {
  StandIn cmf("cmf");
  cmf.load({{"customers", {{{"id", 7}, {"email", "mara@example.org"}}}}});
  cmf.change({{"update", {{"customers", {{{"id", 7}, {"published", false}}}}}}});
  ASSERT_EQ(cmf.rows("customers").size(), 1U);
  EXPECT_EQ(cmf.rows("customers")[0].at("email"), "mara@example.org");
  EXPECT_EQ(cmf.rows("customers")[0].at("published"), false);
  cmf.reset();
  EXPECT_TRUE(cmf.rows("customers").empty());
}

TEST(StandIn, InventsAsManyPeopleAsAskedFor) {
  StandIn cmf("cmf");
  cmf.generate(650);
  EXPECT_EQ(cmf.rows("customers").size(), 650U);
}

TEST(StandIn, HasAClockThatOnlyTheTestMoves) {
  StandIn cmf("cmf");
  cmf.set_now(1'800'000'000);
  cmf.advance(60);
  EXPECT_EQ(cmf.now(), 1'800'000'060);
}

TEST(StandIn, TellsWhatItRefusedToDo) {
  StandIn cmf("cmf");
  EXPECT_THROW(cmf.fault({{"kind", "earthquake"}}), std::runtime_error);
  EXPECT_THROW(cmf.change({{"options", {{"unheard_of", true}}}}), std::runtime_error);
}

TEST(StandIn, CanBeControlledWhileItIsAway) {
  StandIn cmf("cmf");
  cmf.go_away();
  EXPECT_EQ(cmf.calls("GET", "/customers"), 0U);
  cmf.come_back();
  EXPECT_GT(cmf.port(), 0);
}

}  // namespace
}  // namespace einlass::test

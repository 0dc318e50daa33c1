// Where a badge is that was printed before its guest came (docs/journal.md, Deciding).
#include "tests/core/rules/desk_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using testing::ElementsAre;

TEST(PrintedInBulk, IsReadyForWhoeverShowsHerTicket) {
  DeskWorld world;
  world.policy.badge.desks.clear();
  world.printed_in_bulk(1);
  EXPECT_EQ(world.granted().badges_wait, BadgeHint::Ready);
  world.came(1, 0);
  EXPECT_EQ(world.granted().badges_wait, BadgeHint::Ready) << "who has fetched it shows it";
  world.came(1, 1);
  EXPECT_EQ(world.answer(), "already_in");
  EXPECT_EQ(world.refused().badges_wait, BadgeHint::Ready);
}

TEST(PrintedInBulk, IsReadyForWhoCameInWhereNothingCouldPrint) {
  DeskWorld world;
  world.policy.badge.desks.clear();
  world.came(1, 1);
  world.stands();
  EXPECT_THAT(world.refused().owed_badges, ElementsAre(1));
  world.came_out(1);
  EXPECT_EQ(world.refused().badges_wait, BadgeHint::Ready);
  world.state().badges.back().place.kiosk = named<KioskId>("door");
  EXPECT_EQ(world.refused().badges_wait, BadgeHint::None) << "she took it there";
}

TEST(PrintedInBulk, IsNotReadyBeforeItIsOnPaper) {
  for (const auto status : {BadgeStatus::Started, BadgeStatus::Unknown}) {
    DeskWorld world;
    world.policy.badge.desks.clear();
    world.printed_in_bulk(1);
    world.state().badges.back().status = status;
    EXPECT_EQ(world.granted().badges_wait, BadgeHint::InDoubt);
    world.came(1, 1);
    EXPECT_EQ(world.refused().badges_wait, BadgeHint::InDoubt);
    world.came_out(1);
    world.state().badges.front().valid = false;
    EXPECT_EQ(world.refused().badges_wait, BadgeHint::Ready) << "somebody looked, and printed it anew";
  }
}

TEST(PrintedInBulk, WhatAKioskPrintedWasTakenThere) {
  DeskWorld world;
  world.policy.badge.desks.clear();
  world.printed_in_bulk(1);
  world.state().badges.back().place.kiosk = named<KioskId>("desk");
  EXPECT_EQ(world.granted().badges_wait, BadgeHint::None);
}

}  // namespace
}  // namespace einlass::rules

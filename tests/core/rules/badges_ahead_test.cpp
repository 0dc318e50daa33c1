// docs/journal.md, "Fold", Badges: those that are printed before anybody came in.
#include "tests/core/rules/fold_facts.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

BadgeStarted ahead(const std::string& serial, int place = 1) {
  return {.serial = named<BadgeSerial>(serial), .place_number = place, .replaces = {}, .reason = PrintReason::Ahead};
}

BadgeStarted instead_of(const std::string& old, const std::string& serial, int place = 1) {
  return {.serial = named<BadgeSerial>(serial),
          .place_number = place,
          .replaces = named<BadgeSerial>(old),
          .reason = PrintReason::Damaged};
}

TEST(BadgesAhead, IsValidAndNoneIsOwedWhenItsGuestComes) {
  Pen office("office");
  Pen door("door");
  std::vector entries{office.write("bulk", ahead("b1"))};
  EXPECT_THAT(valid_badges(fold_ticket(entries)), ElementsAre("b1"));
  EXPECT_THAT(fold_ticket(entries).owed_badges({}), IsEmpty());
  entries.push_back(door.at(60).write("in", admitted(1)));
  EXPECT_THAT(fold_ticket(entries).owed_badges({}), IsEmpty());
  EXPECT_TRUE(fold_ticket(entries).badges.front().ahead);
}

TEST(BadgesAhead, OneThatFailedIsOwedOnceSheIsIn) {
  Pen office("office");
  Pen door("door");
  const BadgeFailed failed{named<BadgeSerial>("b1"), BadgeFault::PrinterFault};
  const auto state = fold_ticket(std::vector{office.write("bulk", ahead("b1")), office.write("bulk", failed),
                                             door.at(60).write("in", admitted(1))});
  EXPECT_THAT(state.owed_badges({}), ElementsAre(1));
}

TEST(BadgesAhead, APartyIsOwedWhatWasNotPrinted) {
  Pen office("office");
  Pen door("door");
  const auto state =
      fold_ticket(std::vector{office.write("bulk 1", ahead("b1", 1)), door.at(9).write("in", admitted(2, 3)),
                              door.at(60).knows({"in"}).write("third", admitted(1, 3))});
  EXPECT_THAT(state.owed_badges({}), ElementsAre(2, 3));
}

TEST(BadgesAhead, AnUndoLeavesItValidAsItWasNoPartOfTheAdmission) {
  Pen office("office");
  Pen door("door");
  const auto state = fold_ticket(std::vector{office.write("bulk", ahead("b1")), door.at(60).write("in", admitted(1)),
                                             door.at(70).knows({"in"}).write("undo", AdmissionUndone{scan_ref("in")}),
                                             door.at(90).knows({"undo"}).write("again", admitted(1))});
  EXPECT_THAT(valid_badges(state), ElementsAre("b1"));
  EXPECT_THAT(state.owed_badges({}), IsEmpty());
}

TEST(BadgesAhead, OneThatIsFetchedAfterAnUndoIsValid) {
  Pen door("door");
  Pen desk("desk");
  const auto state = fold_ticket(std::vector{door.write("in", admitted(1)),
                                             door.at(10).knows({"in"}).write("undo", AdmissionUndone{scan_ref("in")}),
                                             desk.at(20).write("fetched", ahead("b1"))});
  EXPECT_THAT(valid_badges(state), ElementsAre("b1"));
}

TEST(BadgesAhead, WhatIsPrintedInItsPlaceIsNoPartOfAnyAdmissionEither) {
  Pen office("office");
  Pen door("door");
  const auto state = fold_ticket(std::vector{office.write("bulk", ahead("b1")), door.at(60).write("in", admitted(1)),
                                             door.at(65).write("bulk", instead_of("b1", "b2")),
                                             door.at(70).knows({"in"}).write("undo", AdmissionUndone{scan_ref("in")})});
  EXPECT_THAT(valid_badges(state), ElementsAre("b2"));
}

TEST(BadgesAhead, ALostOneIsOwedAgain) {
  Pen office("office");
  Pen door("door");
  const BadgeVoided lost{named<BadgeSerial>("b1"), VoidReason::Lost};
  const auto state = fold_ticket(std::vector{office.write("bulk", ahead("b1")), door.at(60).write("in", admitted(1)),
                                             door.at(70).write("lost", lost)});
  EXPECT_THAT(valid_badges(state), IsEmpty());
  EXPECT_THAT(state.owed_badges({}), ElementsAre(1));
}

TEST(BadgesAhead, WhoeverComesInsteadIsOwedHerOwn) {
  Pen office("office");
  Pen door("door");
  office.guest("anna");
  door.guest("berta");
  std::vector entries{
      office.write("bulk", ahead("b1")),
      door.at(50).write("change", TicketTransferred{named<GuestId>("anna"), named<GuestId>("berta"), {}}),
      door.at(60).knows({"change"}).write("in", admitted(1))};
  EXPECT_THAT(valid_badges(fold_ticket(entries)), IsEmpty());
  EXPECT_THAT(fold_ticket(entries).owed_badges({}), ElementsAre(1));
  entries.push_back(door.at(70).knows({"in"}).write("back", AdmissionUndone{scan_ref("change")}));
  EXPECT_THAT(valid_badges(fold_ticket(entries)), ElementsAre("b1")) << "Anna has her ticket back, and her badge";
}

TEST(BadgesAhead, ADoorThatDidNotKnowOfItPrintsTheOneThatCounts) {
  Pen office("office");
  Pen door("door", true);
  const auto state = fold_ticket(std::vector{office.write("bulk", ahead("b1")), door.at(60).write("in", admitted(1)),
                                             door.at(61).write("in", started("b2"))});
  EXPECT_THAT(valid_badges(state), ElementsAre("b2"));
}

TEST(BadgesAhead, ADeskThatDidNotKnowOfTheDoorPrintsTheOneThatCounts) {
  Pen desk("desk", true);
  Pen door("door", true);
  const auto state = fold_ticket(std::vector{door.write("in", admitted(1)), door.at(1).write("in", started("b1")),
                                             desk.at(60).write("fetched", ahead("b2"))});
  EXPECT_THAT(valid_badges(state), ElementsAre("b2"));
  EXPECT_THAT(state.owed_badges({}), IsEmpty());
}

TEST(BadgesAhead, DoorsThatBothPrintedNumberOneLeaveNoThirdForAPartyOfTwo) {
  Pen office("office");
  Pen north("north", true);
  Pen south("south", true);
  std::vector entries{office.write("bulk 1", ahead("b1", 1)),  office.write("bulk 2", ahead("b2", 2)),
                      north.at(60).write("n", admitted(1, 2)), north.at(61).write("n", started("n1")),
                      south.at(62).write("s", admitted(1, 2)), south.at(63).write("s", started("s1"))};
  EXPECT_THAT(valid_badges(fold_ticket(entries)), testing::UnorderedElementsAre("n1", "s1"));
  EXPECT_THAT(fold_ticket(entries).owed_badges({}), IsEmpty());
}

// What random days of office, desk and doors add up to: as many valid badges as places at most, in whatever order the
// entries come. Conflicts aside: whoever may be two persons has two badges.
TEST(BadgesAhead, ATicketNeverHasMoreValidBadgesThanPlaces) {
  std::mt19937 random(20261127);
  const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  for (int round = 0; round < 3000; ++round) {
    const int places = 1 + pick(3);
    std::vector<Pen> doors{Pen("office"), Pen("north", true), Pen("south", true)};
    std::vector<JournalEntry> entries;
    int in = 0;
    for (int i = 0; i < 9; ++i) {
      auto& door = doors[static_cast<std::size_t>(pick(3))].at(pick(300));
      const std::string scan = "scan" + std::to_string(i);
      const std::string serial = "badge" + std::to_string(i);
      const int what = pick(4);
      if (what == 0) entries.push_back(door.write(scan, ahead(serial, 1 + pick(places))));
      if (what > 0 && in < places) {
        ++in;
        entries.push_back(door.write(scan, admitted(1, places)));
        if (what > 1) entries.push_back(door.write(scan, started(serial, pick(2) == 0 ? 1 : in)));
      }
    }
    const auto expected = valid_count(fold_ticket(entries));
    EXPECT_LE(expected, places) << "round " << round;
    std::shuffle(entries.begin(), entries.end(), random);
    EXPECT_EQ(valid_count(fold_ticket(entries)), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace einlass::rules

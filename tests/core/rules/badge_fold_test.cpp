// docs/journal.md, "Fold", Badges: which badge is valid, and which is owed.
#include "tests/core/rules/fold_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Badges, IsOwedUntilItIsStarted) {
  Pen door("door");
  std::vector entries{door.write("in", admitted(1))};
  EXPECT_THAT(fold_ticket(entries).owed_badges({}), ElementsAre(1));
  entries.push_back(door.write("in", started("b1")));
  EXPECT_THAT(fold_ticket(entries).owed_badges({}), IsEmpty());
}

TEST(Badges, AFailedOneIsOwedAgainAnUnknownOneIsNot) {
  Pen door("door");
  std::vector entries{door.write("in", admitted(1)), door.write("in", started("b1"))};
  auto failed = entries;
  failed.push_back(door.write("in", BadgeFailed{named<BadgeSerial>("b1"), BadgeFault::PrinterFault}));
  EXPECT_THAT(fold_ticket(failed).owed_badges({}), ElementsAre(1));
  entries.push_back(door.write("in", BadgeUnknown{named<BadgeSerial>("b1")}));
  EXPECT_THAT(fold_ticket(entries).owed_badges({}), IsEmpty()) << "a person decides";
}

TEST(Badges, APersonSettlesTheUnknown) {
  Pen door("door");
  std::vector entries{door.write("in", admitted(1)), door.write("in", started("b1")),
                      door.write("in", BadgeUnknown{named<BadgeSerial>("b1")}),
                      door.by(7).write("in", BadgeFailed{named<BadgeSerial>("b1"), BadgeFault::Other})};
  EXPECT_THAT(fold_ticket(entries).owed_badges({}), ElementsAre(1));
}

// einlass badge settle: nobody is signed in there, and the server follows no kiosk's printer.
TEST(Badges, APersonAtTheServerSettlesWhatAKioskBeganWhateverTheKioskSaysLater) {
  Pen door("door");
  Pen server("server");
  const auto serial = named<BadgeSerial>("b1");
  std::vector entries{door.write("in", admitted(1)), door.write("in", started("b1")),
                      server.at(50).write("settle", BadgeUnknown{serial}),
                      server.at(60).write("settle", BadgeFailed{serial, BadgeFault::Other}),
                      door.at(90).write("in", BadgePrinted{serial})};
  const auto status = [&] { return fold_ticket(entries).badges.front().status; };
  EXPECT_EQ(status(), BadgeStatus::Printed) << "the badge is the server's own: these are its printer's words";
  for (auto& entry : entries) {
    if (entry.id.journal == named<JournalId>("door")) entry.place.kiosk = named<KioskId>("door");
  }
  EXPECT_EQ(status(), BadgeStatus::Failed);
  std::reverse(entries.begin(), entries.end());
  EXPECT_EQ(status(), BadgeStatus::Failed) << "in whatever order they come";
}

TEST(Badges, OnlyTheNewestOfAReprintIsValid) {
  Pen door("door");
  auto reprint = started("b2");
  reprint.replaces = named<BadgeSerial>("b1");
  const auto state = fold_ticket(std::vector{door.write("in", admitted(1)), door.write("in", started("b1")),
                                             door.write("in", BadgePrinted{named<BadgeSerial>("b1")}),
                                             door.at(50).write("in", reprint)});
  ASSERT_EQ(state.badges.size(), 2U);
  EXPECT_FALSE(state.badges[0].valid);
  EXPECT_TRUE(state.badges[1].valid);
}

TEST(Badges, AReprintThatFailedReplacesNothing) {
  Pen door("door");
  auto reprint = started("b2");
  reprint.replaces = named<BadgeSerial>("b1");
  const auto state = fold_ticket(
      std::vector{door.write("in", admitted(1)), door.write("in", started("b1")),
                  door.write("in", BadgePrinted{named<BadgeSerial>("b1")}), door.at(50).write("in", reprint),
                  door.at(60).write("in", BadgeFailed{named<BadgeSerial>("b2"), BadgeFault::PrinterFault})});
  EXPECT_TRUE(state.badges[0].valid);
}

TEST(Badges, OneThatWasGivenUpIsOutdoneByTheNextShouldItComeOutAfterAll) {
  Pen door("door");
  const auto state = fold_ticket(std::vector{
      door.write("in", admitted(1)), door.write("in", started("b1")),
      door.write("in", BadgeFailed{named<BadgeSerial>("b1"), BadgeFault::PrinterFault}),
      door.at(50).write("in", started("b2")), door.at(60).write("in", BadgePrinted{named<BadgeSerial>("b2")})});
  ASSERT_EQ(state.badges.size(), 2U);
  EXPECT_FALSE(state.badges[0].valid);
  EXPECT_TRUE(state.badges[1].valid);
}

TEST(Badges, UndoVoidsTheBadgeAndTheNextAdmissionOwesANewOne) {
  Pen door("door");
  const auto state = fold_ticket(std::vector{door.write("in", admitted(1)), door.write("in", started("b1")),
                                             door.knows({"in"}).write("undo", AdmissionUndone{scan_ref("in")}),
                                             door.knows({"undo"}).at(90).write("again", admitted(1))});
  EXPECT_FALSE(state.badges[0].valid);
  EXPECT_THAT(state.owed_badges({}), ElementsAre(1));
}

TEST(Badges, ABadgePrintedAtALaterScanGoesWithItsAdmission) {
  Pen door("door");
  const auto state =
      fold_ticket(std::vector{door.write("in", admitted(1)), door.at(20).write("owed", Refused{Refusal::AlreadyIn}),
                              door.at(21).write("owed", started("b1")),
                              door.knows({"in"}).at(40).write("undo", AdmissionUndone{scan_ref("in")}),
                              door.knows({"undo"}).at(90).write("again", admitted(1))});
  EXPECT_FALSE(state.badges[0].valid);
  EXPECT_THAT(state.owed_badges({}), ElementsAre(1));
}

TEST(Badges, APendingConflictVoidsNoBadge) {
  Pen north("north", true);
  Pen south("south", true);
  const auto state =
      fold_ticket(std::vector{north.write("n", admitted(1)), north.write("n", started("bn")),
                              south.at(30).write("s", admitted(1)), south.at(31).write("s", started("bs"))});
  EXPECT_TRUE(state.badges[0].valid);
  EXPECT_TRUE(state.badges[1].valid);
}

TEST(Badges, APendingConflictVoidsNoneThatWasOwedEither) {
  Pen north("north", true);
  Pen south("south", true);
  const auto state = fold_ticket(std::vector{
      north.write("n", admitted(1)), south.at(30).write("s", admitted(1)),
      north.at(60).write("n owed", Refused{Refusal::AlreadyIn}), north.at(61).write("n owed", started("bn")),
      south.at(70).write("s owed", Refused{Refusal::AlreadyIn}), south.at(71).write("s owed", started("bs"))});
  EXPECT_THAT(valid_badges(state), testing::UnorderedElementsAre("bn", "bs"));
}

// Each printed one for her: without a conflict, as she may come and go.
TEST(Badges, OfPartedDoorsForOneWhoMayComeAndGoTheNewestIsValid) {
  Pen north("north", true);
  Pen south("south", true);
  const std::vector entries{north.write("n", admitted(1, 1, ReEntry::Free)), north.at(1).write("n", started("bn")),
                            south.at(30).write("s", admitted(1, 1, ReEntry::Free)),
                            south.at(31).write("s", started("bs"))};
  EXPECT_THAT(valid_badges(fold_ticket(entries)), ElementsAre("bs"));
}

TEST(Badges, OfPartedDoorsOnTwoDaysTheNewestIsValid) {
  Pen north("north", true);
  Pen south("south", true);
  auto monday = admitted(1);
  auto tuesday = admitted(1);
  monday.day = day_number(23);
  tuesday.day = day_number(24);
  const std::vector entries{north.write("n", monday), north.at(1).write("n", started("bn")),
                            south.at(90'000).write("s", tuesday), south.at(90'001).write("s", started("bs"))};
  const auto state = fold_ticket(entries);
  EXPECT_THAT(state.conflicts, IsEmpty());
  EXPECT_THAT(valid_badges(state), ElementsAre("bs"));
  EXPECT_THAT(state.owed_badges(day_number(24)), IsEmpty());
}

TEST(Badges, OfPartedDoorsForAPartyOfTwoBothAreValid) {
  Pen north("north", true);
  Pen south("south", true);
  const std::vector entries{north.write("n", admitted(1, 2)), north.at(1).write("n", started("bn")),
                            south.at(30).write("s", admitted(1, 2)), south.at(31).write("s", started("bs"))};
  EXPECT_THAT(valid_badges(fold_ticket(entries)), testing::UnorderedElementsAre("bn", "bs"));
}

TEST(Badges, OfOneAdmissionAndPlaceTheNewestIsValid) {
  Pen door("door");
  const auto state = fold_ticket(std::vector{door.write("in", admitted(1)), door.at(1).write("in", started("b1")),
                                             door.at(60).write("owed", started("b2"))});
  EXPECT_THAT(valid_badges(state), ElementsAre("b2"));
}

}  // namespace
}  // namespace einlass::rules

// docs/journal.md, "Fold": what entries of several authors add up to.
#include "tests/core/rules/fold_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Fold, NothingHappened) {
  const auto state = fold_ticket({});
  EXPECT_EQ(state.persons_admitted(), 0);
  EXPECT_THAT(state.newest, IsEmpty());
}

TEST(Fold, AnAdmissionCountsOnceHoweverOftenItArrives) {
  Pen door("door");
  const auto entry = door.write("first", admitted(1));
  const auto state = fold_ticket(std::vector{entry, entry, entry});
  EXPECT_EQ(state.inside_on({}), 1);
  EXPECT_EQ(state.persons_admitted(), 1);
  EXPECT_THAT(state.newest, ElementsAre(scan_ref("first")));
}

TEST(Fold, APartyComesInParts) {
  Pen door("door");
  const std::vector entries{door.write("first", admitted(2, 3)), door.knows({"first"}).write("second", admitted(1, 3))};
  const auto state = fold_ticket(entries);
  EXPECT_EQ(state.inside_on({}), 3);
  EXPECT_THAT(state.conflicts, IsEmpty());
  EXPECT_THAT(state.newest, ElementsAre(scan_ref("second")));
}

TEST(Fold, WhoDepartsAndReturnsIsOnePerson) {
  Pen door("door");
  const std::vector entries{door.write("in", admitted(1)), door.knows({"in"}).at(60).write("out", Departed{1, {}}),
                            door.knows({"out"}).at(120).write("again", admitted(1))};
  const auto state = fold_ticket(entries);
  EXPECT_EQ(state.inside_on({}), 1);
  EXPECT_EQ(state.persons_admitted(), 1);
}

TEST(Fold, DaysAreCountedApart) {
  Pen door("door");
  auto monday = admitted(1);
  monday.day = day_number(23);
  auto tuesday = admitted(1);
  tuesday.day = day_number(24);
  const auto state = fold_ticket(std::vector{door.write("mon", monday), door.knows({"mon"}).write("tue", tuesday)});
  EXPECT_EQ(state.inside_on(day_number(23)), 1);
  EXPECT_EQ(state.inside_on(day_number(24)), 1);
  EXPECT_EQ(state.persons_admitted(), 2);
}

TEST(Fold, TwoKiosksThatDidNotKnowOfEachOtherAreAConflictOfTwoPlaces) {
  Pen north("north", true);
  Pen south("south", true);
  const auto state =
      fold_ticket(std::vector{north.at(0).write("n", admitted(1)), south.at(30).write("s", admitted(1))});
  ASSERT_EQ(state.conflicts.size(), 1U);
  EXPECT_EQ(state.conflicts[0].first_place.name, "north");
  EXPECT_EQ(state.conflicts[0].second_place.name, "south");
  EXPECT_FALSE(state.conflicts[0].judged);
  EXPECT_EQ(state.inside_on({}), 1) << "persons count once";
  EXPECT_THAT(state.newest, testing::UnorderedElementsAre(scan_ref("n"), scan_ref("s")));
}

// The server let one person in and knew of the other; its reply came late, and the kiosk, which knew nothing, let two
// in.
TEST(Fold, WhatCountsKnewOnlyWhatItsOwnAuthorKnew) {
  Pen server("server");
  Pen north("north", true);
  const std::vector entries{server.at(0).write("b", admitted(1, 2)),
                            server.at(30).knows({"b"}).write("a", admitted(1, 2)),
                            north.at(31).write("a", admitted(2, 2))};
  const auto state = fold_ticket(entries);
  ASSERT_EQ(state.conflicts.size(), 1U) << "three persons on two places";
  EXPECT_EQ(state.conflicts[0].stands, scan_ref("b"));
  EXPECT_EQ(state.conflicts[0].disputed, scan_ref("a"));
  EXPECT_EQ(state.conflicts[0].second_place.name, "north");
  EXPECT_EQ(state.inside_on({}), 1);
}

TEST(Fold, WhatCountsHasTheTimeOfItsOwnEntry) {
  Pen server("server");
  Pen north("north", true);
  Pen south("south", true);
  const auto state = fold_ticket(std::vector{server.at(0).write("n", admitted(1)), north.at(20).write("n", admitted(1)),
                                             south.at(10).write("s", admitted(1))});
  ASSERT_EQ(state.conflicts.size(), 1U);
  EXPECT_EQ(state.conflicts[0].stands, scan_ref("s"));
}

TEST(Fold, AnAdmissionThatARefusalOutweighsStillToldWhoKnewOfIt) {
  Pen server("server");
  Pen north("north", true);
  const std::vector entries{server.at(0).write("b", admitted(1)), server.at(10).knows({"b"}).write("a", admitted(1)),
                            north.at(11).write("a", Refused{Refusal::AlreadyIn}),
                            server.at(20).knows({"a"}).write("c", admitted(1))};
  EXPECT_THAT(fold_ticket(entries).conflicts, IsEmpty()) << "whoever wrote c knew of b through a";
}

TEST(Fold, TwoPartsOfAPartyAtTwoDoorsAreNoConflict) {
  Pen north("north", true);
  Pen south("south", true);
  const auto state = fold_ticket(std::vector{north.write("n", admitted(1, 3)), north.write("n", started("n1", 1)),
                                             south.write("s", admitted(2, 3)), south.write("s", started("s1", 1)),
                                             south.write("s", started("s2", 2))});
  EXPECT_THAT(state.conflicts, IsEmpty());
  EXPECT_EQ(state.inside_on({}), 3);
  EXPECT_THAT(valid_badges(state), testing::UnorderedElementsAre("n1", "s1", "s2"));
  EXPECT_THAT(state.owed_badges({}), IsEmpty()) << "both doors counted from 1";
}

TEST(Fold, AnUndoneScanTakesBackWhatWasSaidInIt) {
  const struct {
    const char* what;
    Fact fact;
    bool (*holds)(const TicketState&);
  } cases[] = {
      {"override", Overridden{Refusal::Cancelled}, [](const auto& state) { return !state.overrides.empty(); }},
      {"approval", HostDecided{.approved = true, .reason = {}}, [](const auto& state) { return state.host_approved; }},
      {"settlement", SettledElsewhere{}, [](const auto& state) { return state.settled; }},
      {"answers", AnswersGiven{.questions = {"diet"}, .consents = {}},
       [](const auto& state) { return !state.answered.empty(); }},
  };
  for (const auto& test : cases) {
    Pen staff("staff");
    std::vector entries{staff.write("in", test.fact), staff.write("in", admitted(1), 1)};
    EXPECT_TRUE(test.holds(fold_ticket(entries))) << test.what;
    entries.push_back(staff.knows({"in"}).at(60).write("undo", AdmissionUndone{scan_ref("in")}));
    EXPECT_FALSE(test.holds(fold_ticket(entries))) << test.what;
  }
}

TEST(Fold, TheLastWordOnAConsentCounts) {
  Pen door("door");
  const auto said = [](int version, bool yes) {
    return AnswersGiven{.questions = {}, .consents = {{.question = "photo", .text_version = version, .yes = yes}}};
  };
  const std::vector entries{door.at(60).write("second", said(2, false)), door.at(0).write("first", said(1, true))};
  const auto state = fold_ticket(entries);
  ASSERT_EQ(state.consents.size(), 1U);
  EXPECT_EQ(state.consents[0].text_version, 2);
  EXPECT_FALSE(state.consents[0].yes);
  EXPECT_TRUE(state.answered.empty()) << "a consent is no answer to a question";
}

TEST(Fold, TheHostsAnswerIsToEverybodyWhoWasAnnounced) {
  Pen door("door");
  const std::vector asked{door.write("first", HostAsked{}), door.at(30).write("second", HostAsked{})};
  EXPECT_TRUE(fold_ticket(asked).waiting_for_host);
  for (const Fact& answer : {Fact(admitted(1)), Fact(HostDecided{.approved = false, .reason = {}})}) {
    auto entries = asked;
    entries.push_back(door.at(60).write("second", answer, 1));
    EXPECT_FALSE(fold_ticket(entries).waiting_for_host);
    entries.push_back(door.at(90).write("third", HostAsked{}));
    EXPECT_TRUE(fold_ticket(entries).waiting_for_host) << "who is announced later waits again";
  }
}

TEST(Fold, KnowsAWalkInHoweverSheWasAdmitted) {
  Pen door("door");
  auto by_walk_in = admitted(1);
  by_walk_in.how = How::WalkIn;
  EXPECT_TRUE(fold_ticket(std::vector{door.write("in", by_walk_in)}).walk_in);
  EXPECT_TRUE(fold_ticket(std::vector{door.write("new", GuestRegistered{.category = "guest"}),
                                      door.knows({"new"}).write("in", admitted(1))})
                  .walk_in);
  EXPECT_FALSE(fold_ticket(std::vector{door.write("in", admitted(1))}).walk_in);
}

TEST(Fold, FreeReEntryKnowsNoConflict) {
  Pen north("north", true);
  Pen south("south", true);
  const auto state = fold_ticket(
      std::vector{north.write("n", admitted(1, 1, ReEntry::Free)), south.write("s", admitted(1, 1, ReEntry::Free))});
  EXPECT_THAT(state.conflicts, IsEmpty());
  EXPECT_EQ(state.persons_admitted(), 1);
}

TEST(Fold, AnUnsureTimeNeverWinsAgainstASureOne) {
  Pen rebooted("rebooted", true);
  Pen sure("sure", true);
  const auto state = fold_ticket(
      std::vector{rebooted.at(-500, false).write("early", admitted(1)), sure.at(0).write("late", admitted(1))});
  ASSERT_EQ(state.conflicts.size(), 1U);
  EXPECT_EQ(state.conflicts[0].stands, scan_ref("late"));
  EXPECT_EQ(state.conflicts[0].disputed, scan_ref("early"));
}

TEST(Fold, OfOneScanTheHighestStepCounts) {
  Pen server("server");
  const auto state =
      fold_ticket(std::vector{server.write("s", Refused{Refusal::NeedsAnswers}, 0), server.write("s", admitted(1), 1)});
  EXPECT_EQ(state.inside_on({}), 1);
}

TEST(Fold, OfOneStepWhatTheGuestWasShownCounts) {
  Pen server("server");
  Pen kiosk("kiosk", true);
  const auto state =
      fold_ticket(std::vector{server.write("s", Refused{Refusal::Full}), kiosk.write("s", admitted(1)),
                              server.write("t", admitted(1)), kiosk.write("t", Refused{Refusal::NeedsServer})});
  EXPECT_EQ(state.inside_on({}), 1) << "s was admitted by the kiosk, t was refused by it";
  ASSERT_EQ(state.standing.size(), 1U);
  EXPECT_EQ(state.standing[0].scan, scan_ref("s"));
}

TEST(Fold, ServerAndKioskDecidingTheSameScanNeverConflict) {
  Pen server("server");
  Pen kiosk("kiosk", true);
  const auto state = fold_ticket(std::vector{server.write("s", admitted(1)), kiosk.write("s", admitted(1))});
  EXPECT_THAT(state.conflicts, IsEmpty());
  EXPECT_EQ(state.persons_admitted(), 1);
}

TEST(Fold, UndoFreesThePlaceOnce) {
  Pen staff("staff");
  const std::vector entries{staff.write("in", admitted(1)),
                            staff.knows({"in"}).write("undo", AdmissionUndone{scan_ref("in")}),
                            staff.knows({"in"}).write("undo again", AdmissionUndone{scan_ref("in")})};
  const auto state = fold_ticket(entries);
  EXPECT_EQ(state.inside_on({}), 0);
  EXPECT_EQ(state.persons_admitted(), 0);
  EXPECT_EQ(state.badges_due, 0);
}

class Conflicted : public testing::Test {
 protected:
  std::vector<JournalEntry> judged(Verdict verdict, std::optional<ScanRef> stands = {}) {
    Pen staff("staff");
    entries_.push_back(staff.knows({"n", "s"})
                           .at(100)
                           .by(7)
                           .write("verdict", ConflictJudged{{scan_ref("n"), scan_ref("s")}, verdict, stands}));
    return entries_;
  }

  Pen north_{"north", true};
  Pen south_{"south", true};
  std::vector<JournalEntry> entries_{north_.at(0).write("n", admitted(1)), south_.at(30).write("s", admitted(1))};
};

TEST_F(Conflicted, TheSamePersonScannedTwice) {
  entries_.push_back(north_.write("n", started("bn")));
  entries_.push_back(south_.write("s", started("bs")));
  const auto state = fold_ticket(judged(Verdict::SamePerson));
  EXPECT_THAT(valid_badges(state), ElementsAre("bs")) << "one person, one badge: the newest";
  EXPECT_FALSE(state.has_open_conflict());
  EXPECT_EQ(state.persons_admitted(), 1);
}

TEST_F(Conflicted, BothAreInside) {
  entries_.push_back(north_.write("n", started("bn")));
  entries_.push_back(south_.write("s", started("bs")));
  const auto state = fold_ticket(judged(Verdict::Both));
  EXPECT_FALSE(state.has_open_conflict());
  EXPECT_EQ(state.inside_on({}), 2);
  EXPECT_THAT(valid_badges(state), testing::UnorderedElementsAre("bn", "bs"));
  EXPECT_THAT(state.owed_badges({}), IsEmpty()) << "two persons, two badges";
}

TEST_F(Conflicted, BothAreOwedABadgeWhereOneDoorHadNoPaper) {
  entries_.push_back(north_.write("n", started("bn")));
  EXPECT_THAT(fold_ticket(judged(Verdict::Both)).owed_badges({}), ElementsAre(2));
}

TEST_F(Conflicted, ADisputedBadgeStandsForNoOtherPlace) {
  const std::vector entries{north_.at(0).write("n", admitted(2, 2)), south_.at(30).write("s", admitted(1, 2)),
                            south_.at(31).write("s", started("s1", 1)), north_.at(60).write("n", started("n1", 1))};
  const auto state = fold_ticket(entries);
  EXPECT_THAT(valid_badges(state), testing::UnorderedElementsAre("n1", "s1"));
  EXPECT_THAT(state.owed_badges({}), ElementsAre(2));
}

TEST_F(Conflicted, OneOfBothLeavesAndComesBack) {
  auto entries = judged(Verdict::Both);
  Pen door("door");
  entries.push_back(door.knows({"verdict"}).at(200).write("out", Departed{1, {}}));
  EXPECT_EQ(fold_ticket(entries).inside_on({}), 1);
  entries.push_back(door.knows({"out"}).at(300).write("again", admitted(1)));
  const auto state = fold_ticket(entries);
  EXPECT_EQ(state.inside_on({}), 2);
  EXPECT_EQ(state.days.at({}).extra, 1);
  EXPECT_EQ(state.persons_admitted(), 2);
}

TEST_F(Conflicted, TheSecondStands) {
  const auto state = fold_ticket(judged(Verdict::Stands, scan_ref("s")));
  EXPECT_FALSE(state.has_open_conflict());
  ASSERT_EQ(state.standing.size(), 1U);
  EXPECT_EQ(state.standing[0].scan, scan_ref("s"));
  EXPECT_EQ(state.persons_admitted(), 1);
}

TEST_F(Conflicted, AVerdictLapsesWithTheScanItLetStand) {
  auto entries = judged(Verdict::Stands, scan_ref("s"));
  Pen staff("another");
  entries.push_back(staff.knows({"verdict"}).at(200).write("undo", AdmissionUndone{scan_ref("s")}));
  const auto state = fold_ticket(entries);
  ASSERT_EQ(state.standing.size(), 1U);
  EXPECT_EQ(state.standing[0].scan, scan_ref("n"));
}

}  // namespace
}  // namespace einlass::rules

// docs/journal.md, "Fold": what entries of several authors add up to.
#include "core/rules/attendance.h"

#include "tests/core/rules/world.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Admitted admitted(int persons, int places = 1, ReEntry re_entry = ReEntry::AfterDeparture) {
  return {.persons = persons, .places = places, .badges_due = persons, .category = "member", .re_entry = re_entry};
}

BadgeStarted started(const std::string& serial, int place = 1) {
  return {named<BadgeSerial>(serial), place, {}, {}};
}

// By the names that the tests gave them.
std::vector<std::string> valid_badges(const TicketState& state) {
  std::vector<std::string> valid;
  for (const char* name : {"b1", "b2", "bn", "bs", "n1", "s1", "s2"}) {
    for (const auto& badge : state.badges) {
      if (badge.valid && badge.serial == named<BadgeSerial>(name)) valid.emplace_back(name);
    }
  }
  return valid;
}

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

TEST(Badges, OfOneAdmissionAndPlaceTheNewestIsValid) {
  Pen door("door");
  const auto state = fold_ticket(std::vector{door.write("in", admitted(1)), door.at(1).write("in", started("b1")),
                                             door.at(60).write("owed", started("b2"))});
  EXPECT_THAT(valid_badges(state), ElementsAre("b2"));
}

// Of three guests, one of whom may have the ticket on one of two days, or on all.
TicketTransferred random_transfer(std::mt19937& random) {
  const auto guest = [&] { return named<GuestId>("guest" + std::to_string(random() % 3)); };
  const auto old_guest = guest();
  return {old_guest, guest(), random() % 3 == 0 ? AdmissionDay() : day_number(23U + random() % 2)};
}

// Random days of one ticket at several doors that know of each other now and then.
std::vector<JournalEntry> random_evening(std::mt19937& random) {
  const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  const int places = 1 + pick(3);
  const bool by_day = pick(2) == 0;
  std::vector<Pen> doors;
  for (int i = 0; i < 3; ++i) doors.emplace_back("door" + std::to_string(i), pick(2) == 0);
  std::vector<std::string> scans;
  std::vector<JournalEntry> entries;
  for (int i = 0; i < 8; ++i) {
    auto& door = doors[static_cast<std::size_t>(pick(3))];
    const std::string scan = "scan" + std::to_string(i);
    if (!scans.empty() && pick(2) == 0) door.knows({scans[static_cast<std::size_t>(pick(int(scans.size())))]});
    door.at(pick(300), pick(4) != 0).guest("guest" + std::to_string(pick(3)));
    const auto day = by_day ? day_number(23U + static_cast<unsigned>(pick(2))) : AdmissionDay();
    const int what = pick(12);
    const auto other = scans.empty() ? scan : scans[static_cast<std::size_t>(pick(int(scans.size())))];
    if (what < 5) {
      auto came = admitted(1 + pick(places), places);
      came.day = day;
      entries.push_back(door.write(scan, came));
    }
    if (what == 5) entries.push_back(door.write(scan, Departed{1, day}));
    if (what == 6) entries.push_back(door.write(scan, AdmissionUndone{scan_ref(other)}));
    if (what == 7) entries.push_back(door.write(scan, started("badge" + std::to_string(i), 1 + pick(places))));
    if (what == 8) {
      entries.push_back(door.write(
          scan, ConflictJudged{{scan_ref(scan), scan_ref(other)}, static_cast<Verdict>(pick(3)), scan_ref(other)}));
    }
    if (what == 9) entries.push_back(door.write(other, Refused{Refusal::Full}, 1));
    if (what > 9) entries.push_back(door.write(scan, random_transfer(random)));
    scans.push_back(scan);
  }
  return entries;
}

// Everything of a state that later decisions depend on.
std::string summary(const TicketState& state) {
  std::string text = std::to_string(state.places) + "/" + std::to_string(state.badges_due);
  for (const auto& [day, counts] : state.days) {
    text += " d" + std::to_string(counts.inside) + "," + std::to_string(counts.admitted);
  }
  for (const auto& one : state.standing) text += " +" + one.scan.scan.text();
  for (const auto& one : state.conflicts) text += " !" + one.stands.scan.text() + one.disputed.scan.text();
  for (const auto& one : state.newest) text += " >" + one.scan.text();
  for (const AdmissionDay& day : {AdmissionDay(), day_number(23), day_number(24)}) {
    if (const auto holder = state.holder_on(day)) text += " h" + holder->text();
    for (const auto& one : state.badges) text += " b" + one.serial.text() + (one.valid_on(day) ? "v" : "x");
    for (const int place : state.owed_badges(day)) text += " o" + std::to_string(place);
  }
  return text;
}

TEST(FoldProperty, TheOrderOfArrivalChangesNothing) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 2000; ++round) {
    auto entries = random_evening(random);
    const auto expected = summary(fold_ticket(entries));
    for (int shuffle = 0; shuffle < 3; ++shuffle) {
      std::shuffle(entries.begin(), entries.end(), random);
      if (!entries.empty()) entries.push_back(entries.front());
      ASSERT_EQ(summary(fold_ticket(entries)), expected) << "round " << round;
    }
  }
}

TEST(FoldProperty, NobodyIsCountedTwice) {
  std::mt19937 random(8);
  for (int round = 0; round < 2000; ++round) {
    const auto entries = random_evening(random);
    const auto state = fold_ticket(entries);
    const bool both = std::any_of(entries.begin(), entries.end(), [](const JournalEntry& entry) {
      const auto* judged = std::get_if<ConflictJudged>(&entry.fact);
      return judged != nullptr && judged->verdict == Verdict::Both;
    });
    for (const auto& [day, counts] : state.days) {
      EXPECT_GE(counts.inside, 0);
      EXPECT_LE(counts.inside, counts.admitted);
      if (!both) {
        EXPECT_LE(counts.admitted, state.places) << "round " << round;
      }
    }
  }
}

TEST(FoldProperty, EntriesThatClaimToKnowEachOtherStillEnd) {
  Pen north("north");
  Pen south("south");
  const auto state =
      fold_ticket(std::vector{north.knows({"s"}).write("n", admitted(1)), south.knows({"n"}).write("s", admitted(1))});
  EXPECT_LE(state.inside_on({}), 1);
}

}  // namespace
}  // namespace einlass::rules

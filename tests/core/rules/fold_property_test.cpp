// docs/journal.md, "Fold": what holds of any evening, for random ones.
#include "tests/core/rules/fold_facts.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

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
    if (what == 7) {
      auto badge = started("badge" + std::to_string(i), 1 + pick(places));
      if (pick(2) == 0) badge.reason = PrintReason::Ahead;
      entries.push_back(door.write(scan, badge));
    }
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

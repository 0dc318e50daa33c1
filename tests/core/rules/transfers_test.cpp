// Somebody comes instead, on one day or on all: who holds the ticket when, what becomes of badges, what is a conflict.
#include "tests/core/rules/world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const AdmissionDay kNoDay;
const AdmissionDay kThursday = day_number(26);
const AdmissionDay kFriday = day_number(27);
const AdmissionDay kSaturday = day_number(28);

TicketTransferred transfer(const std::string& from, const std::string& to, const AdmissionDay& day = {}) {
  return {named<GuestId>(from), named<GuestId>(to), day};
}

Admitted admitted_on(const AdmissionDay& day, int badges_due = 0) {
  Admitted admitted;
  admitted.badges_due = badges_due;
  admitted.day = day;
  return admitted;
}

BadgeStarted started(const std::string& serial) {
  return {.serial = named<BadgeSerial>(serial), .place_number = 1, .replaces = {}, .reason = PrintReason::First};
}

// A ticket is handed on at one desk, again and again.
struct HandedOn {
  std::string from;
  std::string to;
  AdmissionDay day;
  bool undone = false;
};

std::vector<JournalEntry> written(const std::vector<HandedOn>& transfers) {
  Pen staff("staff");
  std::vector<JournalEntry> entries;
  std::string last;
  int minute = 0;
  for (const auto& each : transfers) {
    const auto scan = "transfer " + std::to_string(++minute);
    if (!last.empty()) staff.knows({last});
    entries.push_back(staff.at(60 * minute).write(scan, transfer(each.from, each.to, each.day)));
    if (each.undone) entries.push_back(staff.knows({scan}).write(scan + " undone", AdmissionUndone{scan_ref(scan)}));
    last = each.undone ? scan + " undone" : scan;
  }
  return entries;
}

std::string name_of(const std::optional<GuestId>& guest) {
  for (const auto* name : {"anna", "bert", "carl"}) {
    if (guest == named<GuestId>(name)) return name;
  }
  return guest ? "somebody" : "";
}

TEST(Transfers, TheLastForADayOrForAllDaysSaysWhoHoldsTheTicket) {
  const struct {
    std::string what;
    std::vector<HandedOn> transfers;
    std::string on_friday;
    std::string on_saturday;
    std::string without_a_day;
  } cases[] = {
      {"nobody", {}, "", "", ""},
      {"Friday", {{"anna", "bert", kFriday}}, "bert", "", ""},
      {"all days", {{"anna", "bert", kNoDay}}, "bert", "bert", "bert"},
      {"all, then Friday", {{"anna", "bert", kNoDay}, {"bert", "carl", kFriday}}, "carl", "bert", "bert"},
      {"Friday, then all", {{"anna", "bert", kFriday}, {"anna", "carl", kNoDay}}, "carl", "carl", "carl"},
      {"Friday twice", {{"anna", "bert", kFriday}, {"bert", "carl", kFriday}}, "carl", "", ""},
      {"each day another", {{"anna", "bert", kFriday}, {"anna", "carl", kSaturday}}, "bert", "carl", ""},
      {"there and back", {{"anna", "bert", kFriday}, {"bert", "anna", kFriday}}, "anna", "", ""},
      {"undone", {{"anna", "bert", kFriday, true}}, "", "", ""},
      {"back to the first", {{"anna", "bert", kFriday}, {"bert", "carl", kFriday, true}}, "bert", "", ""},
      {"back to one day", {{"anna", "bert", kFriday}, {"anna", "carl", kNoDay, true}}, "bert", "", ""},
  };
  for (const auto& test : cases) {
    const auto state = fold_ticket(written(test.transfers));
    EXPECT_EQ(name_of(state.holder_on(kFriday)), test.on_friday) << test.what;
    EXPECT_EQ(name_of(state.holder_on(kSaturday)), test.on_saturday) << test.what;
    EXPECT_EQ(name_of(state.holder_on(kNoDay)), test.without_a_day) << test.what;
    EXPECT_THAT(state.conflicts, IsEmpty()) << test.what;
  }
}

// What was written without knowing of the transfer, before it in fold order and after.
TEST(Transfers, IsDisputedWithTheOldGuestOnItsOwnDayOnly) {
  const struct {
    AdmissionDay handed_on;
    AdmissionDay came;
    std::string guest;
    int conflicts;
  } cases[] = {
      {kFriday, kFriday, "anna", 1},  {kFriday, kSaturday, "anna", 0}, {kFriday, kNoDay, "anna", 0},
      {kNoDay, kFriday, "anna", 1},   {kNoDay, kNoDay, "anna", 1},     {kFriday, kFriday, "bert", 0},
      {kNoDay, kSaturday, "carl", 0},
  };
  Pen staff("staff");
  Pen kiosk("kiosk", true);
  for (const auto& test : cases) {
    const auto handed_on = staff.at(60).write("transfer", transfer("anna", "bert", test.handed_on));
    for (const int seconds : {0, 120}) {
      const auto came = kiosk.at(seconds).guest(test.guest).write("scan", admitted_on(test.came));
      const auto state = fold_ticket(std::vector{handed_on, came});
      const auto what = testing::Message()
                        << test.guest << " came at " << seconds << " on " << (test.came ? test.came->iso() : "no day");
      ASSERT_EQ(state.conflicts.size(), static_cast<std::size_t>(test.conflicts)) << what;
      if (test.conflicts == 0) continue;
      EXPECT_EQ(state.conflicts[0].day, test.came) << what;
      EXPECT_TRUE(state.is_disputed_on(test.came)) << what;
      EXPECT_EQ(state.holder_on(test.came).has_value(), seconds == 120) << what << ": the first of both stands";
    }
    const auto knew = kiosk.at(0).guest(test.guest).write("scan", admitted_on(test.came));
    const auto after = staff.knows({"scan"}).at(60).write("transfer", transfer("anna", "bert", test.handed_on));
    EXPECT_THAT(fold_ticket(std::vector{knew, after}).conflicts, IsEmpty());
    staff.knows({});
  }
}

TEST(Transfers, TwoForOneDayThatDidNotKnowOfEachOtherAreAConflict) {
  const struct {
    AdmissionDay first;
    AdmissionDay second;
    int conflicts;
    AdmissionDay day;
  } cases[] = {
      {kFriday, kFriday, 1, kFriday}, {kFriday, kSaturday, 0, {}}, {kFriday, kNoDay, 1, kFriday},
      {kNoDay, kFriday, 1, kFriday},  {kNoDay, kNoDay, 1, kNoDay},
  };
  for (const auto& test : cases) {
    const auto first = Pen("staff").at(0).write("first", transfer("anna", "bert", test.first));
    const auto second = Pen("host").at(60).write("second", transfer("anna", "carl", test.second));
    const auto state = fold_ticket(std::vector{first, second});
    ASSERT_EQ(state.conflicts.size(), static_cast<std::size_t>(test.conflicts));
    if (test.conflicts == 0) continue;
    EXPECT_EQ(state.conflicts[0].day, test.day);
    EXPECT_EQ(state.conflicts[0].disputed, scan_ref("second"));
    EXPECT_TRUE(state.is_disputed_on(kFriday));
    EXPECT_EQ(state.is_disputed_on(kSaturday), !test.day);
    EXPECT_EQ(name_of(state.holder_on(test.first)), "bert") << "until somebody judges";
  }
}

TEST(Transfers, ThePersonWhoCameInsteadComesInWithoutAConflict) {
  Pen staff("staff");
  const auto state =
      fold_ticket(std::vector{staff.write("transfer", transfer("anna", "bert")),
                              staff.knows({"transfer"}).guest("bert").write("scan", admitted_on(kNoDay))});
  EXPECT_THAT(state.conflicts, IsEmpty());
  EXPECT_EQ(state.persons_admitted(), 1);
}

// Anna comes on Thursday; Bert comes instead on Friday; on Saturday Anna is back.
class ThreeDays : public testing::Test {
 protected:
  void come(const std::string& guest, const AdmissionDay& day, int badges_due = 0) {
    const auto scan = guest + day->iso();
    entries_.push_back(door_.at(++minute_ * 60).guest(guest).write(scan, admitted_on(day, badges_due)));
    last_ = scan;
    door_.knows({last_});
  }
  void print(const std::string& serial, const std::string& guest) {
    entries_.push_back(door_.at(++minute_ * 60).guest(guest).write(last_, started(serial)));
  }
  void hand_on(const TicketTransferred& fact) {
    const auto scan = "transfer" + std::to_string(minute_);
    entries_.push_back(door_.at(++minute_ * 60).write(scan, fact));
    last_ = scan;
    door_.knows({last_});
  }
  std::vector<std::string> valid_on(const AdmissionDay& day) const {
    std::vector<std::string> valid;
    for (const auto& badge : fold_ticket(entries_).badges) {
      for (const auto* serial : {"thursday", "friday", "later", "back"}) {
        if (badge.valid_on(day) && badge.serial == named<BadgeSerial>(serial)) valid.emplace_back(serial);
      }
    }
    return valid;
  }
  std::vector<int> owed_on(const AdmissionDay& day) const { return fold_ticket(entries_).owed_badges(day); }

  Pen door_{"door"};
  std::string last_;
  int minute_ = 0;
  std::vector<JournalEntry> entries_;
};

TEST_F(ThreeDays, TheBadgeOfWhoeverIsAwayOpensNothingOnThatDay) {
  come("anna", kThursday, 1);
  print("thursday", "anna");
  hand_on(transfer("anna", "bert", kFriday));
  EXPECT_THAT(valid_on(kThursday), ElementsAre("thursday"));
  EXPECT_THAT(valid_on(kFriday), IsEmpty());
  EXPECT_THAT(valid_on(kSaturday), ElementsAre("thursday"));
  EXPECT_THAT(owed_on(kFriday), ElementsAre(1)) << "Bert's";
  EXPECT_THAT(owed_on(kSaturday), IsEmpty()) << "Anna has hers";
}

TEST_F(ThreeDays, TheBadgeOfWhoeverCameInsteadIsValidOnHerDay) {
  come("anna", kThursday, 1);
  print("thursday", "anna");
  hand_on(transfer("anna", "bert", kFriday));
  come("bert", kFriday);
  print("friday", "bert");
  EXPECT_THAT(valid_on(kThursday), ElementsAre("thursday"));
  EXPECT_THAT(valid_on(kFriday), ElementsAre("friday"));
  EXPECT_THAT(valid_on(kSaturday), ElementsAre("thursday"));
  for (const auto& day : {kThursday, kFriday, kSaturday}) EXPECT_THAT(owed_on(day), IsEmpty());
}

TEST_F(ThreeDays, WhoeverWasRepresentedFirstIsOwedHerBadgeOnTheNextDay) {
  hand_on(transfer("anna", "bert", kFriday));
  come("bert", kFriday, 1);
  print("friday", "bert");
  EXPECT_THAT(owed_on(kFriday), IsEmpty());
  EXPECT_THAT(owed_on(kSaturday), ElementsAre(1));
  come("anna", kSaturday);
  print("later", "anna");
  EXPECT_THAT(owed_on(kSaturday), IsEmpty());
  EXPECT_THAT(valid_on(kFriday), ElementsAre("friday"));
  EXPECT_THAT(valid_on(kSaturday), ElementsAre("later"));
}

// Anna was in on Friday already; Bert, who comes in the afternoon, gets his badge at his scan.
TEST_F(ThreeDays, ABadgeOfTheSameAdmissionOutdoesTheOtherOnTheDayOfTheTransferOnly) {
  come("anna", kFriday, 1);
  print("friday", "anna");
  hand_on(transfer("anna", "bert", kFriday));
  EXPECT_THAT(owed_on(kFriday), ElementsAre(1));
  entries_.push_back(door_.at(++minute_ * 60).guest("bert").write("owed", started("later")));
  EXPECT_THAT(valid_on(kFriday), ElementsAre("later"));
  EXPECT_THAT(valid_on(kSaturday), ElementsAre("friday"));
}

TEST_F(ThreeDays, ATransferThereAndBackRevivesNoBadgeOnThatDay) {
  come("anna", kFriday, 1);
  print("friday", "anna");
  hand_on(transfer("anna", "bert", kFriday));
  hand_on(transfer("bert", "anna", kFriday));
  EXPECT_THAT(valid_on(kFriday), IsEmpty());
  EXPECT_THAT(valid_on(kSaturday), ElementsAre("friday"));
  last_ = "owed";
  print("back", "anna");
  EXPECT_THAT(valid_on(kFriday), ElementsAre("back"));
}

TEST_F(ThreeDays, ATransferForAllDaysVoidsTheOldGuestsBadgesForEver) {
  come("anna", kThursday, 1);
  print("thursday", "anna");
  hand_on(transfer("anna", "bert"));
  for (const auto& day : {kNoDay, kThursday, kFriday}) {
    EXPECT_THAT(valid_on(day), IsEmpty());
    EXPECT_THAT(owed_on(day), ElementsAre(1));
  }
  hand_on(transfer("bert", "anna"));
  EXPECT_THAT(valid_on(kNoDay), IsEmpty()) << "there and back revives no badge";
  last_ = "owed";
  print("back", "anna");
  EXPECT_THAT(valid_on(kNoDay), ElementsAre("back"));
}

TEST_F(ThreeDays, UndoingTheTransferGivesTicketAndBadgeBack) {
  come("anna", kThursday, 1);
  print("thursday", "anna");
  hand_on(transfer("anna", "bert", kFriday));
  entries_.push_back(door_.write("undo", AdmissionUndone{scan_ref(last_)}));
  EXPECT_EQ(fold_ticket(entries_).holder_on(kFriday), std::nullopt);
  EXPECT_THAT(valid_on(kFriday), ElementsAre("thursday"));
  EXPECT_THAT(owed_on(kFriday), IsEmpty());
}

// Bert got his badge on Anna's admission, which stands.
TEST_F(ThreeDays, UndoingTheTransferVoidsTheBadgeOfWhoeverCameInstead) {
  come("anna", kFriday, 1);
  print("friday", "anna");
  hand_on(transfer("anna", "bert", kFriday));
  const auto handed_on = last_;
  entries_.push_back(door_.at(++minute_ * 60).guest("bert").write("owed", started("later")));
  entries_.push_back(door_.write("undo", AdmissionUndone{scan_ref(handed_on)}));
  for (const auto& day : {kNoDay, kFriday, kSaturday}) EXPECT_THAT(valid_on(day), ElementsAre("friday"));
  EXPECT_THAT(owed_on(kFriday), IsEmpty());
}

TEST_F(ThreeDays, UndoingTheSecondTransferLeavesTheBadgeOfTheFirst) {
  hand_on(transfer("anna", "bert", kFriday));
  come("bert", kFriday, 1);
  print("friday", "bert");
  hand_on(transfer("bert", "carl", kFriday));
  EXPECT_THAT(valid_on(kFriday), IsEmpty());
  entries_.push_back(door_.write("undo", AdmissionUndone{scan_ref(last_)}));
  EXPECT_THAT(valid_on(kFriday), ElementsAre("friday"));
  EXPECT_THAT(valid_on(kSaturday), IsEmpty()) << "the ticket is Anna's on that day";
}

TEST_F(ThreeDays, TheTransferByWhichSheHoldsTheTicketIsTheLastThatStands) {
  hand_on(transfer("anna", "bert", kFriday));
  const auto first = last_;
  hand_on(transfer("bert", "carl", kFriday));
  const auto state = fold_ticket(entries_);
  ASSERT_NE(state.transfer_on(kFriday), nullptr);
  EXPECT_EQ(state.transfer_on(kFriday)->scan, scan_ref(last_));
  EXPECT_EQ(state.transfer_on(kFriday)->old_guest, named<GuestId>("bert"));
  EXPECT_EQ(state.transfer_on(kSaturday), nullptr);
  entries_.push_back(door_.write("undo", AdmissionUndone{scan_ref(last_)}));
  const auto undone = fold_ticket(entries_);
  ASSERT_NE(undone.transfer_on(kFriday), nullptr);
  EXPECT_EQ(undone.transfer_on(kFriday)->scan, scan_ref(first));
}

}  // namespace
}  // namespace einlass::rules

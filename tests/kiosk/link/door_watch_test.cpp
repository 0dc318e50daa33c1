// A closed event's guests wait for a person, and a call for help for somebody who comes.
#include "kiosk/link/door_watch.h"

#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "tests/kiosk/link/link_world.h"

#include <gtest/gtest.h>

namespace einlass::link {
namespace {

class DoorWatchTest : public testing::Test {
 protected:
  DoorWatchTest()
      : store_(store::EventStore::open({.file = folder_.path() / "event.db",
                                        .event = rules::EventId::random(),
                                        .journal = rules::JournalId::random(),
                                        .vfs = {}})
                   .value()) {}

  base::Instant at(int minutes) {
    return base::Instant::from_unix_ms(1'795'455'000'000) + std::chrono::minutes(minutes);
  }
  void write(rules::Fact fact, rules::ScanId scan, int minutes, rules::KioskId kiosk) {
    auto transaction = store_.begin().value();
    rules::EntryDraft draft;
    draft.place = {.kiosk = kiosk, .name = kiosk == own_ ? "Left" : "Right", .door = {}};
    draft.ticket = ticket_;
    draft.scan = rules::ScanStep{scan, 0};
    draft.fact = std::move(fact);
    ASSERT_TRUE(store_.journal().append(draft, {.venue = at(minutes)}));
    ASSERT_TRUE(transaction.commit());
  }
  DoorLook look(int minutes) { return watch_.look(at(minutes), std::nullopt).value(); }

  TemporaryFolder folder_;
  store::EventStore store_;
  rules::KioskId own_ = rules::KioskId::random();
  rules::KioskId other_ = rules::KioskId::random();
  rules::TicketId ticket_ = rules::TicketId::random();
  rules::ScanId scan_ = rules::ScanId::random();
  DoorWatch watch_{store_, own_};
};

TEST_F(DoorWatchTest, AGuestWaitsUntilSomebodyElsewhereLetsHerIn) {
  write(rules::HostAsked{}, scan_, 0, own_);
  EXPECT_TRUE(look(1).settled.empty());
  ASSERT_EQ(look(1).news.waiting.size(), 1U);
  EXPECT_EQ(look(1).news.waiting.front().scan.scan, scan_);
  write(rules::Admitted{}, rules::ScanId::random(), 2, other_);
  const auto settled = look(3);
  ASSERT_EQ(settled.settled.size(), 1U);
  EXPECT_EQ(settled.settled.front().scan, scan_);
  EXPECT_TRUE(settled.settled.front().admitted);
  EXPECT_TRUE(settled.settled.front().at_kiosk);
  EXPECT_TRUE(settled.news.waiting.empty());
  EXPECT_TRUE(look(3).settled.empty()) << "told once";
}

TEST_F(DoorWatchTest, AGuestWhoWasRefusedHereIsLetInFromAPage) {
  write(rules::Refused{rules::Refusal::NotOnList}, scan_, 0, own_);
  EXPECT_TRUE(look(1).news.waiting.empty()) << "nobody was asked";
  write(rules::HostDecided{.approved = true, .reason = {}}, rules::ScanId::random(), 2, rules::KioskId());
  EXPECT_TRUE(look(2).settled.empty());
  write(rules::Admitted{}, scan_, 2, rules::KioskId());
  const auto settled = look(3).settled;
  ASSERT_EQ(settled.size(), 1U);
  EXPECT_EQ(settled.front().scan, scan_);
  EXPECT_TRUE(settled.front().admitted);
  EXPECT_FALSE(settled.front().at_kiosk) << "this kiosk prints what is owed";
}

TEST_F(DoorWatchTest, ARefusalAtAnotherKioskIsNotSettledHere) {
  look(0);
  write(rules::Refused{rules::Refusal::NotOnList}, scan_, 1, other_);
  write(rules::Admitted{}, rules::ScanId::random(), 2, rules::KioskId());
  EXPECT_TRUE(look(3).settled.empty());
}

TEST_F(DoorWatchTest, AnAdmissionOfAnEarlierDaySettlesNothing) {
  look(0);
  write(rules::HostAsked{}, scan_, 5, own_);
  write(rules::Admitted{}, rules::ScanId::random(), 2, other_);
  EXPECT_TRUE(look(6).settled.empty());
}

TEST_F(DoorWatchTest, AnEarlierAnnouncementThatArrivesLateMovesHerNotBack) {
  write(rules::HostAsked{}, scan_, 5, own_);
  write(rules::HostAsked{}, rules::ScanId::random(), 2, other_);
  const auto waiting = look(6).news.waiting;
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting.front().scan.scan, scan_);
  EXPECT_EQ(waiting.front().kiosk, "Left");
}

TEST_F(DoorWatchTest, ADeclineSettlesAnApprovalAloneDoesNot) {
  look(0);
  write(rules::HostAsked{}, scan_, 0, own_);
  look(0);
  write(rules::HostDecided{.approved = true, .reason = {}}, rules::ScanId::random(), 1, other_);
  EXPECT_TRUE(look(1).settled.empty());
  write(rules::HostDecided{.approved = false, .reason = {}}, rules::ScanId::random(), 2, other_);
  ASSERT_EQ(look(2).settled.size(), 1U);
}

TEST_F(DoorWatchTest, NamesWhoeverWasCountedHereLastAndNotTakenBack) {
  EXPECT_FALSE(look(0).news.counted);
  const auto first = rules::ScanId::random();
  write(rules::Counted{}, first, 0, own_);
  write(rules::Counted{}, scan_, 1, own_);
  write(rules::Counted{}, rules::ScanId::random(), 2, other_);
  write(rules::Counted{.day = base::VenueDay{2026, 11, 23}}, rules::ScanId::random(), 3, own_);
  EXPECT_EQ(look(3).news.counted, (rules::ScanRef{scan_, ticket_}));
  write(rules::AdmissionUndone{{scan_, ticket_}}, rules::ScanId::random(), 4, other_);
  EXPECT_EQ(look(4).news.counted, (rules::ScanRef{first, ticket_}));
  write(rules::AdmissionUndone{{first, ticket_}}, rules::ScanId::random(), 5, own_);
  EXPECT_FALSE(look(5).news.counted);
}

// The first evening's first entries: an empty journal was looked at before.
TEST_F(DoorWatchTest, TellsOfAnAnswerThatCameTogetherWithItsCall) {
  look(0);
  write(rules::HelpAsked{}, scan_, 1, own_);
  write(rules::HelpAnswered{}, scan_, 2, other_);
  EXPECT_EQ(look(2).help_is_coming, std::vector{scan_});
}

TEST_F(DoorWatchTest, TellsOfABadgeInDoubtOnceItIsSettledAnywhereOrVoid) {
  using End = rules::Fact (*)(rules::BadgeSerial);
  const End ends[] = {[](rules::BadgeSerial serial) -> rules::Fact { return rules::BadgePrinted{serial}; },
                      [](rules::BadgeSerial serial) -> rules::Fact { return rules::BadgeFailed{serial}; },
                      [](rules::BadgeSerial serial) -> rules::Fact { return rules::BadgeVoided{serial}; },
                      [](rules::BadgeSerial serial) -> rules::Fact {
                        return rules::BadgeStarted{.serial = rules::BadgeSerial::random(), .replaces = serial};
                      }};
  for (const End end : ends) {
    const auto serial = rules::BadgeSerial::random();
    ticket_ = rules::TicketId::random();
    write(rules::BadgeStarted{.serial = serial}, scan_, 1, own_);
    write(rules::BadgeUnknown{serial}, scan_, 2, own_);
    EXPECT_TRUE(look(2).looked_for.empty());
    write(end(serial), scan_, 3, other_);
    EXPECT_EQ(look(3).looked_for, std::vector{serial});
    EXPECT_TRUE(look(4).looked_for.empty()) << "told once";
  }
}

TEST_F(DoorWatchTest, DoesNotLookForBadgesOfOtherKiosks) {
  const auto serial = rules::BadgeSerial::random();
  write(rules::BadgeStarted{.serial = serial}, scan_, 1, other_);
  write(rules::BadgeUnknown{serial}, scan_, 2, other_);
  write(rules::BadgePrinted{serial}, scan_, 3, own_);
  EXPECT_TRUE(look(3).looked_for.empty());
}

TEST_F(DoorWatchTest, ACallEndsByItselfAfterHalfAnHourAndRingsAnewWhenAskedAgain) {
  write(rules::HelpAsked{}, scan_, 0, other_);
  EXPECT_EQ(look(29).news.calls.size(), 1U);
  EXPECT_TRUE(look(30).news.calls.empty());
  write(rules::HelpAsked{}, scan_, 40, other_);
  EXPECT_EQ(look(41).news.calls.size(), 1U);
  write(rules::HelpAnswered{}, scan_, 42, own_);
  EXPECT_TRUE(look(42).news.calls.empty());
  EXPECT_TRUE(look(42).help_is_coming.empty()) << "it was no call of this kiosk";
  write(rules::HelpAsked{}, scan_, 43, other_);
  EXPECT_EQ(look(43).news.calls.size(), 1U);
}

}  // namespace
}  // namespace einlass::link

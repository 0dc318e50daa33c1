// What the server does with kiosks that were revoked, and what it hears of them from others.
#include "tests/server/web/kiosk_sessions_fixture.h"

namespace einlass::web {
namespace {

using ::testing::SizeIs;

class RevokedKiosksTest : public KioskSessionsTest {
 protected:
  std::vector<rules::JournalEntry> losses() {
    std::vector<rules::JournalEntry> found;
    const auto& journal = desk->event(event_id).value()->store.journal();
    EXPECT_TRUE(journal.each_row([&](const auto& row) {
      if (std::holds_alternative<rules::KioskLost>(row.entry.fact)) found.push_back(row.entry);
    }));
    return found;
  }
  void say_hello(const Kiosk& kiosk, rules::JournalId journal) {
    say(kiosk.session, wire::Hello{.number = 1, .journal = journal, .held = {{event_id, journal, 0}}});
  }
  // What a kiosk got from a server that is lost: one that it revoked, or only a journal that its kiosk writes no more.
  rules::JournalRow lost(const rules::Place& place, rules::JournalId journal) {
    rules::JournalRow row;
    row.entry.id = {.journal = rules::JournalId::random(), .event = event_id, .sequence = 1};
    row.entry.place = place;
    row.entry.fact = rules::KioskLost{journal};
    return row;
  }
  bool is_away(const Kiosk& kiosk) {
    const auto bye = next<wire::Bye>(kiosk.session);
    return bye && bye->reason == wire::ByeReason::Revoked;
  }
};

TEST_F(RevokedKiosksTest, StandInEveryEventThatAKioskMayBringBack) {
  const auto evening_id = event_id;
  const auto west = paired_and_joined("west");
  const auto journal = rules::JournalId::random();
  say_hello(west, journal);
  ASSERT_TRUE(desk->kiosks().revoke("west"));
  sessions->refresh();
  run_turn();
  ASSERT_THAT(losses(), SizeIs(1));
  EXPECT_EQ(losses()[0].place.kiosk, west.id);
  EXPECT_EQ(std::get<rules::KioskLost>(losses()[0].fact).journal, journal);
  create_another("later");
  sessions->refresh();
  run_turn();
  EXPECT_THAT(losses(), SizeIs(1)) << "of the event that was made afterwards";
  event_id = evening_id;
  clock.advance(std::chrono::minutes(1));
  run_turn();
  EXPECT_THAT(losses(), SizeIs(1)) << "once";
}

TEST_F(RevokedKiosksTest, AreCutWhenAnotherKioskBringsTheEntryOfALostServer) {
  auto west = paired_and_joined("west");
  const auto east = paired_and_joined("east");
  say_hello(west, rules::JournalId::random());
  say_hello(east, rules::JournalId::random());
  const auto row = lost({.kiosk = west.id, .name = "west", .door = "main"}, rules::JournalId::random());
  say(east.session, wire::Entries{.batch = 1, .rows = {row}});
  run_turn();
  EXPECT_TRUE(is_away(west));
  EXPECT_FALSE(sent[east.session].closed);
  sessions->closed(west.session);
  join(west);
  EXPECT_TRUE(is_away(west)) << "when it comes again";
}

TEST_F(RevokedKiosksTest, AreNotThoseWhichGoOnInAnotherJournal) {
  const auto west = paired_and_joined("west");
  const auto east = paired_and_joined("east");
  const auto journal = rules::JournalId::random();
  say_hello(west, journal);
  say_hello(east, rules::JournalId::random());
  say(east.session, wire::Entries{.batch = 1, .rows = {lost({.name = "venue server"}, journal)}});
  run_turn();
  EXPECT_FALSE(is_away(west));
}

// It was found in the van: it keeps its journal, and whatever that journal is called.
TEST_F(RevokedKiosksTest, AreWelcomeOnceTheyArePairedAnew) {
  const auto west = paired_and_joined("west");
  const auto east = paired_and_joined("east");
  const auto journal = rules::JournalId::random();
  say_hello(west, journal);
  say_hello(east, rules::JournalId::random());
  const auto row = lost({.kiosk = west.id, .name = "west", .door = "main"}, journal);
  say(east.session, wire::Entries{.batch = 1, .rows = {row}});
  run_turn();
  auto again = paired_and_joined("west");
  say_hello(again, journal);
  run_turn();
  EXPECT_FALSE(is_away(again));
  say(again.session, admission(0));
  EXPECT_TRUE(next<wire::AdmitReply>(again.session));
}

// Restored from a backup that was made before: neither name nor key of the kiosk is here.
TEST_F(RevokedKiosksTest, AreListedAlsoWhereThisServerNeverKnewThem) {
  const auto east = paired_and_joined("east");
  say_hello(east, rules::JournalId::random());
  const auto row =
      lost({.kiosk = rules::KioskId::random(), .name = "west", .door = "main"}, rules::JournalId::random());
  say(east.session, wire::Entries{.batch = 1, .rows = {row}});
  run_turn();
  const auto west = desk->kiosks().find("west");
  ASSERT_TRUE(west);
  EXPECT_TRUE(west->revoked);
  EXPECT_TRUE(desk->kiosks().offer({.kiosk_name = "west"})) << "its name is free";
}

}  // namespace
}  // namespace einlass::web

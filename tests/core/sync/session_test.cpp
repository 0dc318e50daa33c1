// Both ends of the conversation, as they run, in virtual time.
#include "tests/core/sync/sync_world.h"
#include "tests/support/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

TEST(Session, JoinsWithEverythingItNeedsWithinHalfASecond) {
  World world(1, 1, {});
  world.run_for(Milliseconds(500));
  const auto& kiosk = *world.kiosks.front();
  EXPECT_TRUE(kiosk.session.joined());
  EXPECT_EQ(kiosk.event, world_event());
  EXPECT_EQ(kiosk.documents.size(), 2U);  // not the font, which it has packaged
  EXPECT_EQ(kiosk.guest_list, world.server.guest_version);
  EXPECT_EQ(kiosk.guests.size(), world.server.guest_list.size());
}

TEST(Session, FetchesFontsWhereTheServersAreOthers) {
  World world(1, 1, {});
  world.server.documents[base::sha256("a font")] = "a font";
  world.server.assignment.font_set = "newer fonts";
  world.run_for(Milliseconds(500));
  EXPECT_EQ(world.kiosks.front()->documents.size(), 3U);
}

TEST(Session, DoesNotSwitchToAnEventOfWhichADocumentIsMissing) {
  World world(1, 1, {});
  world.server.documents.clear();
  world.run_for(Milliseconds(20'000));
  EXPECT_EQ(world.kiosks.front()->event, std::nullopt);
  EXPECT_TRUE(world.kiosks.front()->session.joined());
}

TEST(Session, DoesNotTakeADocumentWhoseContentIsNotWhatItsNameSays) {
  World world(1, 1, {});
  for (auto& [hash, content] : world.server.documents) content.back() = '!';
  world.run_for(Milliseconds(20'000));
  EXPECT_TRUE(world.kiosks.front()->documents.empty());
}

struct Unwanted {
  const char* story;
  std::function<void(World&)> arrange;
  wire::ByeReason reason;
};

class UnwantedKiosk : public testing::TestWithParam<Unwanted> {};

TEST_P(UnwantedKiosk, IsTurnedAwayWithItsReason) {
  World world(1, 1, {});
  GetParam().arrange(world);
  world.run_for(Milliseconds(1'000));
  EXPECT_EQ(world.kiosks.front()->turned_away, GetParam().reason) << GetParam().story;
  EXPECT_FALSE(world.kiosks.front()->session.joined());
  EXPECT_TRUE(world.kiosks.front()->scans.known_alone());
}

INSTANTIATE_TEST_SUITE_P(
    Session, UnwantedKiosk,
    testing::Values(Unwanted{"unknown", [](World& world) { world.server.kiosks.clear(); }, wire::ByeReason::Unknown},
                    Unwanted{"revoked", [](World& world) { world.server.revoked.insert(world.kiosks.front()->id); },
                             wire::ByeReason::Revoked},
                    Unwanted{"another key",
                             [](World& world) {
                               world.server.kiosks[world.kiosks.front()->id] = base::make_signing_pair().open;
                             },
                             wire::ByeReason::Proof}));

TEST(Session, ComesBackWhenTheOrganiserHasSetItRight) {
  World world(1, 1, {});
  world.server.revoked.insert(world.kiosks.front()->id);
  world.run_for(Milliseconds(5'000));
  world.server.revoked.clear();
  world.run_for(SyncSession::turned_away_wait);
  EXPECT_TRUE(world.kiosks.front()->session.joined());
}

TEST(Session, IsInStepASecondAfterTheServerIsBack) {
  World world(3, 2, {});
  world.run_for(Milliseconds(1'000));
  world.stop_server();
  world.run_for(Milliseconds(60'000));
  world.kiosks.front()->scan(world.new_scan(), world.now());
  world.start_server();
  world.run_for(Milliseconds(1'000));
  EXPECT_TRUE(world.all_in_step());
  EXPECT_EQ(world.differences(), "");
}

TEST(Session, CountsWhatItHasToHandOverWithoutTheServer) {
  World world(1, 1, {});
  world.run_for(Milliseconds(500));
  auto& kiosk = *world.kiosks.front();
  ASSERT_EQ(kiosk.session.to_hand_over(), 0U);
  world.stop_server();
  world.run_for(Milliseconds(100));
  kiosk.scan(world.new_scan(), world.now());
  EXPECT_EQ(kiosk.session.to_hand_over(), 1U);
  world.run_for(Milliseconds(5'000));  // attempts to connect change nothing
  kiosk.scan(world.new_scan(), world.now());
  EXPECT_EQ(kiosk.session.to_hand_over(), 2U);
  world.start_server();
  world.run_for(Milliseconds(1'500));
  EXPECT_EQ(kiosk.session.to_hand_over(), 0U);
}

TEST(Session, TakesASilentServerForDead) {
  World world(1, 1, {});
  const auto& kiosk = *world.kiosks.front();
  world.run_for(Milliseconds(1'000));
  ASSERT_TRUE(kiosk.session.joined());
  world.worsen({.lost = 100});
  world.run_for(SyncSession::silence_limit - SyncSession::ping_every - Milliseconds(100));
  EXPECT_TRUE(kiosk.session.joined());
  world.run_for(SyncSession::ping_every + Milliseconds(200));
  EXPECT_FALSE(kiosk.session.joined());
  EXPECT_EQ(kiosk.left_for, base::ErrorKind::Timeout);
  EXPECT_TRUE(kiosk.scans.known_alone());
}

// A disk that was full, or busy for too long, and is well again.
TEST(Session, GoesOnOnceItCanStoreDocumentsAgain) {
  World world(1, 1, {});
  auto& kiosk = *world.kiosks.front();
  kiosk.disk_fails = true;
  world.run_for(Milliseconds(20'000));
  EXPECT_EQ(kiosk.event, std::nullopt);
  kiosk.disk_fails = false;
  world.run_for(DocumentFetch::answer_time + Milliseconds(500));
  EXPECT_EQ(kiosk.event, world_event());
}

TEST(Session, SwitchesToItsEventOnceThatCanBeOpened) {
  World world(1, 1, {});
  auto& kiosk = *world.kiosks.front();
  kiosk.switch_fails = true;
  world.run_for(Milliseconds(20'000));
  EXPECT_EQ(kiosk.event, std::nullopt);
  kiosk.switch_fails = false;
  world.run_for(DocumentFetch::answer_time + Milliseconds(500));
  EXPECT_EQ(kiosk.event, world_event());
}

TEST(Session, HandsOverWhatCouldNotBeRead) {
  World world(1, 2, {});
  auto& kiosk = *world.kiosks.front();
  world.run_for(Milliseconds(1'000));
  world.stop_server();
  world.run_for(Milliseconds(100));
  kiosk.scan(world.new_scan(), world.now());
  kiosk.disk_fails = world.server.disk_fails = true;
  world.start_server();
  world.run_for(Milliseconds(2'000));
  EXPECT_NE(world.differences(), "");
  kiosk.disk_fails = false;
  world.run_for(EntryExchange::answer_time);
  EXPECT_EQ(world.server.rows.all().size(), 1U);
  world.cut(1);  // this one must read it from the server
  world.run_for(Milliseconds(2'000));
  world.server.disk_fails = false;
  world.run_for(EntryExchange::answer_time);
  EXPECT_EQ(world.differences(), "");
}

TEST(Session, AsksTheServerOnlyOnceItKnowsWhatWasDecidedAlone) {
  World world(1, 1, {});
  auto& kiosk = *world.kiosks.front();
  world.run_for(Milliseconds(1'000));
  world.stop_server();
  world.run_for(Milliseconds(100));
  for (int i = 0; i < 2'000; ++i) kiosk.scan(world.new_scan(), world.now());
  world.start_server();
  while (!kiosk.session.joined()) world.run_for(Milliseconds(10));
  EXPECT_EQ(world.server.rows.all().size(), 2'000U);
}

TEST(Session, TellsEveryoneOfAnAdmissionAtOnce) {
  World world(1, 3, {});
  world.run_for(Milliseconds(1'000));
  world.kiosks.front()->scan(world.new_scan(), world.now());
  world.run_for(Milliseconds(60));
  EXPECT_EQ(world.differences(), "");
  EXPECT_EQ(world.server.rows.all().size(), 1U);
}

TEST(Session, GivesAServerWithoutMemoryEverythingBack) {
  World world(1, 3, {});
  world.run_for(Milliseconds(1'000));
  for (auto& kiosk : world.kiosks) kiosk->scan(world.new_scan(), world.now());
  world.run_for(Milliseconds(500));
  world.stop_server();
  world.run_for(Milliseconds(100));
  for (auto& kiosk : world.kiosks) kiosk->scan(world.new_scan(), world.now());
  world.server.rows = {};
  world.server.journal = rules::JournalId(base::IdBytes{98});  // a new server: a new journal
  world.start_server();
  world.run_for(Milliseconds(2'000));
  EXPECT_EQ(world.server.rows.all().size(), 6U);
  EXPECT_EQ(world.differences(), "");
}

TEST(Session, GivesDocumentsAndGuestsOnlyToAServerThatItOfferedThemTo) {
  World world(1, 1, {});
  auto& kiosk = *world.kiosks.front();
  world.run_for(Milliseconds(1'000));
  kiosk.on(MessageReceived{wire::DocumentRequest{.hash = world.server.assignment.documents.front().hash}}, world.now());
  kiosk.on(MessageReceived{wire::GuestListRequest{.event = *world.server.assignment.event}}, world.now());
  ASSERT_EQ(kiosk.outbox.size(), 1U);
  EXPECT_EQ(std::get<wire::ErrorReport>(kiosk.outbox.front()).kind, base::ErrorKind::NotFound);
}

// Admissions at three kiosks while messages get lost, come twice, late and out of order, links break and the server
// goes away. Once the links are good again, everybody holds the same; and every guest saw one outcome, in time.
void run_chaos(unsigned seed) {
  const int worse = static_cast<int>(seed % 5);
  World world(seed, 3, {.lost = 2 * worse, .repeated = 10, .delayed = 5 * worse, .broken = worse});
  std::size_t asked = 0;
  for (int tick = 0; tick < 1'500; ++tick) {
    for (auto& kiosk : world.kiosks) {
      kiosk->can_admit_alone = !world.chance(300);
      if (!world.chance(20)) continue;
      ++asked;
      kiosk->scan(world.new_scan(), world.now());
    }
    if (world.chance(2)) world.stop_server();
    if (world.chance(20)) world.start_server();
    world.run_for(Milliseconds(10));
  }
  world.heal();
  world.start_server();
  world.run_for(Milliseconds(20'000));
  EXPECT_TRUE(world.all_in_step());
  EXPECT_EQ(world.differences(), "");
  std::map<rules::ScanStep, int> shown;
  for (const auto& kiosk : world.kiosks) {
    for (const auto& [scan, times] : kiosk->shown) shown[scan] += times;
  }
  EXPECT_EQ(shown.size(), asked);
  for (const auto& [scan, times] : shown) EXPECT_EQ(times, 1);
}

TEST(SessionSearch, EveryoneHoldsTheSameOnceTheLinksAreGood) {
  support::search(20, run_chaos);
}

}  // namespace
}  // namespace einlass::sync

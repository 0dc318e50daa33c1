// The server's state is lost, and a new one has the venue's keys and nothing else: the kiosks bring it all back.
#include "tests/core/sync/sync_world.h"

#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

class LostServer : public testing::TestWithParam<unsigned> {
 protected:
  // Everything of the event is at every kiosk, some of it decided alone after the loss.
  static void lose(World& world) {
    world.run_for(Milliseconds(10'000));
    for (std::size_t i = 0; i < world.kiosks.size(); ++i) world.kiosks[i]->scan(world.new_scan(), world.now());
    world.run_for(Milliseconds(5'000));
    world.stop_server();
    for (auto& kiosk : world.kiosks) kiosk->scan(world.new_scan(), world.now());
    world.run_for(Milliseconds(2'000));
    world.server.lose_all();
    world.start_server();
  }
};

TEST_P(LostServer, GetsEventDocumentsGuestsAndEveryEntryBack) {
  World world(GetParam(), 3, {});
  const auto documents = world.server.documents;
  const auto guests = world.server.guest_list.size();
  const auto version = world.server.guest_version;
  lose(world);
  world.run_for(Milliseconds(10'000));
  EXPECT_TRUE(world.server.has_event);
  EXPECT_EQ(world.server.documents, documents);
  EXPECT_EQ(world.server.guest_list.size(), guests);
  EXPECT_EQ(world.server.guest_version, version);
  EXPECT_EQ(world.server.kiosks.size(), 3U);
  EXPECT_EQ(world.server.rows.all().size(), 6U);
  EXPECT_EQ(world.differences(), "");
  EXPECT_TRUE(world.all_in_step());
}

TEST_P(LostServer, GetsItBackOverLinksThatLoseRepeatDelayAndBreak) {
  World world(GetParam(), 3, {});
  const auto documents = world.server.documents;
  lose(world);
  world.worsen({.lost = 5, .repeated = 10, .delayed = 10, .broken = 1});
  world.run_for(Milliseconds(60'000));
  world.heal();
  world.run_for(Milliseconds(60'000));
  EXPECT_TRUE(world.server.has_event);
  EXPECT_EQ(world.server.documents, documents);
  EXPECT_EQ(world.differences(), "");
  EXPECT_TRUE(world.all_in_step());
}

TEST_P(LostServer, AnOfferThatIsLostOnTheWayIsMadeOnceMore) {
  World world(GetParam(), 1, {});
  lose(world);
  world.server.offers_lost = 1;
  world.run_for(Milliseconds(25'000));
  EXPECT_TRUE(world.server.has_event);
  EXPECT_EQ(world.differences(), "");
}

// It would take every other guest for a stranger.
TEST_P(LostServer, TakesNoEventFromAKioskWhoseGuestListIsNotComplete) {
  World world(GetParam(), 1, {});
  lose(world);
  world.kiosks[0]->guest_list.reset();
  world.run_for(Milliseconds(30'000));
  EXPECT_FALSE(world.server.has_event);
  EXPECT_TRUE(world.kiosks[0]->session.joined()) << "it goes on, and decides itself";
}

TEST_P(LostServer, AsksNoServerAboutGuestsBeforeItHasTheEvent) {
  World world(GetParam(), 1, {});
  lose(world);
  for (int i = 0; i < 1'000 && !world.server.has_event; ++i) {
    EXPECT_FALSE(world.kiosks[0]->session.joined());
    world.run_for(Milliseconds(10));
  }
  EXPECT_TRUE(world.server.has_event);
}

INSTANTIATE_TEST_SUITE_P(Seeds, LostServer, testing::Range(1U, 6U));

}  // namespace
}  // namespace einlass::sync

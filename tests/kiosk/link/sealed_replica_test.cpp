// What a kiosk's disk shows while its event is on, and afterwards: names, codes and keys, searched for byte by byte.
#include "core/base/file.h"
#include "tests/kiosk/link/sealed_replica_fixture.h"

#include <thread>

namespace einlass::link {
namespace {

using rules::KeyAtRest;
using testing::SizeIs;

TEST_F(SealedReplica, ShowsNoNameNoCodeAndNoKeyOnceTheEventIsOver) {
  set_up();
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
  venue->stop();
  kiosk.await<Alone>();
  admit_alone_and_complain("TICKET-0002");
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  const auto secrets = keys_in(kiosk.folder(), venue->event());
  ASSERT_THAT(secrets, SizeIs(7));
  for (const auto& file : std::filesystem::directory_iterator(keys())) {
    EXPECT_EQ(file.status().permissions(), std::filesystem::perms(0600));
  }

  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  expect_none(everything_in(kiosk.folder()), secrets);
  kiosk.stop();
  expect_none(everything_in(kiosk.folder()), secrets);
  EXPECT_TRUE(std::filesystem::is_empty(keys()));

  kiosk.start();
  kiosk.await<Unassigned>();
  venue->clock().pass(a_week);
  venue->start();
  kiosk.await<Connected>();
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  expect_all_handed_over();
  EXPECT_TRUE(std::filesystem::is_empty(keys()));
}

// The event ends six hours after it was made; alone all the time.
TEST_F(SealedReplica, HasItsGuestsForADayAfterTheEndAndNoLonger) {
  set_up();
  venue->stop();
  kiosk.await<Alone>();
  kiosk.clock().pass(std::chrono::hours(6 + 24) - std::chrono::minutes(5));
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
  EXPECT_FALSE(std::filesystem::is_empty(keys()));
  kiosk.clock().pass(std::chrono::minutes(6));
  kiosk.await<Unassigned>();
  EXPECT_TRUE(std::filesystem::is_empty(keys()));
  expect_none(everything_in(kiosk.folder()), names_and_codes);
}

// Closed hours before the end that its settings name.
TEST_F(SealedReplica, HasItsGuestsForADayAfterTheClosingWhereThatIsEarlier) {
  set_up();
  venue->command("event.close", R"({"event": "evening", "confirm": true})");
  kiosk.await<Assigned>([](const Assigned& assigned) { return !assigned.policy.doors_hours.empty(); });
  venue->stop();
  kiosk.await<Alone>();
  kiosk.clock().pass(std::chrono::hours(24) - std::chrono::minutes(5));
  kiosk.admit("TICKET-0001");
  EXPECT_FALSE(std::filesystem::is_empty(keys()));
  kiosk.clock().pass(std::chrono::minutes(6));
  kiosk.await<Unassigned>();
  EXPECT_TRUE(std::filesystem::is_empty(keys()));
  expect_none(everything_in(kiosk.folder()), names_and_codes);
}

TEST_F(SealedReplica, ForgetsWhomAMessageNamed) {
  set_up();
  venue->command("message.put", R"({"event": "evening", "de": "Frau Sommer zum Empfang", "en": "Ms Sommer, please"})");
  ASSERT_TRUE(kiosk.await<NoticeChanged>().notice);
  venue->stop();
  kiosk.await<Alone>();
  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  expect_none(everything_in(kiosk.folder()), names_and_codes);
}

TEST_F(SealedReplica, HandsOverWhatItWroteAfterItForgotItsGuests) {
  set_up();
  kiosk.admit("TICKET-0001");
  venue->stop();
  kiosk.await<Alone>();
  const auto decided = kiosk.admit("TICKET-0002");
  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  complain(std::get<rules::AdmissionGranted>(decided.admission).ticket);
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  venue->clock().pass(a_week);
  venue->start();
  kiosk.await<Connected>();
  expect_all_handed_over();
}

TEST_F(SealedReplica, AnEventThatGoesOnAfterAllIsServedAgain) {
  set_up();
  venue->stop();
  kiosk.await<Alone>();
  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  venue->start();
  kiosk.await<Assigned>();
  kiosk.await<Totals>([](const Totals& totals) { return totals.totals.expected_tickets == 3; });
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
}

TEST_F(SealedReplica, InMemoryOnlyTheKeyEndsWithTheProgramAndAdmissionsGoOn) {
  set_up(KeyAtRest::MemoryOnly);
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
  EXPECT_FALSE(std::filesystem::exists(keys()) && !std::filesystem::is_empty(keys()));
  kiosk.stop();
  venue->stop();

  kiosk.start();
  kiosk.await<Assigned>();
  const auto alone = kiosk.admit("TICKET-0002");
  EXPECT_TRUE(is_granted(alone));
  EXPECT_TRUE(alone.alone);
  EXPECT_EQ(name_on(alone), "");
  complain(std::get<rules::AdmissionGranted>(alone.admission).ticket);
  expect_none(everything_in(kiosk.folder()), names_and_codes);

  venue->start();
  kiosk.await<Connected>();
  for (int i = 0; i < 1'200 && name_on(kiosk.admit("TICKET-0003")).empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0003")), "Lia Sommer");
  venue->stop();
  kiosk.await<Alone>();
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß") << "its own list has the names again";
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  kiosk.stop();
  const auto failed = venue->rows("badge_failed");
  ASSERT_THAT(failed, SizeIs(1));
  ASSERT_TRUE(failed.front().private_part);
  EXPECT_EQ(failed.front().private_part->content, complaint);
}

TEST_F(SealedReplica, ARevokedKioskForgetsAtOnceAndHandsOverWhenItIsPairedAgain) {
  set_up();
  kiosk.admit("TICKET-0001");
  venue->stop();
  kiosk.await<Alone>();
  admit_alone_and_complain("TICKET-0002");
  const auto secrets = keys_in(kiosk.folder(), venue->event());
  ASSERT_TRUE(venue->desk().kiosks().revoke("Left"));
  venue->start();
  kiosk.await<TurnedAway>();
  expect_none(everything_in(kiosk.folder()), secrets);
  expect_none(everything_in(kiosk.folder()), names_and_codes);
  EXPECT_TRUE(std::filesystem::is_empty(keys()));
  kiosk.stop();

  pair();
  kiosk.start_and_join();
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0003")), "Lia Sommer");
  kiosk.stop();
  venue->stop();
  const auto failed = venue->rows("badge_failed");
  ASSERT_THAT(failed, SizeIs(1));
  ASSERT_TRUE(failed.front().private_part);
  EXPECT_EQ(failed.front().private_part->content, complaint);
}

// The old server's key opens nothing any more: what is written from then on is sealed to the new one's.
TEST_F(SealedReplica, AKioskThatWasHandedOverSealsForItsNewServer) {
  set_up();
  kiosk.admit("TICKET-0001");
  kiosk.stop();
  venue->lose_everything();
  venue->start();
  kiosk.hand_over(venue->code_for_who_brings_the_event("Left"));
  const auto sealed_to = [&] {
    const auto own = store::VenueStore::open(StateDirectory(kiosk.folder()).venue_file()).value();
    return own.setting("part_key." + venue->event().text()).value().value();
  };
  const auto before = sealed_to();
  kiosk.start();
  kiosk.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1 && totals.to_hand_over == 0; });
  for (int i = 0; i < 1'200 && sealed_to() == before; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  ASSERT_NE(sealed_to(), before);
  venue->stop();
  kiosk.await<Alone>();
  admit_alone_and_complain("TICKET-0002");
  kiosk.clock().pass(a_week);
  kiosk.await<Unassigned>();
  venue->clock().pass(a_week);
  venue->start();
  kiosk.await<Connected>();
  expect_all_handed_over();
}

// By its server's time the event was over for a week: the kiosk forgot its guests, on the connection that still stands.
TEST_F(SealedReplica, IsServedAgainOnceTheServersClockWasPutRight) {
  set_up();
  venue->clock().set_wrong_by(a_week);
  venue->command("venue_time.accept", "{}");
  kiosk.await<Unassigned>();
  venue->clock().set_wrong_by(base::Milliseconds(0));
  venue->command("venue_time.accept", "{}");
  kiosk.await<Assigned>();
  kiosk.await<Totals>([](const Totals& totals) { return totals.totals.expected_tickets == 3; });
  EXPECT_EQ(name_on(kiosk.admit("TICKET-0001")), "Jana Weiß");
}

// The server may be lost while it serves the other one.
TEST_F(SealedReplica, AKioskThatIsGivenAnotherEventKeepsTheFirstUntilItExpires) {
  set_up();
  kiosk.admit("TICKET-0001");
  const auto secrets = keys_in(kiosk.folder(), venue->event());
  kiosk.stop();
  venue->stop();
  venue->create_event("other");
  ASSERT_TRUE(venue->desk().kiosks().assign("Left", "other", std::nullopt));
  venue->start();
  kiosk.start();
  kiosk.await<Assigned>([&](const Assigned& assigned) { return assigned.event != venue->event(); });
  const auto key_of_first = keys() / (venue->event().text() + ".key");
  kiosk.clock().pass(std::chrono::minutes(1));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_TRUE(std::filesystem::exists(key_of_first));
  kiosk.clock().pass(a_week);
  for (int i = 0; i < 1'200 && std::filesystem::exists(key_of_first); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  kiosk.stop();
  expect_none(everything_in(kiosk.folder()), secrets);
}

}  // namespace
}  // namespace einlass::link

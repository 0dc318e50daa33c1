// The server's state directory is gone, and there is no backup: a real server from the recovery kit, and real kiosks.
#include "core/wire/policy_document.h"
#include "db/guest_book.h"
#include "kiosk/link/replica.h"
#include "tests/kiosk/link/link_world.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

using testing::UnorderedElementsAre;

class LostServerTest : public testing::Test {
 protected:
  void SetUp() override {
    venue_.start();
    pair(left_, "Left");
    pair(right_, "Right");
  }

  void pair(Kiosk& kiosk, const std::string& name) {
    venue_.stop();
    const auto code = venue_.code(name);
    venue_.start();
    kiosk.pair(code);
  }
  static bool all_handed_over(const Totals& totals) { return totals.to_hand_over == 0; }
  // A long list takes its time on a busy machine.
  void await_patiently(const std::function<bool(const Totals&)>& fits) {
    for (int tries = 1; tries < 6; ++tries) {
      try {
        left_.await<Totals>(fits);
        return;
      } catch (const std::runtime_error&) {
      }
    }
    left_.await<Totals>(fits);
  }
  venue::OpenEvent& event() { return **venue_.desk().event(venue_.event()); }

  Venue venue_;
  Kiosk left_;
  Kiosk right_;
};

TEST_F(LostServerTest, ANewOneWithTheKitGetsEverythingBackFromTheKiosks) {
  left_.start_and_join();
  right_.start_and_join();
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001")));
  right_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1; });
  venue_.stop();
  const auto frame = event().frame;
  const auto policy = wire::policy_document(event().policy);
  const auto keys = event().keys;
  const auto list = event().current_list_version();
  const auto documents = venue_.desk().events().documents(venue_.event());
  right_.await<Alone>();
  EXPECT_TRUE(is_granted(right_.admit("TICKET-0002")));

  venue_.lose_all_but_the_kit();
  EXPECT_TRUE(venue_.desk().events().list()->empty());
  venue_.start();
  left_.await<Connected>();
  right_.await<Connected>();
  right_.await<Totals>(all_handed_over);
  left_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 2; });
  EXPECT_FALSE(is_granted(left_.admit("TICKET-0002"))) << "admitted alone, before the server was back";
  const auto third = left_.admit("TICKET-0003");
  EXPECT_TRUE(is_granted(third));
  EXPECT_FALSE(third.alone);
  left_.stop();
  right_.stop();
  venue_.stop();

  EXPECT_EQ(event().record.key, "evening");
  EXPECT_EQ(event().frame, frame);
  EXPECT_EQ(wire::policy_document(event().policy), policy);
  EXPECT_EQ(event().keys, keys);
  EXPECT_EQ(event().current_list_version(), list);
  EXPECT_EQ(venue_.desk().events().documents(venue_.event()), documents);
  EXPECT_EQ(venue_.count("admitted"), 3);
  EXPECT_EQ(venue_.desk().door().totals(venue_.event())->admitted, 3);
  std::vector<std::string> names;
  const auto kiosks = venue_.desk().kiosks().list();
  for (const auto& kiosk : *kiosks) names.push_back(kiosk.name);
  EXPECT_THAT(names, UnorderedElementsAre("Left", "Right"));
}

TEST_F(LostServerTest, AKioskThatWasOffMeanwhileIsKnownAgainWhenItStarts) {
  left_.start_and_join();
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001")));
  left_.stop();
  venue_.lose_all_but_the_kit();
  venue_.start();
  left_.start();
  left_.await<Connected>();
  left_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1 && totals.to_hand_over == 0; });
  left_.stop();
  venue_.stop();
  EXPECT_EQ(venue_.count("admitted"), 1);
}

TEST_F(LostServerTest, EntriesOfAnEventThatAKioskServedEarlierComeBackWithTheEvent) {
  right_.start_and_join();
  right_.stop();  // it has the event and never hears of what follows
  venue_.stop();
  venue_.create_event("other");
  venue_.start();
  left_.start_and_join();
  venue_.stop();
  left_.await<Alone>();
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001")));
  venue_.start();
  left_.await<Totals>(all_handed_over);
  venue_.command("kiosk.assign", R"({"kiosk":"Left","event":"other"})");
  left_.await<Assigned>([&](const Assigned& assigned) { return assigned.event != venue_.event(); });

  venue_.lose_all_but_the_kit();
  venue_.start();
  left_.await<Connected>();
  right_.start();
  right_.await<Connected>();
  right_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1; });
  left_.stop();
  right_.stop();
  venue_.stop();
  EXPECT_EQ(venue_.count("admitted"), 1);
}

// Lunch and dinner at the same kiosks: nobody serves the lunch any more.
TEST_F(LostServerTest, ANewOneGetsBackTheEventsThatKiosksServedBefore) {
  left_.start_and_join();
  right_.start_and_join();
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001")));
  right_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1; });
  venue_.stop();
  venue_.create_event("dinner");
  venue_.start();
  for (const auto* name : {"Left", "Right"}) {
    venue_.command("kiosk.assign", std::string(R"({"kiosk":")") + name + R"(","event":"dinner"})");
  }
  const auto is_dinner = [&](const Assigned& assigned) { return assigned.event != venue_.event(); };
  left_.await<Assigned>(is_dinner);
  right_.await<Assigned>(is_dinner);
  right_.await<Totals>([](const Totals& totals) { return totals.list_taken.has_value(); });  // half an event stays here
  left_.stop();  // whose own word of the admission is the server's, and is at the right kiosk only

  venue_.lose_all_but_the_kit();
  venue_.start();
  const auto has_all = [&] {
    const auto status = venue_.command("status", "{}");
    return status.find(R"("admitted":1)") != std::string::npos && status.find("dinner") != std::string::npos;
  };
  for (int tries = 0; !has_all() && tries < 600; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  right_.stop();
  venue_.stop();
  EXPECT_TRUE(venue_.desk().events().find("dinner"));
  EXPECT_EQ(venue_.count("admitted"), 1);
  EXPECT_EQ(venue_.desk().door().totals(venue_.event())->expected_tickets, 3);
}

// Far more bytes than may wait on one connection (net::Limits::queued_bytes).
TEST_F(LostServerTest, AListOfManyMegabytesComesBack) {
  constexpr int guests = 3'000;
  left_.start_and_join();
  venue_.stop();
  venue_.import_long_rows(guests);
  venue_.start();
  const auto has_all = [](const Totals& totals) { return totals.totals.expected_tickets == guests + 3; };
  await_patiently(has_all);
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001")));  // handed over once the event is back
  venue_.stop();
  const auto list = event().current_list_version();
  venue_.lose_all_but_the_kit();
  venue_.start();
  left_.await<Connected>();
  await_patiently(all_handed_over);
  left_.stop();
  venue_.stop();
  ASSERT_TRUE(venue_.desk().events().find("evening"));
  EXPECT_EQ(event().current_list_version(), list);
}

// ---- who was revoked ----

// The left kiosk is gone with all that it has. It was revoked, and the right one heard of it before the server was
// lost.
class StolenKioskTest : public LostServerTest {
 protected:
  void SetUp() override {
    LostServerTest::SetUp();
    left_.start_and_join();
    right_.start_and_join();
    left_.stop();
    venue_.command("kiosk.revoke", R"({"kiosk":"Left"})");
    for (int tries = 0; tries < 20 && !right_has_the_loss(); ++tries) {
      right_.start();
      right_.await<Connected>();
    }
    venue_.lose_all_but_the_kit();
    venue_.start();
  }

  bool right_has_the_loss() {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    right_.stop();
    const StateDirectory directory(right_.folder());
    const auto replica = *Replica::open(directory, *directory.identity(), "test");
    const auto held = replica->hello()->held;
    return std::any_of(held.begin(), held.end(), [&](const auto& each) {
      const auto rows = replica->rows({.event = each.event, .journal = each.journal, .after = 0, .limit = 100});
      return std::any_of(rows->begin(), rows->end(),
                         [](const auto& row) { return std::holds_alternative<rules::KioskLost>(row.entry.fact); });
    });
  }
  static bool is_revocation(const TurnedAway& away) { return away.reason == wire::ByeReason::Revoked; }
};

TEST_F(StolenKioskTest, IsTurnedAwayByAServerThatTheOthersBroughtBack) {
  right_.start();
  right_.await<Connected>();
  right_.await<Totals>(all_handed_over);
  left_.start();
  left_.await<TurnedAway>(is_revocation);
  left_.stop();

  pair(left_, "Left");
  left_.start_and_join();
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001"))) << "found, and paired anew";
}

TEST_F(StolenKioskTest, IsCutWhenAnotherKioskTellsThatItWasRevoked) {
  left_.start();
  left_.await<Connected>();
  right_.start();
  left_.await<TurnedAway>(is_revocation);
  right_.await<Connected>();
  EXPECT_FALSE(right_.admit("TICKET-0001").alone);
}

// ---- neither kit nor backup ----

TEST_F(LostServerTest, ANewOneWithoutTheKitGetsEverythingFromKiosksThatArePairedWithItAnew) {
  left_.start_and_join();
  right_.start_and_join();
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001")));
  right_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1; });
  venue_.stop();
  const auto policy = wire::policy_document(event().policy);
  const auto list = event().current_list_version();
  right_.await<Alone>();
  EXPECT_TRUE(is_granted(right_.admit("TICKET-0002")));
  left_.stop();
  right_.stop();

  venue_.lose_everything();
  venue_.start();
  left_.hand_over(venue_.code_for_who_brings_the_event("Left"));
  left_.start();
  left_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1 && totals.to_hand_over == 0; });
  right_.hand_over(venue_.code_for_who_brings_the_event("Right"));
  right_.start();
  right_.await<Connected>();
  left_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 2; });
  const auto third = right_.admit("TICKET-0003");
  EXPECT_TRUE(is_granted(third));
  EXPECT_FALSE(third.alone);
  left_.stop();
  right_.stop();
  venue_.stop();

  EXPECT_EQ(wire::policy_document(event().policy), policy);
  EXPECT_EQ(event().current_list_version(), list);
  EXPECT_EQ(venue_.count("admitted"), 3);
  venue_.import_guests();
  EXPECT_EQ(event().current_list_version(), list) << "the same list makes nobody a second guest";
}

TEST_F(LostServerTest, ANewOneWithoutTheKitGetsBackAllEventsThatAKioskKeeps) {
  left_.start_and_join();
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001")));
  venue_.stop();
  venue_.create_event("dinner");
  ASSERT_TRUE(venue_.desk().guests().import({.event = "dinner", .content = "Code,Name\nDINNER-0001,Ada Lovelace\n"}));
  venue_.start();
  venue_.command("kiosk.assign", R"({"kiosk":"Left","event":"dinner"})");
  left_.await<Totals>([](const Totals& totals) { return totals.totals.expected_tickets == 1; });
  left_.stop();

  venue_.lose_everything();
  venue_.start();
  left_.hand_over(venue_.code_for_who_brings_the_event("Left"));
  left_.start();
  const auto has_all = [&] {
    const auto status = venue_.command("status", "{}");
    return status.find("dinner") != std::string::npos && status.find(R"("admitted":1)") != std::string::npos;
  };
  for (int tries = 0; !has_all() && tries < 600; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  left_.stop();
  venue_.stop();
  EXPECT_TRUE(venue_.desk().events().find("dinner"));
  ASSERT_TRUE(venue_.desk().events().find("evening"));
  EXPECT_EQ(venue_.count("admitted"), 1);
  const auto list = event().current_list_version();
  venue_.import_guests();
  EXPECT_EQ(event().current_list_version(), list) << "the same list makes nobody a second guest";
}

TEST_F(LostServerTest, AKioskThatIsPairedWithAnotherVenueKeepsToItselfWhatItHas) {
  left_.start_and_join();
  EXPECT_TRUE(is_granted(left_.admit("TICKET-0001")));
  left_.stop();
  venue_.lose_everything();
  venue_.start();
  left_.pair(venue_.code_for_who_brings_the_event("Left"));
  left_.start();
  left_.await<Unassigned>();
  left_.await<Connected>();
  left_.stop();
  venue_.stop();
  EXPECT_TRUE(venue_.desk().events().list()->empty());
  const StateDirectory directory(left_.folder());
  {
    const auto replica = *Replica::open(directory, *directory.identity(), "test");
    EXPECT_TRUE(replica->hello()->held.empty());
    EXPECT_EQ(replica->switch_to({.event = venue_.event()}).error().kind, base::ErrorKind::Refused);
  }

  venue_.start();
  left_.hand_over(venue_.code_for_who_brings_the_event("Left again"));
  left_.start();
  left_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1 && totals.to_hand_over == 0; });
}

}  // namespace
}  // namespace einlass::link

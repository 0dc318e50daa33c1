// A rehearsal is over: real kiosks remove all that they have of it, and nothing of any other event.
#include "tests/kiosk/link/link_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

class RehearsalTest : public testing::Test {
 protected:
  void SetUp() override {
    venue_.start();  // so that a port is known
    venue_.stop();
    rehearsal_ = venue_.desk().events().rehearse("evening", "rehearsal")->id;
    const auto code = venue_.code("Left");
    venue_.start();
    kiosk_.pair(code);
    assign("rehearsal");
    kiosk_.start_and_join();
  }

  void assign(const std::string& event) {
    venue_.command("kiosk.assign", R"({"kiosk":"Left","event":")" + event + R"("})");
  }
  bool has_file_of(rules::EventId event) const {
    return std::filesystem::exists(kiosk_.folder() / "events" / (event.text() + ".db"));
  }
  bool has_key_of(rules::EventId event) const {
    return std::filesystem::exists(kiosk_.folder() / "keys" / (event.text() + ".key"));
  }
  void drop() {
    venue_.stop();
    kiosk_.await<Alone>();
    const auto dropped = venue_.desk().events().drop("rehearsal");
    ASSERT_TRUE(dropped) << dropped.error().message;
    venue_.start();
  }

  Venue venue_;
  Kiosk kiosk_;
  rules::EventId rehearsal_;
};

TEST_F(RehearsalTest, GoesFromTheDiskAndTheKioskServesTheNextEvent) {
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(kiosk_.admit("TICKET-0001").admission));
  EXPECT_TRUE(has_file_of(rehearsal_));
  EXPECT_TRUE(has_key_of(rehearsal_));
  drop();
  kiosk_.await<Unassigned>();
  assign("evening");
  kiosk_.await<Assigned>([&](const Assigned& assigned) { return assigned.event == venue_.event(); });
  kiosk_.await<Totals>(
      [](const Totals& totals) { return totals.totals.expected_tickets == 3 && totals.to_hand_over == 0; });
  EXPECT_FALSE(has_file_of(rehearsal_));
  EXPECT_FALSE(has_key_of(rehearsal_));
  const auto decided = kiosk_.admit("TICKET-0001");
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(decided.admission)) << "she was in the rehearsal only";
  kiosk_.stop();
  venue_.stop();
  EXPECT_EQ(venue_.count("admitted"), 1);
}

TEST_F(RehearsalTest, GoesFromAKioskThatServesAnotherEventMeanwhile) {
  assign("evening");
  kiosk_.await<Assigned>([&](const Assigned& assigned) { return assigned.event == venue_.event(); });
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(kiosk_.admit("TICKET-0002").admission));
  EXPECT_TRUE(has_file_of(rehearsal_));
  drop();
  kiosk_.await<Connected>();
  kiosk_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 1 && totals.to_hand_over == 0; });
  EXPECT_FALSE(has_file_of(rehearsal_));
  EXPECT_TRUE(has_file_of(venue_.event()));
}

// Whatever a server says.
TEST_F(RehearsalTest, AnEventThatIsNoneStays) {
  assign("evening");
  kiosk_.await<Assigned>([&](const Assigned& assigned) { return assigned.event == venue_.event(); });
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(kiosk_.admit("TICKET-0003").admission));
  kiosk_.stop();
  venue_.note_as_dropped(venue_.event());
  venue_.start();
  kiosk_.start();
  kiosk_.await<Connected>();
  EXPECT_TRUE(has_file_of(venue_.event()));
  EXPECT_TRUE(has_key_of(venue_.event()));
}

}  // namespace
}  // namespace einlass::link

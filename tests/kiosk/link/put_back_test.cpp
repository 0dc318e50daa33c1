// A kiosk's disk or the server's is put back to an earlier state: an image, a snapshot, a card that was copied. What
// was written since is known to the other side only.
#include "core/wire/entry_json.h"
#include "db/attendance_journal.h"
#include "tests/kiosk/link/link_world.h"

#include <chrono>
#include <set>
#include <thread>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

namespace fs = std::filesystem;

class PutBackTest : public testing::Test {
 protected:
  void SetUp() override {
    venue_.start();
    venue_.stop();
    const auto code = venue_.code("Left");
    venue_.start();
    kiosk_.pair(code);
    kiosk_.start_and_join();
  }

  // The kiosk admits this ticket while the server is off; then all is handed over.
  void admit_alone(const std::string& code) {
    venue_.stop();
    kiosk_.await<Alone>();
    EXPECT_TRUE(kiosk_.admit(code).alone);
    venue_.start();
    kiosk_.await<Connected>();
    kiosk_.await<Totals>(all_handed_over);
  }
  static bool all_handed_over(const Totals& totals) { return totals.to_hand_over == 0; }
  // As the running server shows it; the kiosk says it every two seconds.
  std::string await_parked_at_the_kiosk() {
    for (int attempt = 0; attempt < 100; ++attempt) {
      const auto status = boost::json::parse(venue_.command("status", "{}"));
      const auto* parked = status.at("kiosks").at(0).as_object().if_contains("parked");
      if (parked != nullptr && !parked->as_array().empty()) return boost::json::serialize(*parked);
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return "none";
  }

  store::AttendanceJournal& journal() { return (*venue_.desk().event(venue_.event()))->store.journal(); }
  std::multiset<rules::JournalId> authors() {
    std::multiset<rules::JournalId> found;
    EXPECT_TRUE(journal().each_row([&](const auto& row) { found.insert(row.entry.id.journal); }));
    return found;
  }
  static void copy(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
  }

  Venue venue_;
  Kiosk kiosk_;
  TemporaryFolder image_;
};

TEST_F(PutBackTest, AKioskTakesItsLostEntriesBackAndGoesOnInANewJournal) {
  admit_alone("TICKET-0001");
  kiosk_.stop();
  copy(kiosk_.folder(), image_.path());
  kiosk_.start();
  kiosk_.await<Connected>();
  admit_alone("TICKET-0002");
  kiosk_.stop();
  copy(image_.path(), kiosk_.folder());

  kiosk_.start();
  kiosk_.await<Totals>([](const Totals& totals) { return totals.totals.admitted == 2 && totals.to_hand_over == 0; });
  admit_alone("TICKET-0003");
  kiosk_.stop();
  venue_.stop();
  EXPECT_EQ(venue_.desk().door().totals(venue_.event())->admitted, 3);
  const auto journals = authors();
  EXPECT_EQ(std::set(journals.begin(), journals.end()).size(), 2U) << "number 2 was given already";
  EXPECT_TRUE(journal().parked()->empty());
}

// It is the server that says who is invited, whatever it forgot: the same at its doors and at those that are alone.
TEST_F(PutBackTest, AKioskHasTheListOfTheServerThatWasPutBackAndNoOther) {
  venue_.take_image(image_.path() / "noon");
  venue_.import_long_rows(2);
  venue_.start();
  kiosk_.await<Totals>([](const Totals& totals) { return totals.totals.expected_tickets == 5; });
  venue_.put_image_back(image_.path() / "noon");
  venue_.start();
  kiosk_.await<Totals>([](const Totals& totals) { return totals.totals.expected_tickets == 3; });
  venue_.stop();
  kiosk_.await<Alone>();
  EXPECT_TRUE(is_granted(kiosk_.admit("TICKET-0001")));
  EXPECT_FALSE(is_granted(kiosk_.admit("LONG-1")));
}

// Alone, it could not know that its next numbers were given before.
TEST_F(PutBackTest, WhatAKioskWroteUnderNumbersGivenBeforeIsSeenAtTheServer) {
  admit_alone("TICKET-0001");
  kiosk_.stop();
  copy(kiosk_.folder(), image_.path());
  kiosk_.start();
  kiosk_.await<Connected>();
  admit_alone("TICKET-0002");
  kiosk_.stop();
  copy(image_.path(), kiosk_.folder());
  venue_.stop();

  kiosk_.start();
  kiosk_.await<Assigned>();
  EXPECT_TRUE(kiosk_.admit("TICKET-0003").alone);
  venue_.start();
  kiosk_.await<Connected>();
  kiosk_.await<Totals>(all_handed_over);
  EXPECT_TRUE(is_granted(kiosk_.admit("TICKET-0003"))) << "the server knows nothing of it but what it put aside";
  const auto told = await_parked_at_the_kiosk();
  EXPECT_EQ(told, R"([{"event":"evening","reason":"forked","entries":1}])") << "what it got in place of its own";
  kiosk_.stop();
  venue_.stop();
  ASSERT_EQ(journal().parked()->size(), 1U);
  EXPECT_EQ(journal().parked()->front().reason, "forked");
  EXPECT_EQ(journal().parked()->front().id.sequence, 2U);
  EXPECT_EQ(venue_.desk().door().totals(venue_.event())->admitted, 3);
}

TEST_F(PutBackTest, AServerGetsItsLostEntriesBackAndGoesOnInANewJournal) {
  EXPECT_FALSE(kiosk_.admit("TICKET-0001").alone);
  venue_.take_image(image_.path());
  venue_.start();
  kiosk_.await<Connected>();
  EXPECT_FALSE(kiosk_.admit("TICKET-0002").alone);
  venue_.put_image_back(image_.path());
  venue_.start();
  kiosk_.await<Connected>();
  kiosk_.await<Totals>(all_handed_over);
  EXPECT_FALSE(is_granted(kiosk_.admit("TICKET-0002"))) << "it was admitted, and the kiosk has said so";
  const auto third = kiosk_.admit("TICKET-0003");
  EXPECT_TRUE(is_granted(third));
  EXPECT_FALSE(third.alone);
  kiosk_.stop();
  venue_.stop();
  EXPECT_EQ(venue_.desk().door().totals(venue_.event())->admitted, 3);
  const auto journals = authors();
  EXPECT_EQ(std::set(journals.begin(), journals.end()).size(), 2U);
  EXPECT_TRUE(journal().parked()->empty());
}

}  // namespace
}  // namespace einlass::link

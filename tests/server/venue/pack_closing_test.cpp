// A closed event that is packed, and an event that is closed on one of two servers.
#include "tests/server/venue/pack_fixture.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;

class PackClosingTest : public PackFixture {
 protected:
  PackClosingTest() {
    set_up(new_event());
    clock_.advance(std::chrono::hours(3));
  }

  void close(Desk& desk) {
    const auto attended = value_of(value_of(desk.reports().of("summit-2026")).attendance());
    Closing closing{.at = desk.now(), .figures = {}, .position = attended.position(), .parked = attended.parked()};
    closing.figures.all.tickets = 3;
    value_of(desk.closings().close("summit-2026", closing));
  }
  OpenEvent& at(Desk& desk) { return *value_of(desk.event(event_)); }
  std::string scan_with(Desk& desk, const std::string& kiosk, const std::string& code) {
    return scan_at(desk, pair_at(desk, kiosk), code);
  }
  void start_again_at_the_laptop() {
    laptop_ = nullptr;
    laptop_ = open(laptop_state());
  }
};

TEST_F(PackClosingTest, ArrivesClosedWithItsFiguresAndIsReopenedThere) {
  const auto open_policy = at(office()).policy;
  close(office());
  const auto there = pack(office());
  const auto unpacked = unpack(laptop(), there);
  EXPECT_TRUE(unpacked.closed_here);
  start_again_at_the_laptop();
  EXPECT_TRUE(at(laptop()).record.closed);
  const auto closing = value_of(laptop().closings().closing_of(at(laptop())));
  ASSERT_TRUE(closing);
  EXPECT_EQ(closing->at, value_of(office().closings().closing_of(at(office())))->at);
  EXPECT_EQ(closing->figures.all.tickets, 3);
  EXPECT_EQ(value_of(laptop().closings().late_entries(at(laptop()))), 0);
  value_of(laptop().closings().reopen("summit-2026", 0));
  EXPECT_EQ(at(laptop()).policy, open_policy);
  EXPECT_EQ(scan_with(laptop(), "Foyer", "A"), "admitted");
  EXPECT_TRUE(at(office()).record.closed) << "each server for itself";
}

TEST_F(PackClosingTest, GoesToKiosksWithoutWhatIsKeptOfTheClosing) {
  const auto kinds = [&](Desk& desk) {
    std::multiset<std::string> all;
    for (const auto& ref : value_of(desk.events().documents(event_))) all.insert(ref.kind);
    return all;
  };
  close(office());
  unpack(laptop(), pack(office()));
  EXPECT_EQ(kinds(laptop()), kinds(office()));
}

// Where all doors had closed by themselves, closing changes nothing of the policy.
TEST_F(PackClosingTest, IsPackedAlsoWhereItsDoorsWereClosed) {
  clock_.advance(std::chrono::hours(48));
  value_of(office().events().set_policy(
      {.event = "summit-2026", .fields = R"({"doors_hours": [{"opens": 1795449600000, "closes": 1795453200000}]})"}));
  const auto policy = at(office()).policy;
  close(office());
  EXPECT_EQ(at(office()).policy, policy);
  unpack(laptop(), pack(office()));
  value_of(laptop().closings().reopen("summit-2026", 0));
  EXPECT_EQ(at(laptop()).policy, policy);
}

TEST_F(PackClosingTest, EachServerClosesForItselfAndUnpackingSaysSo) {
  unpack(laptop(), pack(office()));
  EXPECT_EQ(scan_with(laptop(), "Foyer", "A"), "admitted");
  close(laptop());
  const auto back = unpack(office(), pack(laptop()));
  EXPECT_TRUE(back.closed_there);
  EXPECT_FALSE(back.closed_here);
  EXPECT_FALSE(back.settings_differ) << "how it admits when it is open is the same";
  EXPECT_FALSE(at(office()).record.closed);
  EXPECT_EQ(scan_at(office(), office_kiosk_, "B"), "admitted");
  const auto again = unpack(laptop(), pack(office()));
  EXPECT_FALSE(again.closed_there);
  EXPECT_TRUE(again.closed_here);
  EXPECT_FALSE(again.settings_differ);
  EXPECT_TRUE(at(laptop()).record.closed);
  EXPECT_EQ(value_of(laptop().closings().late_entries(at(laptop()))), 1) << "what came in at the office meanwhile";
}

}  // namespace
}  // namespace einlass::venue

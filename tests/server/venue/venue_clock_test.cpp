// The server's clock goes wrong (docs/journal.md, Time).
#include "tests/server/venue/desk_fixture.h"

#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

using std::chrono::hours;

class VenueClockTest : public DeskFixture {
 protected:
  VenueClockTest() {
    create(new_event());
    import("Name,Code\nAda Lovelace,A\nMax Born,B\nLise Meitner,C\n");
    kiosk_ = pair("Nord 1");
  }

  rules::EntryTime admit_at_door(const std::string& code) {
    const auto reply = admit(kiosk_, scan(code));
    EXPECT_EQ(outcome(reply), "admitted") << code;
    return reply.row.entry.time;
  }

  base::Instant start_ = clock_.wall();
  store::KioskRecord kiosk_;
};

TEST_F(VenueClockTest, ARunningServerAdmitsAsBeforeWhereverItsClockIsSet) {
  for (const auto& [code, by] : {std::pair{"A", hours(0)}, {"B", hours(-30)}, {"C", hours(60)}}) {
    clock_.set_wall(start_ + by);
    const auto time = admit_at_door(code);
    EXPECT_EQ(time.venue, start_);
    EXPECT_TRUE(time.sure);
    EXPECT_EQ(time.device_wall, clock_.wall());
    EXPECT_EQ(time.offset_ms, std::chrono::milliseconds(-by).count());
  }
  EXPECT_EQ(desk().clock_is_off_by(), hours(60));
}

TEST_F(VenueClockTest, AServerThatStartsWithYesterdaysTimeGoesOnAfterItsNewestEntry) {
  clock_.advance(hours(1));
  admit_at_door("A");
  clock_.set_wall(start_ - hours(24));
  reopen();
  EXPECT_EQ(admit_at_door("B").venue, start_ + hours(1));
  EXPECT_EQ(desk().clock_is_off_by(), -hours(25));
}

TEST_F(VenueClockTest, StartsNoEarlierThanTheProgramWasBuilt) {
  clock_.set_wall(start_ - hours(24));
  desk_.reset();
  auto built = options();
  built.built = start_;
  desk_ = value_of(Desk::open(built));
  EXPECT_EQ(desk().now(), start_);
}

// Its clock was a day ahead and wrote so; that does not come back with the next start.
TEST_F(VenueClockTest, AnOrganisersWordHoldsAfterARestart) {
  clock_.set_wall(start_ + hours(2));
  reopen();
  admit_at_door("A");
  clock_.set_wall(start_);
  value_of(desk().accept_clock());
  EXPECT_EQ(desk().now(), start_);
  EXPECT_EQ(desk().clock_is_off_by(), hours(0));
  reopen();
  EXPECT_EQ(admit_at_door("B").venue, start_);
}

}  // namespace
}  // namespace einlass::venue

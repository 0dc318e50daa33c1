#include "core/sync/guest_list_fetch.h"

#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Milliseconds;

class GuestListFetchTest : public testing::Test {
 protected:
  GuestListFetchTest() {
    fetch_.set_held(event_, std::nullopt);
    fetch_.want(event_, version_);
  }

  wire::GuestList part(std::uint32_t number) const {
    return {.event = event_, .version = version_, .base = std::nullopt, .part = number, .parts = 3};
  }

  const rules::EventId event_ = rules::EventId::random();
  const base::Hash version_ = base::sha256("list");
  GuestListFetch fetch_;
};

TEST_F(GuestListFetchTest, HoldsTheListOnceItsLastPartIsIn) {
  ASSERT_TRUE(fetch_.next(Milliseconds(0)));
  EXPECT_TRUE(fetch_.take(part(1), Milliseconds(1)));
  EXPECT_TRUE(fetch_.take(part(2), Milliseconds(2)));
  EXPECT_FALSE(fetch_.held());
  EXPECT_TRUE(fetch_.take(part(3), Milliseconds(3)));
  EXPECT_EQ(fetch_.held(), version_);
}

TEST_F(GuestListFetchTest, TakesNothingBehindALostPart) {
  EXPECT_TRUE(fetch_.take(part(1), Milliseconds(1)));
  EXPECT_FALSE(fetch_.take(part(3), Milliseconds(2)));
  EXPECT_FALSE(fetch_.held());
}

// The disk was full for a moment while the parts came in.
TEST_F(GuestListFetchTest, TakesNothingBehindAPartThatCouldNotBeStored) {
  EXPECT_TRUE(fetch_.take(part(1), Milliseconds(1)));
  fetch_.set_held(event_, std::nullopt);
  fetch_.hold_off(Milliseconds(1));
  EXPECT_FALSE(fetch_.take(part(2), Milliseconds(2)));
  EXPECT_FALSE(fetch_.take(part(3), Milliseconds(3)));
  EXPECT_FALSE(fetch_.held());
  EXPECT_FALSE(fetch_.next(Milliseconds(4)));
  EXPECT_EQ(fetch_.next_due(), Milliseconds(1) + GuestListFetch::answer_time);
  EXPECT_TRUE(fetch_.next(*fetch_.next_due()));
}

}  // namespace
}  // namespace einlass::sync

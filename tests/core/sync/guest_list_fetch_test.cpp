#include "core/sync/guest_list_fetch.h"

#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Milliseconds;

const rules::EventId evening(base::IdBytes{1});
const auto first = base::sha256("first");
const auto second = base::sha256("second");

wire::GuestList part_of(const base::Hash& version, std::uint32_t part, std::uint32_t parts) {
  return {.event = evening, .version = version, .base = {}, .part = part, .parts = parts, .rows = {}};
}

class GuestListFetchTest : public testing::Test {
 protected:
  GuestListFetchTest() {
    fetch.set_held(evening, first);
    fetch.want(evening, second);
  }

  bool takes(std::uint32_t part, std::uint32_t parts) { return fetch.take(part_of(second, part, parts), now); }

  Milliseconds now{1'000};
  GuestListFetch fetch;
};

TEST_F(GuestListFetchTest, AVersionIsHeldOnceItIsStored) {
  ASSERT_TRUE(fetch.next(now));
  EXPECT_TRUE(takes(1, 2));
  EXPECT_TRUE(takes(2, 2));
  EXPECT_EQ(fetch.held(), first);
  EXPECT_FALSE(fetch.next(now)) << "it is being written";
  fetch.set_held(evening, second);
  EXPECT_EQ(fetch.held(), second);
  EXPECT_FALSE(fetch.next(now + Milliseconds(60'000)));
}

TEST_F(GuestListFetchTest, TheRestOfAListOfWhichAPartWasNotStoredIsNotTaken) {
  ASSERT_TRUE(fetch.next(now));
  EXPECT_TRUE(takes(1, 3));
  fetch.storing_failed(now);
  EXPECT_FALSE(takes(2, 3));
  EXPECT_FALSE(takes(3, 3));
  EXPECT_EQ(fetch.held(), first);
  EXPECT_FALSE(fetch.next(now));
  EXPECT_EQ(fetch.next(now + GuestListFetch::answer_time)->have, first);
  EXPECT_TRUE(takes(1, 3));
}

TEST_F(GuestListFetchTest, AListThatNobodyAskedForIsNotTaken) {
  EXPECT_FALSE(takes(1, 1));
  ASSERT_TRUE(fetch.next(now));
  EXPECT_TRUE(takes(1, 1));
  fetch.set_held(evening, second);
  EXPECT_FALSE(fetch.take(part_of(first, 1, 1), now)) << "an answer to an earlier question that was late";
  EXPECT_EQ(fetch.held(), second);
}

TEST_F(GuestListFetchTest, AfterALostPartItIsAskedForAnew) {
  ASSERT_TRUE(fetch.next(now));
  EXPECT_TRUE(takes(1, 3));
  EXPECT_FALSE(takes(3, 3));
  now += GuestListFetch::answer_time;
  ASSERT_TRUE(fetch.next(now));
  EXPECT_FALSE(takes(2, 3)) << "of the answer before";
  EXPECT_TRUE(takes(1, 3));
  EXPECT_TRUE(takes(2, 3));
  EXPECT_TRUE(takes(3, 3));
}

}  // namespace
}  // namespace einlass::sync

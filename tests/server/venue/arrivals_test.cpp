#include "server/venue/arrivals.h"

#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

constexpr std::int64_t arrival_minute_ms = 60'000;
constexpr std::int64_t quarter = 29'000'040;  // a minute at which five minutes begin

base::Instant minute_at(std::int64_t minute, std::int64_t ms = 0) {
  return base::Instant::from_unix_ms(minute * arrival_minute_ms + ms);
}

int persons_in(const std::vector<ArrivalsBucket>& buckets) {
  int persons = 0;
  for (const auto& bucket : buckets) persons += bucket.persons;
  return persons;
}

TEST(Arrivals, AreCountedPerFiveMinutesWithoutGaps) {
  const ArrivedByMinute arrived{{quarter + 4, {{"member", 2}}}, {quarter + 16, {{"member", 1}, {"press", 3}}}};
  const auto arrivals = arrivals_of(arrived, minute_at(quarter + 21));
  ASSERT_EQ(arrivals.buckets.size(), 5U);
  EXPECT_EQ(arrivals.buckets[0].at, minute_at(quarter));
  EXPECT_EQ(arrivals.buckets[0].persons, 2);
  EXPECT_EQ(arrivals.buckets[1].persons, 0);
  EXPECT_EQ(arrivals.buckets[3].persons, 4);
  EXPECT_EQ(arrivals.buckets[3].by_category, (std::map<std::string, int>{{"member", 1}, {"press", 3}}));
  EXPECT_EQ(arrivals.buckets[4].persons, 0);
}

TEST(Arrivals, HaveTheLastThirtyWholeMinutesByCategory) {
  const ArrivedByMinute arrived{{quarter, {{"member", 1}}},         // before them
                                {quarter + 1, {{"guest", 2}}},      // the first
                                {quarter + 30, {{"member", 4}}},    // the last
                                {quarter + 31, {{"member", 8}}},    // not over yet
                                {quarter + 40, {{"member", 16}}}};  // a clock that is wrong
  const auto arrivals = arrivals_of(arrived, minute_at(quarter + 31, 12'345));
  ASSERT_EQ(arrivals.minutes.size(), 30U);
  EXPECT_EQ(arrivals.minutes.front().at, minute_at(quarter + 1));
  EXPECT_EQ(arrivals.minutes.front().by_category, (std::map<std::string, int>{{"guest", 2}}));
  EXPECT_EQ(arrivals.minutes.back().at, minute_at(quarter + 30));
  EXPECT_EQ(arrivals.minutes.back().persons, 4);
  EXPECT_EQ(persons_in(arrivals.minutes), 6);
  EXPECT_EQ(persons_in(arrivals.buckets), 15);
}

TEST(Arrivals, OfNobodyAreNone) {
  const auto arrivals = arrivals_of({}, minute_at(quarter));
  EXPECT_TRUE(arrivals.buckets.empty());
  EXPECT_EQ(arrivals.minutes.size(), 30U);
  EXPECT_EQ(persons_in(arrivals.minutes), 0);
}

}  // namespace
}  // namespace einlass::venue

#include "core/sync/key_expiry.h"

#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Instant;
using base::Milliseconds;

constexpr Instant expires = Instant::from_unix_ms(1'795'000'000'000);

rules::EntryTime time(Milliseconds after_expiry, bool sure) {
  rules::EntryTime time;
  time.venue = expires + after_expiry;
  time.sure = sure;
  return time;
}

KeyVerdict judge(const rules::EntryTime& now, Instant seen = expires - std::chrono::hours(3),
                 Milliseconds locked_for = Milliseconds(0)) {
  return key_verdict({.expires = expires, .latest_sure = seen, .now = now, .locked_for = locked_for});
}

constexpr Milliseconds before(-1);
constexpr Milliseconds far(std::chrono::hours(24 * 365));

TEST(KeyExpiry, IsADayAfterTheEventsEnd) {
  rules::EventFrame frame;
  frame.ends = expires;
  EXPECT_EQ(key_expires(frame), expires + std::chrono::hours(24));
}

TEST(KeyExpiry, IsADayAfterAClosingThatCameBeforeTheEnd) {
  const auto hour = std::chrono::hours(1);
  EXPECT_EQ(key_expires(expires, std::nullopt), expires);
  EXPECT_EQ(key_expires(expires, expires - 30 * hour), expires - 6 * hour);
  EXPECT_EQ(key_expires(expires, expires - 3 * hour), expires) << "who closes late keeps nothing longer";
}

TEST(KeyExpiry, ASureTimeDecides) {
  EXPECT_EQ(judge(time(before, true)), KeyVerdict::Keep);
  EXPECT_EQ(judge(time(Milliseconds(0), true)), KeyVerdict::Overwrite);
}

TEST(KeyExpiry, AnUnsureTimeLocksAndAfterTenMinutesOverwrites) {
  EXPECT_EQ(judge(time(before, false)), KeyVerdict::Keep);
  EXPECT_EQ(judge(time(far, false)), KeyVerdict::Lock);
  EXPECT_EQ(judge(time(far, false), expires - Milliseconds(1), doubt_lasts - Milliseconds(1)), KeyVerdict::Lock);
  EXPECT_EQ(judge(time(far, false), expires - Milliseconds(1), doubt_lasts), KeyVerdict::Overwrite);
}

TEST(KeyExpiry, AClockSetBackBringsNothingBack) {
  EXPECT_EQ(judge(time(-far, false), expires), KeyVerdict::Overwrite);
  EXPECT_EQ(judge(time(-far, true), expires), KeyVerdict::Overwrite);
}

TEST(KeyExpiry, OnlySureTimesAreSeen) {
  EXPECT_EQ(latest_sure(expires, time(far, false)), expires);
  EXPECT_EQ(latest_sure(expires, time(far, true)), expires + far);
  EXPECT_EQ(latest_sure(expires, time(-far, true)), expires);
}

}  // namespace
}  // namespace einlass::sync

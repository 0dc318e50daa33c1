#include "core/sync/server_time.h"

#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Instant;
using base::Milliseconds;

constexpr std::int64_t hour = 3'600'000;

constexpr Instant at(std::int64_t ms) {
  return Instant::from_unix_ms(1'795'000'000'000 + ms);
}

struct Computer {
  Instant wall = at(0);
  Milliseconds monotonic{50'000};

  void pass(std::int64_t ms) {
    wall = wall + Milliseconds(ms);
    monotonic += Milliseconds(ms);
  }
  void set(std::int64_t ms) { wall = wall + Milliseconds(ms); }
  DeviceTime now() const { return {wall, monotonic}; }
};

TEST(ServerTime, StartsWithTheWallClockAndNeverBeforeTheProgramWasBuilt) {
  Computer computer;
  EXPECT_EQ(ServerTime({}, computer.now()).at(computer.now()), at(0));
  EXPECT_EQ(ServerTime(at(hour), computer.now()).at(computer.now()), at(hour));
}

TEST(ServerTime, FollowsNoJumpOnceSomethingWasWritten) {
  for (const auto jump : {-30 * hour, -10'000L, 10'000L, 30 * hour}) {
    Computer computer;
    ServerTime time({}, computer.now());
    time.wrote();
    computer.set(jump);
    computer.pass(1'000);
    EXPECT_EQ(time.at(computer.now()), at(1'000)) << jump;
    EXPECT_EQ(time.clock_is_off_by(computer.now()), Milliseconds(jump));
  }
}

// A Raspberry Pi has no clock of its own: it starts with yesterday's time, and hears today's a little later.
TEST(ServerTime, FollowsAJumpAheadBeforeItsFirstEntryAndNeverOneBack) {
  Computer computer;
  ServerTime time({}, computer.now());
  computer.set(24 * hour);
  EXPECT_EQ(time.at(computer.now()), at(24 * hour));
  EXPECT_EQ(time.clock_is_off_by(computer.now()), Milliseconds(0));
  computer.set(-hour);
  EXPECT_EQ(time.at(computer.now()), at(24 * hour));
}

TEST(ServerTime, MakesUpForASmallDifferenceSlowlyAndNeverGoesBack) {
  for (const auto off : {-4'000L, 4'000L}) {
    Computer computer;
    ServerTime time({}, computer.now());
    time.wrote();
    computer.set(off);
    auto last = time.at(computer.now());
    EXPECT_EQ(last, at(0)) << "not at once";
    for (int i = 0; i < 5'000; ++i) {
      computer.pass(100);
      const auto next = time.at(computer.now());
      EXPECT_GE(next, last);
      last = next;
    }
    EXPECT_EQ(last, computer.wall);
  }
}

TEST(ServerTime, MakesUpHoweverOftenItIsAsked) {
  Computer computer;
  ServerTime time({}, computer.now());
  computer.set(50);
  for (int i = 0; i < 10'000; ++i) {
    computer.pass(1);
    time.at(computer.now());
  }
  EXPECT_EQ(time.at(computer.now()), computer.wall);
}

TEST(ServerTime, GoesOnAfterWhatWasWrittenBefore) {
  Computer computer;
  ServerTime time({}, computer.now());
  time.raise_to(at(20 * hour), computer.now());
  EXPECT_EQ(time.at(computer.now()), at(20 * hour));
  EXPECT_EQ(time.clock_is_off_by(computer.now()), Milliseconds(-20 * hour));
  time.raise_to(at(hour), computer.now());
  EXPECT_EQ(time.at(computer.now()), at(20 * hour)) << "the newest of all events counts";
}

TEST(ServerTime, TakesAnOrganisersWordThatTheClockIsRight) {
  Computer computer;
  ServerTime time(at(0), computer.now());
  time.wrote();
  computer.set(-hour);
  time.accept(computer.now());
  EXPECT_EQ(time.at(computer.now()), at(0)) << "though not before the program was built";
  computer.set(3 * hour);
  time.accept(computer.now());
  EXPECT_EQ(time.at(computer.now()), at(2 * hour));
}

}  // namespace
}  // namespace einlass::sync

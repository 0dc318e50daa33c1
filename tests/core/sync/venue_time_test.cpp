#include "core/sync/venue_time.h"

#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using base::Instant;
using base::Milliseconds;

constexpr Instant at(std::int64_t ms) {
  return Instant::from_unix_ms(1'795'000'000'000 + ms);
}

struct Device {
  Instant wall = at(0);
  Milliseconds monotonic{50'000};

  void pass(std::int64_t ms) {
    wall = wall + Milliseconds(ms);
    monotonic += Milliseconds(ms);
  }
  DeviceTime now() const { return {wall, monotonic}; }
};

VenueTime start(const Device& device, std::optional<RememberedTime> remembered = {}, Instant never_before = {}) {
  return VenueTime({.boot = rules::BootId::random(),
                    .machine_boot = "boot-a",
                    .remembered = std::move(remembered),
                    .never_before = never_before,
                    .now = device.now()});
}

// The server answers `venue`; question and answer take `round_trip` together.
void exchange(VenueTime& time, Device& device, Instant venue, std::int64_t round_trip) {
  const auto sent = device.monotonic;
  device.pass(round_trip);
  time.take(sent, device.monotonic, venue, device.now());
}

TEST(VenueTime, IsUnsureUntilTheServerWasMet) {
  Device device;
  auto time = start(device);
  EXPECT_FALSE(time.at(device.now()).sure);
  exchange(time, device, at(7'000), 10);
  EXPECT_TRUE(time.at(device.now()).sure);
}

TEST(VenueTime, FollowsTheServerAndNotTheWallClock) {
  Device device;
  auto time = start(device);
  exchange(time, device, at(3'600'000), 10);
  device.wall = at(-99'000'000);  // somebody sets the clock of the kiosk back
  device.pass(1'000);
  EXPECT_EQ(time.at(device.now()).venue, at(3'601'005));
}

TEST(VenueTime, IsOffByNoMoreThanItsUncertainty) {
  for (const std::int64_t way_out : {0, 3, 10, 20}) {
    Device device;
    auto time = start(device);
    const auto sent = device.monotonic;
    device.pass(20);
    time.take(sent, device.monotonic, at(500'000), device.now());
    const auto truth = at(500'000 + 20 - way_out);
    const auto entry = time.at(device.now());
    EXPECT_LE(std::abs((entry.venue - truth).count()), entry.uncertainty_ms) << way_out;
  }
}

TEST(VenueTime, KeepsTheBetterOfTwoExchanges) {
  Device device;
  auto time = start(device);
  exchange(time, device, at(1'000), 4);
  const auto before = time.at(device.now());
  exchange(time, device, at(1'050), 90);
  EXPECT_EQ(time.at(device.now()).venue, before.venue + Milliseconds(90));
  EXPECT_EQ(time.at(device.now()).uncertainty_ms, 2);
}

TEST(VenueTime, BecomesLessCertainWithTime) {
  Device device;
  auto time = start(device);
  exchange(time, device, at(1'000), 4);
  device.pass(3'600'000);
  EXPECT_EQ(time.at(device.now()).uncertainty_ms, 2 + 360);
}

TEST(VenueTime, NeverRunsBackwardsByASmallCorrection) {
  Device device;
  auto time = start(device);
  exchange(time, device, at(10'000), 1'000);
  const auto said = time.at(device.now()).venue;
  exchange(time, device, said - Milliseconds(400), 2);
  EXPECT_GE(time.at(device.now()).venue, said);
}

TEST(VenueTime, StepsBackWhenTheServerDoes) {
  Device device;
  auto time = start(device);
  exchange(time, device, at(90'000'000), 2);
  time.at(device.now());
  exchange(time, device, at(1'000), 2);  // the server's clock was a day ahead and has been set right
  EXPECT_EQ(time.at(device.now()).venue, at(1'001));
}

TEST(VenueTime, CorrectsItselfWhenTheServerSaysWhatItsAnchorDoesNotAllow) {
  Device device;
  auto time = start(device);
  exchange(time, device, at(1'000), 2);
  exchange(time, device, at(500'000), 40);
  EXPECT_EQ(time.at(device.now()).venue, at(500'020));
}

TEST(VenueTime, StaysSureWhenOnlyTheProgramStartsAgain) {
  Device device;
  auto first = start(device);
  exchange(first, device, at(7'000), 2);
  const auto before = first.at(device.now()).venue;
  device.pass(30'000);
  auto second = start(device, first.to_remember());
  const auto entry = second.at(device.now());
  EXPECT_TRUE(entry.sure);
  EXPECT_EQ(entry.venue, before + Milliseconds(30'000));
}

TEST(VenueTime, TheServersWordOfThisBootCountsMoreThanAnEntryOfTheFuture) {
  Device device;
  auto first = start(device);
  exchange(first, device, at(7'000), 2);
  const auto before = first.at(device.now()).venue;
  device.pass(30'000);
  auto second = start(device, first.to_remember(), at(900'000'000));
  EXPECT_TRUE(second.at(device.now()).sure);
  EXPECT_EQ(second.at(device.now()).venue, before + Milliseconds(30'000));
}

struct Reboot {
  const char* story;
  std::int64_t wall;          // what the clock says after the reboot
  std::int64_t never_before;  // newest entry in the own journal
  std::int64_t expected;
};

class RebootAlone : public testing::TestWithParam<Reboot> {};

TEST_P(RebootAlone, IsUnsureAndNeverBeforeItsOwnJournal) {
  Device device;
  auto first = start(device);
  exchange(first, device, at(10'000), 0);  // the wall clock is 10 s slow
  Device rebooted{.wall = at(GetParam().wall), .monotonic = Milliseconds(3'000)};
  VenueTime second({.boot = rules::BootId::random(),
                    .machine_boot = "boot-b",
                    .remembered = first.to_remember(),
                    .never_before = at(GetParam().never_before),
                    .now = rebooted.now()});
  EXPECT_FALSE(second.at(rebooted.now()).sure) << GetParam().story;
  EXPECT_EQ(second.at(rebooted.now()).venue, at(GetParam().expected)) << GetParam().story;
  rebooted.pass(500);
  EXPECT_EQ(second.at(rebooted.now()).venue, at(GetParam().expected + 500)) << GetParam().story;
}

INSTANTIATE_TEST_SUITE_P(VenueTime, RebootAlone,
                         testing::Values(Reboot{"clock kept running", 60'000, 20'000, 70'000},
                                         Reboot{"clock battery is empty", -900'000'000, 20'000, 20'000},
                                         Reboot{"clock was set back a little", 5'000, 20'000, 20'000}));

TEST(VenueTime, TakesSomebodysWordAndStaysUnsure) {
  Device device;
  auto time = start(device, {}, at(900'000'000));
  EXPECT_EQ(time.at(device.now()).venue, at(900'000'000));
  time.correct(at(50'000), device.now());
  device.pass(700);
  EXPECT_EQ(time.at(device.now()).venue, at(50'700));
  EXPECT_FALSE(time.at(device.now()).sure);
}

TEST(VenueTime, TheServersWordNeedsNobodysCorrection) {
  Device device;
  auto time = start(device);
  exchange(time, device, at(7'000), 2);
  const auto before = time.at(device.now());
  time.correct(at(900'000'000), device.now());
  EXPECT_EQ(time.at(device.now()).venue, before.venue);
}

TEST(VenueTime, GoesOnFromTheUnsureTimeWhenSomebodySetsTheClockMeanwhile) {
  Device device;
  auto time = start(device);
  const auto before = time.at(device.now()).venue;
  device.pass(1'000);
  device.wall = at(900'000'000);
  EXPECT_EQ(time.at(device.now()).venue, before + Milliseconds(1'000));
}

}  // namespace
}  // namespace einlass::sync

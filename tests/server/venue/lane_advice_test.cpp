// The lane advisor by table, and against a peak whose beginning is known.
#include "server/venue/lane_advice.h"

#include <random>

#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

using base::Milliseconds;

const base::Instant doors = base::Instant::from_unix_ms(1'795'000'000'000);

base::Instant after(double seconds) {
  return doors + Milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

// Scans of one kiosk, one guest after the other, from when to when.
LaneScans steady(double from, double until, double every) {
  LaneScans lane{.kiosk = "Nord 1", .door = "Main"};
  for (double at = from; at <= until; at += every) lane.at.push_back(after(at));
  return lane;
}

LaneScans joined(LaneScans lane, const LaneScans& more) {
  lane.at.insert(lane.at.end(), more.at.begin(), more.at.end());
  return lane;
}

// Guests who come by chance and take so long: a lane with a queue, in steps as a kiosk sees it.
LaneScans by_chance(std::uint32_t seed, double per_minute, double seconds_each) {
  std::mt19937 random(seed);
  std::exponential_distribution<double> pause(per_minute / 60);
  LaneScans lane{.kiosk = "Nord 1", .door = "Main"};
  double came = 0;
  double free = 0;
  while ((came += pause(random)) < 600) {
    const double begins = std::max(came, free);
    free = begins + seconds_each;
    if (begins < 600) lane.at.push_back(after(begins));
  }
  return lane;
}

struct LaneCase {
  const char* what;
  std::vector<LaneScans> lanes;
  double now;
  LaneAdvice advice;
};

TEST(LaneAdvice, IsByTheLoadOfTheLanes) {
  const auto busy = steady(0, 600, 10);
  const auto slow = steady(0, 600, 18);
  const auto easy = steady(0, 600, 55);
  const std::vector<LaneCase> table{
      {"no kiosk", {}, 600, LaneAdvice::None},
      {"nobody yet", {{.kiosk = "Nord 1"}}, 600, LaneAdvice::None},
      {"one lane without a pause", {busy}, 600, LaneAdvice::OpenOne},
      {"two lanes without a pause", {busy, busy}, 600, LaneAdvice::OpenOne},
      {"a kiosk that takes 18 seconds each", {joined(busy, {}), slow}, 600, LaneAdvice::OpenOne},
      {"one busy, one with pauses", {busy, easy}, 600, LaneAdvice::None},
      {"one with pauses cannot close", {easy}, 600, LaneAdvice::None},
      {"two with long pauses", {easy, easy}, 600, LaneAdvice::CloseOne},
      {"four of which two would do", {easy, easy, easy, busy}, 600, LaneAdvice::CloseOne},
      {"two with long pauses, only just begun", {steady(0, 120, 55), steady(0, 120, 55)}, 120, LaneAdvice::None},
      {"quiet for ten minutes, busy now",
       {joined(steady(0, 540, 55), steady(560, 600, 10)), steady(560, 600, 10)},
       600,
       LaneAdvice::OpenOne},
      {"unused ones count for nothing", {busy, {.kiosk = "Nord 2"}, steady(0, 200, 10)}, 600, LaneAdvice::OpenOne},
      {"three in a row are no peak", {steady(580, 600, 10)}, 600, LaneAdvice::None},
  };
  for (const auto& row : table) EXPECT_EQ(lane_report(row.lanes, after(row.now)).advice, row.advice) << row.what;
}

TEST(LaneAdvice, SaysWithWhichFigures) {
  const auto report = lane_report({steady(0, 600, 10), {.kiosk = "Nord 2"}}, after(600));
  ASSERT_EQ(report.in_use.size(), 1U);
  EXPECT_DOUBLE_EQ(report.in_use[0].seconds_each, 10);
  EXPECT_NEAR(report.in_use[0].per_minute, 6.5, 0.1);
  EXPECT_GE(report.in_use[0].load, 0.85);
  EXPECT_DOUBLE_EQ(report.could_do, 6);
  EXPECT_EQ(report.unused, std::vector<std::string>{"Nord 2"});
}

// Whatever the second at which it begins, and whatever was before.
TEST(LaneAdvice, SeesAPeakWithinAMinuteOfItsBeginning) {
  for (const double each : {6.0, 8.0, 10.0, 12.0}) {
    for (double begins = 300; begins < 360; begins += 7) {
      const auto lane = joined(steady(0, begins - 30, 40), steady(begins, begins + 120, each));
      double seen = begins;
      const auto until = [&](double now) {
        auto known = lane;
        std::erase_if(known.at, [&](auto at) { return at > after(now); });
        return known;
      };
      while (seen < begins + 120 && lane_report({until(seen)}, after(seen)).advice != LaneAdvice::OpenOne) seen += 1;
      EXPECT_LE(seen - begins, 60) << "with " << each << " seconds each, begun at " << begins;
      EXPECT_GE(seen - begins, 15) << "with " << each << " seconds each, begun at " << begins;
    }
  }
}

// Guests who come by chance come in clumps at times: a third of what a lane can do seldom looks like more.
TEST(LaneAdvice, IsSeldomWrongAboutGuestsWhoComeByChance) {
  int wrong = 0;
  int missed = 0;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    wrong += lane_report({by_chance(seed, 2, 10)}, after(600)).advice == LaneAdvice::OpenOne ? 1 : 0;
    missed += lane_report({by_chance(seed, 12, 10)}, after(600)).advice != LaneAdvice::OpenOne ? 1 : 0;
  }
  EXPECT_LE(wrong, 12);
  EXPECT_LE(missed, 4);
}

}  // namespace
}  // namespace einlass::venue

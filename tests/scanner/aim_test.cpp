// What somebody is told whose ticket is seen but not read.
#include "scanner/aim.h"

#include "scanner/decoder.h"
#include "tests/scanner/code_picture.h"

#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

using namespace testing;

const std::string ticket = "0192f0c1-77aa-7b3e-9d2c-4f5e6a7b8c9d";

AimHint hint_of(const Look& look) {
  const Frame frame = paint_code(ticket, CodeFormat::QrCode, look);
  return judge(find_patterns(frame), frame).hint;
}

TEST(FinderPatterns, AreFoundWhereTheyAre) {
  for (const double degrees : {0.0, 20.0, 45.0}) {
    const Look look{.module = 6, .degrees = degrees};
    const auto patterns = find_patterns(paint_code(ticket, CodeFormat::QrCode, look));
    ASSERT_GE(patterns.size(), 3U) << degrees;
    ASSERT_LE(patterns.size(), 4U) << degrees;
    for (const auto& pattern : patterns) EXPECT_NEAR(pattern.module, look.module, 2.7) << degrees;
  }
}

TEST(Aim, AsksToComeCloser) {
  EXPECT_EQ(hint_of({.width = 1280, .height = 720, .module = 1.6}), AimHint::Closer);
}

TEST(Aim, AsksToGoAway) {
  EXPECT_EQ(hint_of({.module = 18, .x = 0.5, .y = 0.85}), AimHint::FurtherAway);
}

TEST(Aim, TellsWhichWayTheCodeLeavesThePicture) {
  EXPECT_EQ(hint_of({.x = 0.02}), AimHint::Right);
  EXPECT_EQ(hint_of({.x = 0.98}), AimHint::Left);
  EXPECT_EQ(hint_of({.y = 0.02}), AimHint::Down);
  EXPECT_EQ(hint_of({.y = 0.98}), AimHint::Up);
  EXPECT_EQ(hint_of({.x = 0.1}), AimHint::Right) << "one corner is still whole";
}

TEST(Aim, TellsOfTooLittleAndTooMuchLight) {
  EXPECT_EQ(hint_of({.black = 12, .white = 40, .wall = 20}), AimHint::Brighter);
  EXPECT_EQ(hint_of({.black = 228, .white = 255, .wall = 245}), AimHint::Darker);
}

TEST(Aim, AsksToHoldStillWhereNothingElseIsWrong) {
  EXPECT_EQ(hint_of({.module = 5, .blur = 4}), AimHint::HoldStill);
}

TEST(Aim, SaysNothingOfScenesWithoutACode) {
  std::vector<Frame> scenes{grey_noise(1, 640, 480), checkerboard(8, 640, 480), checkerboard(23, 640, 480),
                            stripes(35, 640, 480), stripes(14, 640, 480)};
  for (unsigned seed = 0; seed < 30; ++seed) scenes.push_back(bullseyes(seed, 640, 480));
  int said = 0;
  for (const auto& scene : scenes) said += judge(find_patterns(scene), scene).hint == AimHint::None ? 0 : 1;
  EXPECT_EQ(said, 0);
}

Frame at(Frame frame, int ms) {
  frame.taken_at = base::Milliseconds(ms);
  return frame;
}

class AimOverTime : public ::testing::Test {
 protected:
  // A picture every 50 ms; the hint that is reported last.
  AimHint watch(const Frame& frame, int ms, bool read = false) {
    for (const int end = now_ + ms; now_ < end; now_ += 50) {
      if (const auto report = aim_.look(at(frame, now_), read)) {
        hint_ = report->hint;
        ++reports_;
      }
    }
    return hint_;
  }

  const Frame far_ = paint_code(ticket, CodeFormat::QrCode, {.width = 1280, .height = 720, .module = 1.6});
  const Frame left_ = paint_code(ticket, CodeFormat::QrCode, {.x = 0.02});
  const Frame empty_ = grey_noise(1, 320, 240);
  Aim aim_;
  AimHint hint_ = AimHint::None;
  int now_ = 10'000;
  int reports_ = 0;
};

TEST_F(AimOverTime, WaitsUntilItIsSure) {
  EXPECT_EQ(watch(far_, 450), AimHint::None) << "a ticket on its way is not to be disturbed";
  EXPECT_EQ(watch(far_, 500), AimHint::Closer);
  EXPECT_LE(reports_, 4);
}

TEST_F(AimOverTime, LeavesTimeToActOnAHint) {
  watch(far_, 1'000);
  EXPECT_EQ(watch(left_, 1'000), AimHint::Closer);
  EXPECT_EQ(watch(left_, 1'000), AimHint::Right);
}

TEST_F(AimOverTime, DoesNotWaverWithThePicture) {
  for (int i = 0; i < 20; ++i) {
    watch(far_, 250);
    EXPECT_EQ(watch(left_, 250), AimHint::None) << "never the same for long enough";
  }
}

TEST_F(AimOverTime, EndsWithTheCodeOrOnceItIsRead) {
  watch(far_, 1'000);
  EXPECT_EQ(watch(empty_, 2'500), AimHint::None);
  EXPECT_EQ(watch(far_, 2'500), AimHint::Closer);
  EXPECT_EQ(watch(far_, 50, true), AimHint::None) << "at once";
}

// The hint sends people to where their code is read.
TEST(Aim, LeadsToAReadableCode) {
  const Decoder decoder;
  const auto read = [&](const Look& look) {
    return !decoder.decode(paint_code(ticket, CodeFormat::QrCode, look)).empty();
  };
  EXPECT_FALSE(read({.x = 0.02}));
  EXPECT_TRUE(read({.x = 0.4}));
  EXPECT_FALSE(read({.module = 18, .x = 0.5, .y = 0.85}));
  EXPECT_TRUE(read({.module = 9}));
}

}  // namespace
}  // namespace einlass::scan

#include "scanner/motion.h"

#include "scanner/decoder.h"
#include "tests/scanner/code_picture.h"

#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

using testing::Look;
using testing::paint_onto;

// A room: even greys would be too easy.
Frame room(int width = 1280, int height = 720) {
  Frame frame = testing::stripes(90, width, height);
  for (auto& pixel : frame.pixels) pixel = static_cast<std::uint8_t>(90 + pixel / 4);
  return frame;
}

Frame with_noise(Frame frame, unsigned seed, int most) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> change(-most, most);
  for (auto& pixel : frame.pixels) pixel = static_cast<std::uint8_t>(std::clamp(pixel + change(random), 0, 255));
  return frame;
}

Motion used_to(const Frame& frame) {
  Motion motion;
  for (int i = 0; i < 30; ++i) motion.moves(frame);
  return motion;
}

TEST(Motion, BeginsWithTheFirstPicture) {
  EXPECT_TRUE(Motion().moves(room()));
}

TEST(Motion, IsNotTheNoiseOfACamera) {
  Motion motion;
  for (unsigned i = 0; i < 20; ++i) {
    EXPECT_EQ(motion.moves(with_noise(room(), i, 20)), i == 0) << i;
  }
}

TEST(Motion, IsNotTheEveningComingOn) {
  Motion motion = used_to(room());
  Frame darker = room();
  for (int step = 0; step < 60; ++step) {
    for (auto& pixel : darker.pixels) pixel = static_cast<std::uint8_t>(pixel - (step % 4 == 0 ? 1 : 0));
    EXPECT_FALSE(motion.moves(darker)) << step;
  }
}

struct Appears {
  std::string name;
  Look look;
};

class MotionTable : public ::testing::TestWithParam<Appears> {};

// The smallest codes that can still be read, anywhere, on paper of the coat's own grey, and faint.
TEST_P(MotionTable, IsEachCodeThatComesIntoThePicture) {
  Look look = GetParam().look;
  look.width = 1280;
  look.height = 720;
  const Frame shown = paint_onto(room(), "TICKET-4711", CodeFormat::QrCode, look);
  ASSERT_FALSE(Decoder().decode_still(shown).empty()) << "the code must be one that can be read";
  EXPECT_TRUE(used_to(room()).moves(shown));
}

INSTANTIATE_TEST_SUITE_P(Codes, MotionTable,
                         ::testing::Values(Appears{"InTheMiddle", {.module = 6}},
                                           Appears{"TinyInACorner", {.module = 2, .x = 0.06, .y = 0.08}},
                                           Appears{"TinyAcrossCells", {.module = 2, .x = 0.503, .y = 0.497}},
                                           Appears{"Faint", {.module = 4, .black = 85, .white = 125}},
                                           Appears{"AsGreyAsTheRoom", {.module = 4, .black = 60, .white = 160}}),
                         [](const auto& given) { return given.param.name; });

TEST(Motion, IsACameraOfAnotherSize) {
  Motion motion = used_to(room());
  EXPECT_TRUE(motion.moves(room(640, 480)));
}

}  // namespace
}  // namespace einlass::scan

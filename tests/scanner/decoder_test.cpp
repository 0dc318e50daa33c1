#include "scanner/decoder.h"

#include "tests/scanner/code_picture.h"

#include <cmath>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

using testing::bullseyes;
using testing::checkerboard;
using ::testing::ElementsAre;
using testing::grey_noise;
using ::testing::IsEmpty;
using testing::Look;
using testing::paint_code;
using testing::paint_onto;
using testing::stripes;
using ::testing::UnorderedElementsAre;

const std::string ticket = "EINLASS-7Q3FK2M9XW4T8ZB6";

std::vector<std::string> texts(const std::vector<ScannedCode>& codes) {
  std::vector<std::string> found;
  for (const auto& code : codes) found.push_back(code.text);
  return found;
}

struct SeenCode {
  std::string name;
  Look look;
};

class CodeAsSeen : public ::testing::TestWithParam<SeenCode> {};

TEST_P(CodeAsSeen, IsReadFromOnePicture) {
  EXPECT_THAT(texts(Decoder().decode_still(paint_code(ticket, CodeFormat::QrCode, GetParam().look))),
              ElementsAre(ticket));
}

INSTANTIATE_TEST_SUITE_P(Decoder, CodeAsSeen,
                         ::testing::Values(SeenCode{"Upright", {}}, SeenCode{"Turned", {.degrees = 33}},
                                           SeenCode{"UpsideDown", {.degrees = 180}},
                                           SeenCode{"Small", {.module = 2.2, .degrees = 8}},
                                           SeenCode{"Huge", {.module = 13}},
                                           SeenCode{"Blurred", {.module = 5, .blur = 5}},
                                           SeenCode{"Dim", {.black = 12, .white = 40, .wall = 25}},
                                           SeenCode{"Faint", {.black = 120, .white = 150, .noise = 5, .wall = 135}},
                                           SeenCode{"Noisy", {.degrees = 12, .noise = 70}},
                                           SeenCode{"Inverted", {.black = 230, .white = 15, .wall = 15}},
                                           SeenCode{"CutToItsEdges", {.width = 126, .height = 126, .quiet = 0}},
                                           SeenCode{"InACorner", {.module = 3, .x = 0.12, .y = 0.15}},
                                           SeenCode{"LargePicture", {.width = 3000, .height = 2000, .module = 9}}),
                         [](const auto& seen) { return seen.param.name; });

struct Kind {
  CodeFormat format;
  std::string text;
};

class TicketKind : public ::testing::TestWithParam<Kind> {};

TEST_P(TicketKind, IsReadAndNamed) {
  const auto codes =
      Decoder().decode_still(paint_code(GetParam().text, GetParam().format, {.width = 1280, .module = 3, .quiet = 12}));
  ASSERT_THAT(texts(codes), ElementsAre(GetParam().text));
  EXPECT_EQ(codes[0].format, GetParam().format);
}

INSTANTIATE_TEST_SUITE_P(Decoder, TicketKind,
                         ::testing::Values(Kind{CodeFormat::QrCode, ticket}, Kind{CodeFormat::Aztec, ticket},
                                           Kind{CodeFormat::DataMatrix, ticket}, Kind{CodeFormat::Pdf417, ticket},
                                           Kind{CodeFormat::Code128, ticket}, Kind{CodeFormat::Code39, "7Q3FK2M9"},
                                           Kind{CodeFormat::Itf, "12345678901231"},
                                           Kind{CodeFormat::Ean13, "4006381333931"}));

TEST(Decoder, CheapRungReadsAnOrdinaryCameraFrame) {
  const Frame frame = paint_code(ticket, CodeFormat::QrCode, {.width = 1280, .height = 720, .degrees = 15, .blur = 1});
  EXPECT_THAT(texts(Decoder().decode(frame)), ElementsAre(ticket));
}

TEST(Decoder, HarderRungsTakeTurnsUntilOneReads) {
  const Frame inverted = paint_code(ticket, CodeFormat::QrCode, {.black = 230, .white = 15, .wall = 15});
  Decoder decoder;
  ASSERT_THAT(decoder.decode(inverted), IsEmpty());
  std::vector<std::string> read;
  for (int frame = 0; frame < 8 && read.empty(); ++frame) read = texts(decoder.decode_harder(inverted));
  EXPECT_THAT(read, ElementsAre(ticket));
}

TEST(Decoder, ReadsEveryCodeOfOnePicture) {
  const Look left{.module = 4, .x = 0.25};
  const Look right{.module = 4, .degrees = 20, .x = 0.75};
  const Frame both = paint_onto(paint_code("left", CodeFormat::QrCode, left), "right", CodeFormat::QrCode, right);
  EXPECT_THAT(texts(Decoder().decode(both)), UnorderedElementsAre("left", "right"));
}

TEST(Decoder, KeepsTextAsItWasCoded) {
  for (const std::string text :
       {"Zoë Müller-Lüdenscheidt", "王小明", "trailing space ", "line\r\n", "group\x1dseparator"}) {
    EXPECT_THAT(texts(Decoder().decode_still(paint_code(text))), ElementsAre(text));
  }
}

double distance(Corner corner, double x, double y) {
  return std::hypot(corner.x - x, corner.y - y);
}

// Version 1 has 21 modules: the code reaches 10.5 modules from its centre.
void expect_square_around(const ScannedCode& code, double x, double y, double module) {
  const double reach = 10.5 * module;
  EXPECT_LT(distance(code.corners[0], x - reach, y - reach), 2 * module);
  EXPECT_LT(distance(code.corners[1], x + reach, y - reach), 2 * module);
  EXPECT_LT(distance(code.corners[2], x + reach, y + reach), 2 * module);
  EXPECT_LT(distance(code.corners[3], x - reach, y + reach), 2 * module);
}

TEST(Decoder, TellsWhereTheCodeIsWhicheverRungReadIt) {
  const Frame frame = paint_code(ticket, CodeFormat::QrCode, {.module = 8});
  const Frame negative = paint_code(ticket, CodeFormat::QrCode, {.module = 8, .black = 235, .white = 20});
  Decoder decoder;
  Decoder of_negative;
  int rungs_that_read = 0;
  for (int rung = 0; rung < 8; ++rung) {
    auto codes = decoder.decode_harder(frame);
    const auto inverted = of_negative.decode_harder(negative);
    codes.insert(codes.end(), inverted.begin(), inverted.end());
    if (!codes.empty()) ++rungs_that_read;
    for (const ScannedCode& code : codes) expect_square_around(code, 320, 240, 8);
  }
  EXPECT_EQ(rungs_that_read, 7);  // all but the one for other kinds
}

TEST(Decoder, ReadsRowsThatAreWiderThanThePicture) {
  const Frame tight = paint_code(ticket);
  Frame wide = tight;
  wide.stride = tight.width + 64;
  wide.pixels.assign(static_cast<std::size_t>(wide.stride) * static_cast<std::size_t>(wide.height), 0);
  for (int y = 0; y < tight.height; ++y) {
    std::copy_n(tight.row(y), tight.width, wide.pixels.begin() + static_cast<std::ptrdiff_t>(y) * wide.stride);
  }
  EXPECT_THAT(texts(Decoder().decode(wide)), ElementsAre(ticket));
  Decoder of_tight;
  Decoder of_wide;
  for (int rung = 0; rung < 8; ++rung) {
    EXPECT_EQ(texts(of_wide.decode_harder(wide)), texts(of_tight.decode_harder(tight))) << rung;
  }
}

TEST(Decoder, CarriesTheTimeOfThePicture) {
  Frame frame = paint_code(ticket, CodeFormat::QrCode, {.black = 230, .white = 15, .wall = 15});
  frame.taken_at = base::Milliseconds(4711);
  const auto codes = Decoder().decode_still(frame);
  ASSERT_EQ(codes.size(), 1U);
  EXPECT_EQ(codes[0].taken_at, base::Milliseconds(4711));
}

TEST(Decoder, NeverReadsACodeWhereThereIsNone) {
  std::vector<Frame> scenes;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    scenes.push_back(grey_noise(seed, 320, 240));
    scenes.push_back(bullseyes(seed, 640, 480));
  }
  for (const int size : {2, 3, 5, 8, 13}) {
    scenes.push_back(checkerboard(size, 320, 240));
    scenes.push_back(stripes(5 * size, 640, 240));
  }
  for (const Frame& scene : scenes) EXPECT_THAT(texts(Decoder().decode_still(scene)), IsEmpty());
}

TEST(Decoder, TakesPicturesOfAnySize) {
  for (const auto& [width, height] : {std::pair{0, 0}, {1, 1}, {100, 1}, {1, 100}, {15, 15}, {16, 16}, {17, 200}}) {
    EXPECT_THAT(Decoder().decode_still(checkerboard(1, width, height)), IsEmpty()) << width << "x" << height;
  }
}

}  // namespace
}  // namespace einlass::scan

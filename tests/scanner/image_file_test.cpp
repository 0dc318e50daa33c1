#include "scanner/image_file.h"

#include "core/base/file.h"
#include "tests/scanner/code_picture.h"
#include "tests/scanner/own_folder.h"

#include <fstream>
#include <string>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

using base::ErrorKind;
using testing::OwnFolder;
using testing::save_picture;

Frame half_black(int width, int height) {  // the left half
  Frame frame;
  frame.width = frame.stride = width;
  frame.height = height;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) frame.pixels.push_back(x < width / 2 ? 0 : 255);
  }
  return frame;
}

TEST(ImageFile, ReadsPngJpegAndWebp) {
  const OwnFolder folder;
  for (const std::string kind : {"png", "jpeg", "webp"}) {
    save_picture(half_black(64, 32), folder / "picture", kind);  // told apart by content, not by name
    const auto frame = load_image(folder / "picture");
    ASSERT_TRUE(frame) << kind << ": " << frame.error().message;
    EXPECT_EQ(frame->width, 64);
    EXPECT_EQ(frame->height, 32);
    EXPECT_TRUE(frame->still);
    EXPECT_LT(frame->row(16)[8], 10) << kind;
    EXPECT_GT(frame->row(16)[56], 245) << kind;
  }
}

TEST(ImageFile, ShowsTransparentPartsAsWhitePaper) {
  const OwnFolder folder;
  GdkPixbuf* clear = gdk_pixbuf_new(GDK_COLORSPACE_RGB, TRUE, 8, 20, 20);
  gdk_pixbuf_fill(clear, 0x00000000);
  ASSERT_TRUE(gdk_pixbuf_save(clear, (folder / "clear.png").c_str(), "png", nullptr, nullptr));
  g_object_unref(clear);
  const auto frame = load_image(folder / "clear.png");
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->row(10)[10], 255);
}

// An APP1 segment with one IFD entry, Orientation (0x0112) = `orientation` (Exif 2.32, 4.6.4).
std::string with_orientation(const std::string& jpeg, char orientation) {
  const std::string tiff("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
  const std::string exif = std::string("Exif\0\0", 6) + tiff + orientation + std::string(6, '\0');
  const auto size = static_cast<char>(exif.size() + 2);
  return jpeg.substr(0, 2) + "\xff\xe1" + std::string(1, '\0') + size + exif + jpeg.substr(2);
}

TEST(ImageFile, TurnsPicturesUpright) {
  const OwnFolder folder;
  save_picture(half_black(64, 32), folder / "lying.jpg", "jpeg");
  const auto jpeg = base::read_file(folder / "lying.jpg");
  ASSERT_TRUE(jpeg);
  std::ofstream(folder / "upright.jpg", std::ios::binary) << with_orientation(*jpeg, 6);  // turn clockwise to see it
  const auto frame = load_image(folder / "upright.jpg");
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->width, 32);
  EXPECT_EQ(frame->height, 64);
  EXPECT_LT(frame->row(8)[16], 10);
  EXPECT_GT(frame->row(56)[16], 245);
}

struct BadFile {
  std::string name;
  std::string content;
  ErrorKind kind;
};

class UnreadableImage : public ::testing::TestWithParam<BadFile> {};

TEST_P(UnreadableImage, IsRefusedInOneSentence) {
  const OwnFolder folder;
  std::ofstream(folder / "ticket.png", std::ios::binary) << GetParam().content;
  const auto frame = load_image(folder / "ticket.png");
  ASSERT_FALSE(frame);
  EXPECT_EQ(frame.error().kind, GetParam().kind);
  EXPECT_NE(frame.error().message.find("ticket.png"), std::string::npos);
  EXPECT_TRUE(frame.error().message.ends_with("."));
}

INSTANTIATE_TEST_SUITE_P(ImageFile, UnreadableImage,
                         ::testing::Values(BadFile{"Empty", "", ErrorKind::InvalidInput},
                                           BadFile{"Text", "hello", ErrorKind::InvalidInput},
                                           BadFile{"Drawing",
                                                   "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
                                                   ErrorKind::InvalidInput},
                                           BadFile{"PngHeadOnly", "\x89PNG\r\n\x1a\n", ErrorKind::InvalidInput},
                                           BadFile{"DamagedJpeg", "\xff\xd8\xff\xe0garbage", ErrorKind::InvalidInput}),
                         [](const auto& bad) { return bad.param.name; });

TEST(ImageFile, TakesAFileThatEndsAnywhere) {
  const OwnFolder folder;
  for (const std::string kind : {"png", "jpeg", "webp"}) {
    save_picture(half_black(64, 32), folder / "whole", kind);
    const auto whole = base::read_file(folder / "whole");
    for (std::size_t size = 0; size < whole->size(); size += 3) {
      std::ofstream(folder / "part", std::ios::binary) << whole->substr(0, size);
      const auto frame = load_image(folder / "part");  // what a decoder can save of it, or a refusal
      EXPECT_TRUE(!frame || frame->pixels.size() == 64U * 32U) << kind << " " << size;
    }
  }
}

TEST(ImageFile, RefusesPicturesBeyondTheLimitsBeforeUnpackingThem) {
  const OwnFolder folder;
  save_picture(half_black(64, 32), folder / "picture.png");
  EXPECT_TRUE(load_image(folder / "picture.png", {.pixels = 64 * 32}));
  const auto too_many_pixels = load_image(folder / "picture.png", {.pixels = 64 * 32 - 1});
  ASSERT_FALSE(too_many_pixels);
  EXPECT_EQ(too_many_pixels.error().kind, ErrorKind::InvalidInput);
  EXPECT_FALSE(load_image(folder / "picture.png", {.bytes = 20}));
}

TEST(ImageFile, TellsAMissingFile) {
  const auto frame = load_image(OwnFolder() / "none.png");
  ASSERT_FALSE(frame);
  EXPECT_EQ(frame.error().kind, ErrorKind::NotFound);
}

TEST(ImageFile, KnowsPicturesByName) {
  for (const char* name : {"a.png", "a.JPG", "dir/a.jpeg", "ä.WebP"}) EXPECT_TRUE(has_image_name(name)) << name;
  for (const char* name : {".a.png", "a.png.part", "a.txt", "png", "a.svg", ""})
    EXPECT_FALSE(has_image_name(name)) << name;
}

}  // namespace
}  // namespace einlass::scan

#include "scanner/camera_source.h"

#include "scanner/decoder.h"
#include "tests/scanner/code_picture.h"
#include "tests/scanner/own_folder.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

using base::Milliseconds;

class CameraSourceTest : public ::testing::Test {
 protected:
  static CameraConfig config(const std::string& pipeline) { return {.pipeline = pipeline}; }

  // Real threads deliver the frames, so look until it is so; a test that never gets there runs into its timeout.
  FramePtr wait_for_frame(CameraSource& source) {
    for (;;) {
      if (auto frame = source.next(Milliseconds(100))) return frame;
    }
  }
  void wait_for(CameraSource& source, SourceState state) {
    while (source.status().state != state) source.next(Milliseconds(20));
  }

  base::ManualClock clock_{base::Instant::from_unix_ms(0)};
};

TEST_F(CameraSourceTest, DeliversGreyFrames) {
  CameraSource camera(config("videotestsrc is-live=true ! video/x-raw,format=YUY2,width=1280,height=720"), clock_);
  EXPECT_EQ(camera.status().state, SourceState::Off);
  camera.open();
  const auto frame = wait_for_frame(camera);
  EXPECT_EQ(frame->width, 1280);
  EXPECT_EQ(frame->height, 720);
  EXPECT_FALSE(frame->still);
  EXPECT_GE(frame->pixels.size(), 1280U * 720U);
  EXPECT_EQ(camera.status(), (SourceStatus{SourceState::Running, ""}));
}

TEST_F(CameraSourceTest, DeliversFramesOfOddWidth) {
  CameraSource camera(config("videotestsrc pattern=white ! video/x-raw,width=333,height=111"), clock_);
  camera.open();
  const auto frame = wait_for_frame(camera);
  EXPECT_EQ(frame->width, 333);
  EXPECT_GE(frame->stride, 333);
  EXPECT_GT(frame->row(110)[332], 200);
}

TEST_F(CameraSourceTest, ShowsATicketToTheDecoder) {
  const testing::OwnFolder folder;
  testing::save_picture(testing::paint_code("TICKET-1", CodeFormat::QrCode, {.degrees = 10}), folder / "0.png");
  CameraSource camera(config("multifilesrc location=" + (folder / "0.png").string() +
                             " loop=true caps=image/png,framerate=30/1 ! pngdec"),
                      clock_);
  camera.open();
  const auto codes = Decoder().decode(*wait_for_frame(camera));
  ASSERT_EQ(codes.size(), 1U);
  EXPECT_EQ(codes[0].text, "TICKET-1");
}

TEST_F(CameraSourceTest, SurvivesBeingUnpluggedAndPluggedIn) {
  CameraSource camera(config("videotestsrc is-live=true ! identity error-after=4"), clock_);
  camera.open();
  for (int plugged = 0; plugged < 3; ++plugged) {
    EXPECT_TRUE(wait_for_frame(camera));
    EXPECT_EQ(camera.status().state, SourceState::Running);
    wait_for(camera, SourceState::Interrupted);
    EXPECT_FALSE(camera.status().message.empty());
    EXPECT_FALSE(camera.next(Milliseconds(1)));  // not before its time
    clock_.advance(Milliseconds(500));
  }
}

TEST_F(CameraSourceTest, TurnsThePictureOfACameraThatLiesOnItsSide) {
  // Black on the left, white on the right; then turned clockwise.
  const testing::OwnFolder folder;
  Frame sides = testing::checkerboard(160, 320, 160);
  testing::save_picture(sides, folder / "0.png");
  const std::string pipeline =
      "multifilesrc location=" + (folder / "0.png").string() + " loop=true caps=image/png,framerate=30/1 ! pngdec";
  const bool dark_left = sides.row(80)[80] < 128;
  const auto corner_is_dark = [&](int degrees, int x, int y) {
    CameraSource camera({.rotate = degrees, .pipeline = pipeline}, clock_);
    camera.open();
    const auto frame = wait_for_frame(camera);
    EXPECT_EQ(frame->width, degrees % 180 == 0 ? 320 : 160);
    EXPECT_EQ(frame->height, degrees % 180 == 0 ? 160 : 320);
    return frame->row(y)[x] < 128;
  };
  EXPECT_EQ(corner_is_dark(0, 40, 80), dark_left);
  EXPECT_EQ(corner_is_dark(90, 80, 40), dark_left) << "what was left is on top";
  EXPECT_EQ(corner_is_dark(180, 280, 80), dark_left);
  EXPECT_EQ(corner_is_dark(270, 80, 280), dark_left);
}

TEST_F(CameraSourceTest, TakesPicturesThatTheNetworkCameraCompresses) {
  CameraSource camera(
      config("videotestsrc is-live=true ! video/x-raw,width=320,height=240 ! videoconvert ! jpegenc ! image/jpeg"),
      clock_);
  camera.open();
  EXPECT_EQ(wait_for_frame(camera)->width, 320);
}

TEST_F(CameraSourceTest, LetsFewerPicturesThroughAtRestAndAllOfThemAfterwards) {
  CameraSource camera(config("videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=60/1"), clock_);
  camera.open();
  wait_for_frame(camera);
  const auto pictures_in_a_second = [&] {
    int count = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    while (std::chrono::steady_clock::now() < end) count += camera.next(Milliseconds(20)) ? 1 : 0;
    return count;
  };
  camera.rest(true);
  const int resting = pictures_in_a_second();
  camera.rest(false);
  EXPECT_LT(resting, pictures_in_a_second());
}

TEST_F(CameraSourceTest, SaysThatNoCameraIsThatIsMeant) {
  CameraSource camera({.device = "serial-of-another-camera"}, clock_);
  camera.open();
  EXPECT_EQ(camera.status().state, SourceState::Interrupted);
  EXPECT_FALSE(camera.status().message.empty());
}

TEST_F(CameraSourceTest, ComesBackAfterTheStreamEnded) {
  CameraSource camera(config("videotestsrc num-buffers=1"), clock_);
  camera.open();
  wait_for(camera, SourceState::Interrupted);
  clock_.advance(Milliseconds(500));
  EXPECT_TRUE(wait_for_frame(camera));
}

TEST_F(CameraSourceTest, TakesACameraThatHangsForUnplugged) {
  CameraSource camera(config("videotestsrc is-live=true ! valve drop=true"), clock_);
  camera.open();
  EXPECT_FALSE(camera.next(Milliseconds(20)));
  EXPECT_EQ(camera.status().state, SourceState::Starting);
  clock_.advance(Milliseconds(5001));
  EXPECT_FALSE(camera.next(Milliseconds(20)));
  EXPECT_EQ(camera.status().state, SourceState::Interrupted);
}

TEST_F(CameraSourceTest, TriesLessAndLessOftenUntilThereIsACamera) {
  CameraSource camera({.device = "/dev/video-that-is-not-there"}, clock_);
  camera.open();
  wait_for(camera, SourceState::Interrupted);
  clock_.advance(Milliseconds(500));
  camera.next(Milliseconds(50));  // the second attempt fails; the third is due after twice the time
  EXPECT_EQ(camera.status().state, SourceState::Interrupted);
  EXPECT_TRUE(camera.status().message.ends_with("."));
}

TEST_F(CameraSourceTest, SaysSoIfThePipelineIsNonsense) {
  CameraSource camera(config("there-is-no-such-element"), clock_);
  camera.open();
  EXPECT_EQ(camera.status().state, SourceState::Interrupted);
  EXPECT_FALSE(camera.next(Milliseconds(1)));
}

TEST_F(CameraSourceTest, IsReallyOffAfterClose) {
  CameraSource camera(config("videotestsrc is-live=true"), clock_);
  camera.open();
  wait_for_frame(camera);
  camera.close();
  EXPECT_FALSE(camera.next(Milliseconds(1)));
  EXPECT_EQ(camera.status().state, SourceState::Off);
  camera.open();
  EXPECT_TRUE(wait_for_frame(camera));
}

TEST(CameraPipeline, AsksTheDeviceForItsBestSizeAndKeepsOnlyTheNewestGreyFrame) {
  EXPECT_EQ(
      camera_pipeline({}, "/dev/v4l/by-id/usb \"Cam\""),
      "v4l2src device=\"/dev/v4l/by-id/usb \\\"Cam\\\"\" ! capsfilter caps=\"image/jpeg,width=1280,height=720;"
      "video/x-raw,width=1280,height=720;image/jpeg;video/x-raw\" ! identity name=gate ! decodebin ! videoconvert ! "
      "video/x-raw,format=GRAY8 ! appsink name=frames sync=false max-buffers=1 drop=true");
}

}  // namespace
}  // namespace einlass::scan

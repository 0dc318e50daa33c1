#include "scanner/scanner.h"

#include "core/base/guarded.h"
#include "tests/scanner/code_picture.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

using base::Milliseconds;
using testing::paint_code;

struct Stage {
  std::deque<FramePtr> frames;
  SourceStatus status;
  int opened = 0;
  int closed = 0;
};

// Shows the frames that a test hands in, one after the other.
class PlayedSource final : public FrameSource {
 public:
  explicit PlayedSource(base::Guarded<Stage>& stage) : stage_(stage) {}

  void open() override { change(1, 0, SourceState::Starting); }
  void close() override { change(0, 1, SourceState::Off); }
  FramePtr next(Milliseconds) override {
    auto frame = stage_.with([](Stage& stage) -> FramePtr {
      if (stage.frames.empty()) return nullptr;
      auto first = stage.frames.front();
      stage.frames.pop_front();
      return first;
    });
    if (!frame) std::this_thread::sleep_for(Milliseconds(1));
    return frame;
  }
  SourceStatus status() const override {
    return stage_.with([](const Stage& stage) { return stage.status; });
  }

 private:
  void change(int opened, int closed, SourceState state) {
    stage_.with([&](Stage& stage) {
      stage.opened += opened;
      stage.closed += closed;
      stage.status.state = state;
    });
  }
  base::Guarded<Stage>& stage_;
};

class ScannerTest : public ::testing::Test {
 protected:
  void show(Frame frame) {
    stage_.with([&](Stage& stage) { stage.frames.push_back(std::make_shared<const Frame>(std::move(frame))); });
  }
  std::string next_code() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !codes_.empty(); });
    auto text = codes_.front();
    codes_.pop_front();
    return text;
  }
  void arrived(const ScannedCode& code) {
    const std::lock_guard lock(mutex_);
    codes_.push_back(code.text);
    arrived_.notify_all();
  }
  template <typename Condition>
  void wait_until(Condition&& condition) {
    while (!condition()) std::this_thread::sleep_for(Milliseconds(1));
  }

  base::Guarded<Stage> stage_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::string> codes_;
  Scanner scanner_{std::make_unique<PlayedSource>(stage_), [this](const ScannedCode& code) { arrived(code); }};
};

Frame inverted_ticket(const std::string& text, bool still) {
  Frame frame = paint_code(text, CodeFormat::QrCode, {.black = 230, .white = 15, .wall = 15});
  frame.still = still;
  return frame;
}

TEST_F(ScannerTest, HandsOverTheCodesOfEachFrame) {
  show(paint_code("first"));
  show(paint_code("second"));
  scanner_.start();
  EXPECT_EQ(next_code(), "first");
  EXPECT_EQ(next_code(), "second");
}

TEST_F(ScannerTest, TriesEverythingOnASinglePicture) {
  show(inverted_ticket("hard", true));
  scanner_.start();
  EXPECT_EQ(next_code(), "hard");
}

TEST_F(ScannerTest, ClimbsTheLadderWhileAHardCodeIsHeldUp) {
  for (int frame = 0; frame < 8; ++frame) show(inverted_ticket("hard", false));
  scanner_.start();
  EXPECT_EQ(next_code(), "hard");
}

TEST_F(ScannerTest, ShowsTheLatestFrame) {
  EXPECT_EQ(scanner_.latest_frame(), nullptr);
  show(testing::checkerboard(9, 70, 50));
  scanner_.start();
  wait_until([this] { return scanner_.latest_frame() != nullptr; });
  EXPECT_EQ(scanner_.latest_frame()->width, 70);
  scanner_.stop();
  EXPECT_EQ(scanner_.latest_frame(), nullptr);
}

TEST_F(ScannerTest, ShowsNoOldPictureWhileTheCameraIsUnplugged) {
  show(testing::checkerboard(9, 70, 50));
  scanner_.start();
  wait_until([this] { return scanner_.latest_frame() != nullptr; });
  stage_.with([](Stage& stage) { stage.status = {SourceState::Interrupted, "Unplugged."}; });
  wait_until([this] { return scanner_.latest_frame() == nullptr; });
  EXPECT_EQ(scanner_.status().message, "Unplugged.");
}

TEST_F(ScannerTest, ClosesTheSourceWhenStoppedAndOpensItAgain) {
  EXPECT_EQ(scanner_.status().state, SourceState::Off);
  scanner_.start();
  scanner_.start();
  wait_until([this] { return scanner_.status().state == SourceState::Starting; });
  scanner_.stop();
  EXPECT_EQ(scanner_.status().state, SourceState::Off);
  EXPECT_FALSE(scanner_.running());
  scanner_.stop();
  show(paint_code("again"));
  scanner_.start();
  EXPECT_EQ(next_code(), "again");
  scanner_.stop();
  EXPECT_EQ(stage_.with([](const Stage& stage) { return std::pair(stage.opened, stage.closed); }), std::pair(2, 2));
}

}  // namespace
}  // namespace einlass::scan
